"""Recordings in files, two forms of them.

JSON: a list of {"source", "direction", "cid2", "frame"} as in pace-v25-frames.json; a response belongs to its
cid2. Text: requests and the replies that followed, mixed as captured; what is not a frame is passed over.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hmi.protocol import frame
from hmi.protocol.errors import ChecksumError, FramingError, LayoutError, LengthCheckError
from hmi.protocol.frame import Frame
from hmi.protocol.messages import Command, read_request
from hmi.simulator.replay import Recording, Spoken

_FRAME = re.compile(r"~[0-9A-Fa-f]+")
_RETURN_CODES = range(
    0x10
)  # of replies; the higher ones are commands in what packs of V2.5 were seen to send


class RecordingError(ValueError):
    """The file holds no recording that could answer anything; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class _Entry:
    source: str
    is_reply: bool
    command: int
    text: str


def load(path: Path, source: str | None = None) -> Recording:
    """Read a recording.

    A JSON file may hold several packs: `source` is a part of the wanted ones' source, by default the first
    source with a 42H reply is taken. They are not mixed: what it has no reply to is refused.

    Raises:
        RecordingError: unreadable, neither form, or nothing in it that could answer.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordingError(f"{path}: expected a readable text file ({error})") from error
    if text.lstrip().startswith(("[", "{")):
        return Recording(_of_json(path, text, source))
    replies = list(_of_text(text))
    if not replies:
        raise RecordingError(f"{path}: expected JSON, or lines with a request (~25…) and the reply after it")
    return Recording(replies)


def _of_json(path: Path, text: str, source: str | None) -> list[Spoken]:
    try:
        entries = [_entry(item) for item in json.loads(text)]
    except (ValueError, TypeError, KeyError) as error:
        raise RecordingError(
            f'{path}: expected a JSON list of {{"source", "direction", "cid2", "frame"}} ({error!r})'
        ) from error
    replies = [entry for entry in entries if entry.is_reply]
    if source is None:
        analog = (entry.source for entry in replies if entry.command == Command.ANALOG)
        chosen = {next(analog, "")}
    else:
        chosen = {entry.source for entry in replies if source.casefold() in entry.source.casefold()}
    found = list(_paired(entry for entry in entries if entry.source in chosen))
    if not found:
        known = "; ".join(dict.fromkeys(entry.source for entry in replies))
        wanted = "a source with a 42H response" if source is None else f"a source with {source!r} in it"
        raise RecordingError(f"{path}: expected {wanted}; sources with responses: {known or 'none'}")
    return found


def _entry(item: Any) -> _Entry:
    direction, text = item["direction"], item["frame"]
    if direction not in ("request", "response"):
        raise ValueError(f"direction {direction!r}")
    if not _FRAME.fullmatch(text):
        raise ValueError(f"frame {text!r}")
    return _Entry(str(item["source"]), direction == "response", int(item["cid2"], 16), text)


def _paired(entries: Iterator[_Entry]) -> Iterator[Spoken]:
    """The replies, each with its request's INFO where that stands right before it."""
    before: _Entry | None = None
    for entry in entries:
        if entry.is_reply:
            asked = _decoded(before.text) if before and before.command == entry.command else None
            yield Spoken(entry.command, asked.info if asked else None, entry.text.encode() + b"\r")
        before = None if entry.is_reply else entry


def _of_text(text: str) -> Iterator[Spoken]:
    asked: Frame | None = None
    for found in _FRAME.findall(text):
        decoded = _decoded(found)
        if decoded is not None and _is_request(decoded):
            asked = decoded
        elif asked is not None and (decoded is None or decoded.code in _RETURN_CODES):
            yield Spoken(asked.code, asked.info, found.encode() + b"\r")
            asked = None


def _decoded(text: str) -> Frame | None:
    try:
        return frame.decode(text.encode())
    except (FramingError, LengthCheckError, ChecksumError):
        return None


def _is_request(found: Frame) -> bool:
    try:
        read_request(found)
    except LayoutError:
        return False
    return True
