"""What is being written to the BMS, and what stands on trial, as values. hmi.model.writing moves them on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hmi.model.change import Change
from hmi.model.record import Mark
from hmi.protocol.inverter_protocol import InverterProtocol


class Cause(StrEnum):
    """Why it is written."""

    CHOSEN = "chosen"  # at this panel, value by value
    AS_FOUND = "as_found"  # back to what the first connection to this battery found
    FACTORY = "factory"  # to the model's factory values
    TRIAL_ENDED = "trial_ended"  # the old protocol again, by hand
    TRIAL_OVER = "trial_over"  # the old protocol again, as nobody confirmed the new one
    CUT_OFF = "cut_off"  # begun before a restart of the panel: only read back now


class Stage(StrEnum):
    """How far it is."""

    PROPOSED = "proposed"  # shown as old -> new, waiting for its confirm
    WARNED = "warned"  # confirmed; takes a protection away, which needs a confirm of its own
    NOTING = "noting"  # being put down in the record
    CHECKING = "checking"  # whether the BMS still has the old value
    WRITING = "writing"
    READING_BACK = "reading_back"
    CONCLUDING = "concluding"  # the outcome is being put down
    ENDED = "ended"


class Reason(StrEnum):
    """Why the outcome is what it is."""

    READ_BACK = "read_back"  # done: the new value was read back
    FELL_SILENT = "fell_silent"  # done: the BMS shut down
    BMS_REFUSED = "bms_refused"  # refused: by return code, the old value was read back
    NOT_TAKEN = "not_taken"  # refused: acknowledged or not answered, the old value was read back
    NOT_SENT = "not_sent"  # refused: no answer before the write, so nothing was sent
    CHANGED_MEANWHILE = "changed_meanwhile"  # refused: not the old value any more, nothing was sent
    OTHER_PACK = "other_pack"  # another battery is connected; refused: nothing was sent, unconfirmed: it was
    NO_RECORD = "no_record"  # refused: the record cannot be kept, nothing was sent
    INTERRUPTED = "interrupted"  # refused: the panel stopped in between, the old value was read back
    OTHER_VALUE = "other_value"  # unconfirmed: neither the old value nor the new was read back
    NO_READ_BACK = "no_read_back"  # unconfirmed: no answer after the write
    STILL_ANSWERS = "still_answers"  # unconfirmed: the BMS should have shut down


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one change: DONE, REFUSED or UNCONFIRMED, and what the BMS has; None: not known."""

    change: Change
    mark: Mark
    reason: Reason
    has: Any = None
    code: int | None = None  # return code of a refusal


@dataclass(frozen=True, slots=True)
class Job:
    """Changes that are proposed and written together, each of them whole. Times in s."""

    changes: tuple[Change, ...]
    cause: Cause
    serial: str  # of the battery for which it was proposed
    stage: Stage = Stage.PROPOSED
    results: tuple[Result, ...] = ()  # of the changes so far
    acts: tuple[int, ...] = ()  # rows of the record, one a change
    ask: int = 0  # the request under way
    since: float = 0.0  # when the stage began
    asked_at: float = 0.0  # when the last request of the stage went out
    code: int | None = None  # return code by which the write was refused
    adrift: bool = False  # the link was lost since then: it may never be answered
    noted: bool = True  # every outcome is in the record

    @property
    def change(self) -> Change:
        """The change in hand."""
        return self.changes[min(len(self.results), len(self.changes) - 1)]

    @property
    def waiting(self) -> bool:
        """It waits for a confirm; nothing has happened yet."""
        return self.stage in (Stage.PROPOSED, Stage.WARNED)

    @property
    def under_way(self) -> bool:
        """Confirmed and not ended."""
        return not self.waiting and self.stage is not Stage.ENDED

    @property
    def unguarding(self) -> tuple[Change, ...]:
        """The changes that switch a protection off."""
        return tuple(one for one in self.changes if _enabled(one.old) and not _enabled(one.new))


def _enabled(value: Any) -> bool:
    return bool(getattr(value, "enable", 0))


@dataclass(frozen=True, slots=True)
class Trial:
    """A protocol that goes back by itself unless somebody says that the inverter works."""

    act: int  # row of the record
    serial: str
    old: InverterProtocol
    new: InverterProtocol
    ends_at: float  # s
    tried_at: float | None = None  # s, when going back was last attempted
    refusals: int = 0  # how often the BMS would not go back
    confirming: int = 0  # the request that puts the confirm into the record

    def left_s(self, now: float) -> float:
        """How long it still runs."""
        return max(0.0, self.ends_at - now)
