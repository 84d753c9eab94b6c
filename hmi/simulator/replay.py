"""A recording as the peer of a wire: real frames, sent again byte for byte. `recordings` reads them."""

from dataclasses import dataclass, field

from hmi.protocol import frame
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.errors import ChecksumError, FramingError, LengthCheckError, ProtocolError
from hmi.protocol.frame import Frame, WireFault
from hmi.protocol.messages import Command, read_reply, reply
from hmi.simulator.answers import BAD_CHECKSUM, BAD_LENGTH, UNKNOWN_COMMAND

_OF_PACKS = (Command.ANALOG, Command.STATUS)
_BY_NUMBER = (*_OF_PACKS, Command.READ_RECORD)  # another number asks something else


@dataclass(frozen=True, slots=True)
class Spoken:
    """One recorded reply, as it goes on the wire, and the INFO of its request where that was seen."""

    command: int
    info: bytes | None
    data: bytes

    @property
    def decoded(self) -> Frame | None:
        """The frame; None for one that was recorded damaged."""
        try:
            return frame.decode(self.data)
        except (FramingError, LengthCheckError, ChecksumError):
            return None

    def answers(self, asked: Frame) -> bool:
        """Whether this may be the reply to what is asked.

        Where the request was not seen, a reply about one pack is that of the pack on the wire, one about
        several that of the whole stack.
        """
        if self.command != asked.code:
            return False
        if self.command not in _BY_NUMBER:
            return True
        if self.info is not None:
            return self.info == asked.info
        return self.command in _OF_PACKS and asked.info in self._numbers()

    def _numbers(self) -> list[bytes]:
        decoded = self.decoded
        if decoded is None:
            return [b"\x01"]
        try:
            blocks = read_reply(Command(self.command), decoded)
        except ProtocolError:
            return [b"\x01"]
        if not isinstance(blocks, Blocks) or len(blocks.packs) > 1:
            return [bytes((WHOLE_STACK,))]
        if blocks.pack_byte == 1:  # COMMAND 01 repeated, or the count that FFH gets from a pack alone
            return [b"\x01", bytes((WHOLE_STACK,))]
        return [b"\x01", bytes((blocks.pack_byte,))]


@dataclass(slots=True)
class Recording:
    """Answers what it has a recorded reply for, several in turn, everything else with return code 04."""

    replies: list[Spoken]
    _turns: dict[tuple[int, bytes], int] = field(default_factory=dict)

    def answer(self, received: Frame | WireFault, now: float) -> bytes:
        """The recorded reply, the next one each time the same is asked again."""
        match received:
            case Frame():
                return self._recorded(received) or self._refusal(UNKNOWN_COMMAND)
            case ChecksumError():
                return self._refusal(BAD_CHECKSUM)
            case LengthCheckError():
                return self._refusal(BAD_LENGTH)
            case _:
                return b""

    def pass_time(self, now: float) -> None:
        """Nothing ages."""

    def _recorded(self, asked: Frame) -> bytes | None:
        fitting = [spoken for spoken in self.replies if spoken.answers(asked)]
        exact = [spoken for spoken in fitting if spoken.info == asked.info]
        chosen = exact or fitting
        if not chosen:
            return None
        turn = self._turns.get((asked.code, asked.info), 0)
        self._turns[asked.code, asked.info] = turn + 1
        return chosen[turn % len(chosen)].data

    def _refusal(self, code: int) -> bytes:
        address = next((found.address for spoken in self.replies if (found := spoken.decoded)), 0)
        return reply(address=address, code=code)
