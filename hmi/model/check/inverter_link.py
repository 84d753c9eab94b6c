"""What the state holds of the link between BMS and inverter."""

from dataclasses import dataclass

from hmi.model.check.finding import Finding, Suspect
from hmi.model.check.numbers import Numbers
from hmi.model.check.obeying import Obedience
from hmi.model.check.traffic import Tap, TapPhase
from hmi.model.record import Row

WATCH_S = 60.0

_NO_TAP = Tap()
_NOT_WATCHED = Obedience()
_NOT_COMPARED = Numbers()


@dataclass(frozen=True, slots=True)
class InverterLink:
    """Everything that is known of it. Times are s of the steady clock."""

    tap: Tap = _NO_TAP
    obedience: Obedience = _NOT_WATCHED
    numbers: Numbers = _NOT_COMPARED
    watch_s: float = WATCH_S  # for which current has to flow within its limit before it counts as obeyed
    advice: Suspect | None = None  # whose page is shown
    finding: Finding | None = None  # as it stands now
    finding_since: float = 0.0
    differs_since: float | None = None  # what the inverter is told from what the BMS says
    refuses_since: float | None = None  # the inverter sends back something else than it was sent
    verdict: str = ""  # as it would stand in the record
    verdict_since: float = 0.0
    note: tuple[int, Row] | None = None  # the ask of the row that waits for the record, and that row
    noted_at: float | None = None  # s, when a row was asked for last

    @property
    def watched(self) -> bool:
        """There is something to go by: a tap, or what a human says."""
        return self.tap.phase is not TapPhase.NONE or bool(self.numbers.same)
