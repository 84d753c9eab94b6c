"""What is asked, and what may come of it. A failure is a value, not an exception."""

from dataclasses import dataclass, field
from typing import Any

from hmi.model.events import Trouble
from hmi.protocol.control import Code, Empty
from hmi.protocol.errors import ImplausibleError
from hmi.protocol.messages import Command

SILENT = "silent"  # kind of a `Failed`, beside those of ProtocolError
_DAMAGED_REQUEST = (0x02, 0x03)  # return codes: the BMS could not read what we sent


@dataclass(frozen=True, slots=True)
class Question:
    """A request, to the pack at `address` (0..15)."""

    command: Command
    message: Any = field(default_factory=Empty)
    address: int = 0

    @property
    def asked(self) -> int | None:
        """COMMAND of a 42H or 44H request: 1..15, FFH for the whole stack; None for other requests."""
        polls = self.command in (Command.ANALOG, Command.STATUS)
        return self.message.value if polls and isinstance(self.message, Code) else None

    def mistakes_answer_to(self, other: "Question") -> bool:
        """Whether a late answer to the other question could be taken for the answer to this one.

        The address makes no difference, an answer tells it; and the pack count fits into no 42H or 44H.
        """
        if (self.command, self.message) == (other.command, other.message):
            return False
        return other.command is not Command.PACK_COUNT or self.asked is None


@dataclass(frozen=True, slots=True)
class Answered:
    """A sound answer of the pack at `address` (0..15)."""

    message: Any
    address: int
    at: float  # s, when its last character came
    characters: int  # of the whole frame


@dataclass(frozen=True, slots=True)
class Failed:
    """No answer that can be used. `kind` is that of a ProtocolError, or SILENT; `detail` says what came."""

    kind: str
    detail: str
    at: float  # s
    code: int | None = None  # return code of a refusal
    address: int | None = None  # of the pack that answered; None: no sound frame came

    @property
    def trouble(self) -> Trouble | None:
        """What is the matter with the link; None: the BMS did answer."""
        if self.address is not None:
            return None
        return Trouble.SILENT if self.silent else Trouble.GARBAGE

    @property
    def silent(self) -> bool:
        """Not one character came."""
        return self.kind == SILENT

    @property
    def stray(self) -> bool:
        """Damaged, or the answer to something else: the right one may stand behind it."""
        return self.code is None and not self.silent and self.kind != ImplausibleError.kind

    @property
    def final(self) -> bool:
        """Asking again will bring the same."""
        return self.code is not None and self.code not in _DAMAGED_REQUEST


Outcome = Answered | Failed
