"""A row of the record as a line of words, and as JSON whose keys say the units."""

import dataclasses
import json
from typing import Any

from hmi.commands import key_words
from hmi.commands.as_json import Json, message_json
from hmi.model.change import read_spelled
from hmi.model.check import spelled as verdicts
from hmi.model.record import Entry, Kind, Row
from hmi.protocol.errors import LayoutError

_NOT_SAID = ("_code", "_hex", "unsure")  # codes and bytes: --json has them


def row_json(row: Row) -> Json:
    """A row; what does not concern its kind is left out, of the gate nothing but what happened is told."""
    entry = row.entry
    told: Json = {
        "id": row.id,
        "time": row.at.isoformat(),
        "time_certain": row.certain,
        "kind": entry.kind,
    }
    if entry.kind is Kind.GATE:
        return told | {"mark": entry.mark, "act": entry.act}
    if entry.kind is Kind.CHECK:
        verdict = _verdict(entry.new)
        return told | {
            "serial_number": entry.serial,
            "what": entry.what,
            "mark": entry.mark,
            "verdict": verdict,
        }
    return told | {
        "serial_number": entry.serial,
        "what": entry.what,
        "mark": entry.mark,
        "reason": entry.reason or None,
        "old": _value(entry, entry.old),
        "new": _value(entry, entry.new),
        "act": entry.act,
    }


def row_text(row: Row) -> str:
    """A row in one line, in local time; marked where the clock was not known to be right."""
    entry = row.entry
    at = row.at.astimezone().strftime("%Y-%m-%d %H:%M:%S") + ("" if row.certain else " ?")
    if entry.kind is Kind.GATE:
        return f"{at}  {entry.kind}  {key_words.words(entry.mark)}"
    if entry.kind is Kind.CHECK:
        values = _whole(_verdict(entry.new))
    else:
        values = _values(_value(entry, entry.old), _value(entry, entry.new))
    outcome = key_words.words(entry.mark) + (f": {key_words.words(entry.reason)}" if entry.reason else "")
    parts = (at, entry.kind, entry.serial or "--", key_words.words(entry.what), values, outcome)
    return "  ".join(part for part in parts if part)


def _value(entry: Entry, spelled: str) -> Any:
    """A value as JSON: on and off are true and false, what cannot be read any more is its bytes."""
    if entry.kind in (Kind.WARRANTY, Kind.MAINTENANCE):
        return _paper(spelled)
    try:
        value = read_spelled(entry.what, spelled)
    except LayoutError:
        return {"info_hex": spelled}
    return value if value is None or isinstance(value, bool) else message_json(value)


def _paper(spelled: str) -> Any:
    """A warranty, or the day of a tick; what cannot be read any more stands as it is."""
    try:
        told = json.loads(spelled) if spelled else None
    except ValueError:
        told = spelled
    return told if told is None or isinstance(told, dict) else {"unreadable": spelled}


def _verdict(spelled: str) -> Json:
    """What the link check said; what cannot be read any more stands as it is."""
    verdict = verdicts.read(spelled)
    return {"unreadable": spelled} if verdict is None else dataclasses.asdict(verdict)


def _values(old: Any, new: Any) -> str:
    """What differs, "alarm 3.55 V -> 3.6 V"; the whole value where there is only one."""
    whole = " -> ".join(dict.fromkeys(_whole(value) for value in (old, new) if value is not None))
    if not isinstance(old, dict) or not isinstance(new, dict) or old.keys() != new.keys():
        return whole
    names = [name for name in new if _said(name) and old[name] != new[name]]
    pairs = (
        f"{key_words.name(name)} {key_words.value(name, old[name])} -> {key_words.value(name, new[name])}"
        for name in names
    )
    return ", ".join(pairs) or whole


def _whole(value: Any) -> str:
    if not isinstance(value, dict):
        return "on" if value else "off"
    if value.keys() == {"info_hex"}:
        return str(value["info_hex"])
    said = {name: part for name, part in value.items() if _said(name)}
    return ", ".join(f"{key_words.name(name)} {key_words.value(name, part)}" for name, part in said.items())


def _said(name: str) -> bool:
    return not name.endswith(_NOT_SAID)
