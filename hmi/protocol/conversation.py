"""Requests and replies overheard in order: which is which, and what a reply answers.

The code of a frame tells a request from a reply. A reply names no command: it answers the last request before
it, and where its layout contradicts that, or no request was heard, the command is the only one that fits.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from hmi.protocol import messages
from hmi.protocol.command import MESSAGES, Command
from hmi.protocol.control import Code, Empty, MosfetReply
from hmi.protocol.errors import RETURN_CODES, ImplausibleError, LayoutError, ProtocolError
from hmi.protocol.frame import Frame

_OF_PACKS = (Command.ANALOG, Command.STATUS)
_HIGHEST_RETURN_CODE = 0x0F  # of those that are numbered together


@dataclass(frozen=True, slots=True)
class Request:
    """A request. `command` is None for a code that this protocol module does not know."""

    frame: Frame
    command: Command | None
    message: Any = None
    is_echo: bool = False  # the same frame once more: a half-duplex adapter hears itself


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply. `message` is None where no known command, or several of them, can read INFO."""

    frame: Frame
    answers: int | None  # the command, CID2; None: it cannot be told
    message: Any = None
    asked: int | None = None  # COMMAND of the 42H or 44H request
    possible: tuple[Command, ...] = ()  # where `answers` is None
    expected: int | None = None  # the command of the last request, where the layout is not its reply's
    pushed: bool = False  # sent unasked, its command in the place of the return code (WiFi modules)


@dataclass(slots=True)
class Conversation:
    """What was said so far, as much of it as matters for the next frame."""

    _open: Request | None = field(default=None, init=False)  # the last request, while unanswered

    def hear(self, frame: Frame) -> Request | Reply:
        """Read the next frame. Raises LayoutError or ImplausibleError for INFO that nothing fits."""
        return self._reply(frame) if _is_return_code(frame.code) else self._request(frame)

    def miss(self) -> None:
        """A frame was damaged: it may have been the request that the next reply answers."""
        self._open = None

    def _request(self, frame: Frame) -> Request | Reply:
        command = next((command for command in Command if command == frame.code), None)
        if command in _OF_PACKS and len(frame.info) != 1:
            message = messages.read_reply(command, replace(frame, code=messages.ACCEPTED))
            return Reply(frame, command, message, pushed=True)
        message = messages.read_request(frame)[1] if command else None
        is_echo = self._open is not None and self._open.frame == frame
        self._open = Request(frame, command, message, is_echo)
        return self._open

    def _reply(self, frame: Frame) -> Reply:
        request, self._open = self._open, None
        if frame.code != messages.ACCEPTED:
            return _refusal(frame, request)
        if request is None:
            return _unasked(frame)
        if request.command is None:
            return Reply(frame, request.frame.code)
        try:
            asked = _pack_asked(request)
            message = messages.read_reply(request.command, frame, asked)
        except LayoutError as misfit:
            return self._late(frame, request, misfit)
        return Reply(frame, request.command, message, asked)

    def _late(self, frame: Frame, request: Request, misfit: LayoutError) -> Reply:
        """A reply that this request cannot have: late, to an earlier request. The right one may follow."""
        try:
            reply = _unasked(frame)
        except ProtocolError:
            raise misfit from None
        self._open = request
        return replace(reply, expected=request.command)


def _is_return_code(code: int) -> bool:
    return code <= _HIGHEST_RETURN_CODE or (code in RETURN_CODES and code not in set(Command))


def _pack_asked(request: Request) -> int | None:
    return (
        request.message.value if request.command in _OF_PACKS and isinstance(request.message, Code) else None
    )


def _refusal(frame: Frame, request: Request | None) -> Reply:
    """A refusal may carry INFO: of a MOSFET command the system status, unchanged."""
    command = request.command if request else None
    message = None
    if command in (Command.CHARGE_MOSFET, Command.DISCHARGE_MOSFET) and len(frame.info) == 1:
        message = MosfetReply(frame.info[0])
    return Reply(frame, request.frame.code if request else None, message)


def _unasked(frame: Frame) -> Reply:
    """A reply to an unknown request. Raises LayoutError or ImplausibleError when no command has such one."""
    readings, absurd = {}, None
    for command in Command:
        if frame.info and MESSAGES[command].reply == (Empty,):
            continue  # an acknowledgement may carry anything, so it would fit everything
        try:
            readings[command] = messages.read_reply(command, frame)
        except ImplausibleError as error:
            absurd = error
        except LayoutError:
            continue
    if not readings:
        raise absurd or LayoutError("INFO of a reply", f"{len(frame.info)} bytes that fit none")
    first, *others = readings.values()
    message = first if all(other == first for other in others) else None
    if not others:
        return Reply(frame, next(iter(readings)), message)
    return Reply(frame, None, message, possible=tuple(readings))
