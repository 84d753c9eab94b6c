"""A line of candump, in both forms that people paste, as a frame.

    (1436509052.249713) can0 351#1402C012C012C201     candump -L, and what it logs to a file
      can0  351   [8]  14 02 C0 12 C0 12 C2 01        candump as it prints by itself

Before the second one may stand a time (-t), after the interface a direction (-x). Source: can-utils, as it
prints; an identifier of eight digits is an extended one, with the bit 20000000H an error frame.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from hmi.commands.logged import Damaged, DamagedLineError, Entry, Kind, Line, Logged
from hmi.protocol.can.frame import MOST_DATA, CanFrame

_TIME = r"(?:\((?P<time>[-0-9:. ]{1,40})\)\s+)?"
_ID = r"(?P<id>[0-9A-F]{3}|[0-9A-F]{8})"
_COMPACT = re.compile(
    rf"{_TIME}(?P<channel>\S+)\s+{_ID}#"
    r"(?:#[0-9A-F](?P<fd>(?:[0-9A-F]{2}){0,64})|(?P<remote>R)[0-9A-F]?"
    r"|(?P<data>(?:[0-9A-F]{2}){0,8})(?:_[0-9A-F])?)(?:\s+[RT])?",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    rf"{_TIME}(?P<channel>\S+)\s+(?:[RT]X\s+\S\s+\S\s+)?{_ID}\s+\[(?P<count>\d{{1,2}})\]"
    r"(?:\s+(?P<remote>remote request)|(?P<data>(?:\s+[0-9A-F]{2}(?=\s|$))*)"
    r"(?:\s+(?:'.*'|ERRORFRAME))?)",
    re.IGNORECASE,
)
_ERROR = 0x2000_0000  # in an identifier of eight digits
_EXTENDED = 0x1FFF_FFFF
_STANDARD = 0x7FF
_EXPECTED = "(123.456) can0 351#1402C012, or can0 351 [4] 14 02 C0 12"
_SHOWN = 80  # characters of what came


def entries(lines: Iterable[Line]) -> Iterator[Entry]:
    """The frames of lines; of each line that is none, what was expected. Empty lines are passed over."""
    for line in lines:
        if not line.text.strip():
            continue
        try:
            yield logged(line)
        except DamagedLineError as error:
            yield Damaged(error.expected, error.came, line.number)


def logged(line: Line) -> Logged:
    """The frame of a line. Raises DamagedLineError."""
    text = line.text.strip()
    found = _COMPACT.fullmatch(text)
    if found:
        # Nothing in such a line says how many bytes there should be.
        if not line.ended and found["remote"] is None and len(found["data"] or "") < 2 * MOST_DATA:
            raise DamagedLineError("the end of the line, or 8 bytes", text)
        return _compact(found)
    found = _PRINTED.fullmatch(text)
    if found:
        return _printed(found, text)
    raise DamagedLineError(_EXPECTED, text[:_SHOWN])


def _compact(found: re.Match[str]) -> Logged:
    if found["remote"]:
        return _frame(found, Kind.REMOTE, "")
    return (
        _frame(found, Kind.DATA, found["data"])
        if found["fd"] is None
        else _frame(found, Kind.FD, found["fd"])
    )


def _printed(found: re.Match[str], text: str) -> Logged:
    if found["remote"]:
        return _frame(found, Kind.REMOTE, "")
    data = "".join(found["data"].split())
    if int(found["count"]) != len(data) // 2:
        raise DamagedLineError(f"{found['count']} bytes", text)
    return _frame(found, Kind.FD if len(found["count"]) == 2 else Kind.DATA, data)  # of FD "[08]"


def _frame(found: re.Match[str], kind: Kind, data: str) -> Logged:
    identifier, extended = int(found["id"], 16), len(found["id"]) > 3
    if extended and identifier & _ERROR:
        kind, identifier = Kind.ERROR, identifier & _EXTENDED
    if identifier > (_EXTENDED if extended else _STANDARD):
        raise DamagedLineError("an identifier up to 7FF or 1FFFFFFF", found["id"])
    return Logged(kind, CanFrame(identifier, bytes.fromhex(data), extended), _time(found), found["channel"])


def _time(found: re.Match[str]) -> float | None:
    """Seconds; of -tA a date, in local time as candump prints it."""
    text = found["time"]
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).timestamp() if ":" in text else float(text)
    except (ValueError, OverflowError) as error:
        raise DamagedLineError("a time in seconds", text) from error
