"""One request and its answer. A reply does not name its command: it is told from others only by order.

So one request is outstanding at a time, one that got no answer is asked again in the same words, and answers
that are still owed are collected before a different request goes out (pace-v25, chapters 1, 2 and 16).
"""

import time
from collections.abc import Callable
from typing import Any

from hmi.links.listening import Listening
from hmi.links.outcome import Answered, Failed, Outcome, Question
from hmi.links.port import Port
from hmi.links.timing import LATE_S, LinkSettings
from hmi.protocol import frame, messages
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.errors import LayoutError, ProtocolError, ReturnCodeError
from hmi.protocol.frame import Decoder, Frame, WireFault
from hmi.protocol.messages import Command

TRIES = 3
SILENCES = 2  # in a row, and the BMS is taken to be silent
_PUSHED = (Command.ANALOG, Command.STATUS)  # in the place of a return code: nobody asked for this frame
_MASTER = 1  # address


class Exchange:
    """Asks over one open port. Raises PortFailure when the port fails, and nothing else."""

    def __init__(
        self, port: Port, settings: LinkSettings, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._port = port
        self._settings = settings
        self._clock = clock
        self._decoder = Decoder()
        self._owed: list[tuple[float, Question]] = []  # sent (s) and not answered, the oldest first
        self._sent_at = 0.0  # s, when the last request had left
        self.heard_at = 0.0  # s, when the last character came

    def ask(self, question: Question, tries: int = TRIES) -> Outcome:
        """Send the request until it is answered or refused, `tries` times at most."""
        try:
            request = messages.request(question.command, question.message, question.address)
        except ProtocolError as error:
            return Failed(error.kind, str(error), self._clock(), address=question.address)
        self._collect(question)
        return self._ask(question, request, tries)

    def _ask(self, question: Question, request: bytes, tries: int) -> Outcome:
        silences = 0
        for left in reversed(range(tries)):
            self._send(question, request)
            outcome = self._hear(question, self._sent_at + self._settings.timeout_s)
            if isinstance(outcome, Answered) or outcome.final or not left:
                return outcome
            silences = silences + 1 if outcome.silent else 0
            if silences == SILENCES:
                return outcome
            late = self._rest(question)
            if isinstance(late, Answered):
                return late
        return outcome

    def _send(self, question: Question, request: bytes) -> None:
        self._port.reset_input_buffer()
        self._decoder.reset()
        self._port.write(request)
        self._sent_at = self._clock() + self._settings.wire_s(len(request))
        self._owed.append((self._sent_at, question))

    def _collect(self, question: Question) -> None:
        """Take in the answers that are still owed, lest one passes for the answer to the next request."""
        now = self._clock()
        self._owed = [(at, asked) for at, asked in self._owed if at + LATE_S > now]
        feared = [at for at, asked in self._owed if question.mistakes_answer_to(asked)]
        if not feared:
            return
        while self._owed and self._clock() < feared[-1] + LATE_S:
            self._came(len(self._take()))
        self._owed.clear()
        while self._clock() < self.heard_at + self._settings.pause_s:
            self._take()

    def _take(self) -> list[Frame | WireFault]:
        piece = self._port.read(self._decoder.needed)
        if piece:
            self.heard_at = self._clock()
        return self._decoder.feed(piece)

    def _rest(self, question: Question) -> Outcome:
        """Leave the line quiet for a pause before asking again; a late answer to this request is welcome."""
        until = self._clock() + LATE_S
        while True:
            outcome = self._hear(question, self._clock() + self._settings.pause_s)
            if isinstance(outcome, Answered) or outcome.silent or self._clock() >= until:
                return outcome

    def _hear(self, question: Question, first_by: float) -> Outcome:
        """Wait for the first character until `first_by` (s), then for as long as a frame keeps coming."""
        wait = Listening(first_by, self._settings)
        while self._clock() < wait.until:
            piece = self._port.read(self._decoder.needed)
            if not piece:
                continue
            self.heard_at = self._clock()
            found = self._decoder.feed(piece)
            wait.heard(piece, self._decoder.unfinished, self.heard_at)
            outcome = self._first_fit(question, found, wait)
            if outcome is not None:
                return outcome
        if self._decoder.unfinished:
            self._came(1)
            self._decoder.reset()
        return wait.failure(self._clock())

    def _first_fit(
        self, question: Question, found: list[Frame | WireFault], wait: Listening
    ) -> Outcome | None:
        """The first frame that settles the question; those behind it were owed, or sent twice."""
        for index, one in enumerate(found):
            if isinstance(one, Frame) and one.code in (question.command, *_PUSHED):
                continue
            self._came(1)
            outcome = _judge(question, one, self.heard_at)
            if isinstance(outcome, Answered) or not outcome.stray:
                self._came(len(found) - index - 1)
                return outcome
            wait.stray(outcome)
        return None

    def _came(self, answers: int) -> None:
        del self._owed[:answers]


def _judge(question: Question, found: Frame | WireFault, at: float) -> Outcome:
    if not isinstance(found, Frame):
        return Failed(found.kind, str(found), at)
    try:
        message = messages.read_reply(question.command, found, question.asked)
        _check_pack(question, found, message)
    except ProtocolError as error:
        code = error.code if isinstance(error, ReturnCodeError) else None
        return Failed(error.kind, str(error), at, code, found.address)
    return Answered(message, found.address, at, frame.SHORTEST + 2 * len(found.info))


def _check_pack(question: Question, found: Frame, message: Any) -> None:
    """A master repeats COMMAND in its answer, so the late answer about another pack shows itself.

    Other values are left alone: what a pack that is no master puts there is not known.
    """
    if not isinstance(message, Blocks) or question.asked in (None, WHOLE_STACK) or found.address != _MASTER:
        return
    if 2 <= message.pack_byte <= 15 and message.pack_byte != question.asked:
        raise LayoutError(f"an answer about pack {question.asked}", f"one about pack {message.pack_byte}")
