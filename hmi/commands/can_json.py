"""Frames of the inverter's CAN bus as JSON: every key says its unit, a value that is not told is null."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from hmi.commands.as_json import Json
from hmi.commands.logged import Damaged, Entry, Kind
from hmi.protocol.can import tables
from hmi.protocol.can.answers import Answer, of_inverter
from hmi.protocol.can.doubts import doubts
from hmi.protocol.can.fingerprint import Fingerprint
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.can.told import told
from hmi.protocol.errors import ProtocolError


def entry_json(entry: Entry, languages: tuple[Language, ...]) -> Json:
    """One entry of a log. Of several languages the first that has the identifier is taken, and told."""
    if isinstance(entry, Damaged):
        error = {"kind": "damaged", "expected": entry.expected, "came": entry.came}
        return {"error": error} | ({} if entry.line is None else {"line": entry.line})
    place = {"time_s": rounded(entry.time_s), "channel": entry.channel}
    if entry.kind is Kind.ERROR:
        return place | {"error_frame": True}
    frame = entry.frame
    told_of_frame = place | {
        "id": frame.name,
        "extended": frame.extended,
        "data_hex": frame.data.hex().upper(),
    }
    if entry.kind is not Kind.DATA:
        return told_of_frame | {f"{entry.kind}_frame": True}
    return told_of_frame | _values(frame, languages)


def _values(frame: CanFrame, languages: tuple[Language, ...]) -> Json:
    language = speaks(frame, languages)
    sender: Json = {"from_inverter": True} if of_inverter(frame) else {}
    if language is None:
        return {"unknown": True} | sender
    if len(languages) > 1:
        sender |= {"protocol": language}
    try:
        return sender | message_json(tables.decode(language, frame))
    except ProtocolError as error:
        return sender | {"error": {"kind": error.kind, "expected": error.expected, "came": error.came}}


def speaks(frame: CanFrame, languages: tuple[Language, ...]) -> Language | None:
    """The first of the languages that has the identifier."""
    return next((one for one in languages if tables.known(one, frame)), None)


def message_json(message: Any) -> Json:
    """The values of a message; "alarms" are the protections, "requests" those that are set."""
    names = {"protections": "alarms"}
    values = {names.get(one.name, one.name): written(getattr(message, one.name)) for one in fields(message)}
    common = told([message])
    if common.requests is not None:
        values["requests"] = written(common.requests)
    doubtful = doubts(common, None)
    return values | ({"doubtful": list(doubtful)} if doubtful else {})


def fingerprint_json(found: Fingerprint) -> Json:
    """What a bus speaks."""
    return {
        "fits": list(found.fits),
        "evidence": list(found.evidence),
        "tells_apart": list(found.tells_apart),
        "mixed": list(found.mixed),
        "stranger": found.stranger,
    }


def answers_json(answers: Iterable[Answer]) -> list[Json]:
    """The signs of life of an inverter."""
    return [
        {
            "sign": one.sign,
            "protocols": list(one.languages),
            "id": one.frame.name,
            "extended": one.frame.extended,
        }
        for one in answers
    ]


def written(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, tuple | frozenset):
        return [written(one) for one in value]
    return rounded(value) if isinstance(value, float) else value


def rounded(value: float | None, digits: int = 6) -> float | None:
    """Without the noise of binary fractions."""
    return None if value is None else round(value, digits)
