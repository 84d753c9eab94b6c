"""What the state holds of the link between BMS and inverter."""

from dataclasses import dataclass

from hmi.model.check.finding import Finding, Suspect
from hmi.model.check.numbers import Numbers
from hmi.model.check.obeying import Obedience
from hmi.model.check.traffic import Tap

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
    noted: tuple[str, str] = ("", "")  # serial number and spelled verdict that the record has last
    noted_at: float | None = None
