"""Logs of lines that python-can reads, read on behind a damaged line.

python-can's readers end at the first line that they stumble over. One is then begun anew behind it, with the
head of the log before it, and the line is told with its number. What contradicts itself is damaged too.
"""

import math
import re
from collections import deque
from collections.abc import Iterator
from itertools import chain

from can import Message
from can.io.generic import TextIOMessageReader

from hmi.commands.logged import Damaged, Entry, Kind, Line, Logged, UnreadableError
from hmi.protocol.can.frame import MOST_DATA, CanFrame

_LONGEST_HEAD = 1000  # lines
_SHOWN = 80  # characters of what came
_STANDARD, _EXTENDED = 0x7FF, 0x1FFF_FFFF
_HALF_A_BYTE = re.compile(r"\s[0-9A-Fa-f]$")
# What PCAN-View writes beside frames: a bus error, and how the bus stands.
_TRC_ERROR = re.compile(r"\s(Error|ER)\s")
_TRC_STATUS = re.compile(r"\s(Warng|ST|EC|EV|FFFFFFFF)\s")


class _Feed:
    """Lines in place of a file. It knows which one was taken last, and of which nothing came."""

    def __init__(self, suffix: str, lines: Iterator[Line]) -> None:
        self._suffix = suffix
        self._head, self._lines = _head(suffix, lines)
        self._first: deque[str] = deque()
        self.last: Line | None = None
        self.told = True  # something came of the last one
        self.passed: list[Line] = []
        self.ended = False

    def begin(self) -> None:
        """The head again; then what follows the last line."""
        self._first = deque(self._head)

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if self._first:
            return self._first.popleft()
        if self.last is not None and not self.told:
            self.passed.append(self.last)
        line = next(self._lines, None)
        if line is None:
            self.last, self.ended = None, True
            raise StopIteration
        self.last, self.told = line, False
        return line.text

    def close(self) -> None:
        """Nothing: who opened the file closes it."""


def _head(suffix: str, lines: Iterator[Line]) -> tuple[list[str], Iterator[Line]]:
    """What stands before the first frame, and the rest."""
    head: list[str] = []
    for line in lines:
        if len(head) == _LONGEST_HEAD or not _of_head(suffix, line):
            lines = chain([line], lines)
            break
        head.append(line.text)
    # Where a log does not say what of events it holds, python-can drops the line behind the head.
    return [*head, "\n"] if suffix == ".asc" else head, lines


def _of_head(suffix: str, line: Line) -> bool:
    text = line.text.strip()
    match suffix:
        case ".asc":
            return not text[:1].isdigit()
        case ".trc":
            return not text or text.startswith(";")
        case _:
            return suffix == ".csv" and line.number == 1


def entries(suffix: str, reader: type[TextIOMessageReader], lines: Iterator[Line]) -> Iterator[Entry]:
    """Every frame of the log, and every line that is none. Raises UnreadableError for a bad head."""
    feed = _Feed(suffix, lines)
    while not feed.ended:
        feed.begin()
        messages = iter(reader(feed))  # type: ignore[arg-type]  # only its lines are taken
        while True:
            try:
                message = next(messages, None)
            except Exception as error:  # whatever the reader stumbles over
                if feed.last is None:
                    raise UnreadableError(f"expected a {suffix} log: {error}") from error
                feed.told = True
                yield from _passed(suffix, feed)
                yield _damaged(f"a line of a {suffix} log ({error})", feed.last)
                break
            yield from _passed(suffix, feed)
            if message is None:
                break
            feed.told = True
            yield entry(message, feed.last)


def _passed(suffix: str, feed: _Feed) -> Iterator[Entry]:
    """What is to be said of lines of which the reader says nothing: some are comments and other events."""
    for line in feed.passed:
        text = line.text.strip()
        if suffix == ".trc" and _TRC_ERROR.search(text):
            yield Logged(Kind.ERROR, CanFrame(0, b""))
        elif suffix == ".trc" and text and not text.startswith(";") and not _TRC_STATUS.search(text):
            yield _damaged("a line of a .trc log", line)
        elif text and not line.ended:
            yield _damaged("the end of the line", line)
    feed.passed.clear()


def _damaged(expected: str, line: Line | None) -> Damaged:
    return (
        Damaged(expected, line.text.strip()[:_SHOWN], line.number) if line else Damaged(expected, "nothing")
    )


def entry(message: Message, line: Line | None = None) -> Entry:
    """The frame of python-can's message; Damaged where it contradicts itself."""
    number = line.number if line else None
    time_s = message.timestamp if math.isfinite(message.timestamp) else None
    channel = None if message.channel is None else str(message.channel)
    if message.is_error_frame:
        return Logged(Kind.ERROR, CanFrame(0, b""), time_s, channel)
    data, extended = bytes(message.data), message.is_extended_id
    if not 0 <= message.arbitration_id <= (_EXTENDED if extended else _STANDARD):
        return Damaged("an identifier up to 7FF or 1FFFFFFF", f"{message.arbitration_id:X}", number)
    fd = message.is_fd or len(data) > MOST_DATA  # some formats do not say so
    kind = Kind.REMOTE if message.is_remote_frame else Kind.FD if fd else Kind.DATA
    # The length code of a frame may be up to 15; it has 8 bytes then.
    expected = min(message.dlc, MOST_DATA) if kind is Kind.DATA else message.dlc
    if kind is not Kind.REMOTE and len(data) != expected:
        return Damaged(f"{expected} bytes", f"{len(data)}", number)
    if line is not None and not line.ended and _HALF_A_BYTE.search(line.text):
        return _damaged("the end of the line", line)
    return Logged(kind, CanFrame(message.arbitration_id, data, extended), time_s, channel)
