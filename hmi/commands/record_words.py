"""A row of the record as a line of words, and as JSON whose keys say the units."""

from typing import Any

from hmi.commands.as_json import Json, message_json
from hmi.model.change import read_spelled
from hmi.model.record import Kind, Row
from hmi.protocol.errors import LayoutError

_UNITS = {
    "_v": "V",
    "_a": "A",
    "_c": "°C",
    "_s": "s",
    "_us": "µs",
    "_min": "min",
    "_pct": "%",
}
_NOT_SAID = ("_code", "_hex", "unsure")  # codes and bytes: --json has them


def row_json(row: Row) -> Json:
    """A row; what does not concern its kind is left out, of the gate nothing but what happened is told."""
    entry = row.entry
    told: Json = {"id": row.id, "time": row.at.isoformat(), "kind": entry.kind}
    if entry.kind is Kind.GATE:
        return told | {"mark": entry.mark, "act": entry.act}
    return told | {
        "serial_number": entry.serial,
        "what": entry.what,
        "mark": entry.mark,
        "reason": entry.reason or None,
        "old": _value(entry.what, entry.old),
        "new": _value(entry.what, entry.new),
        "act": entry.act,
    }


def row_text(row: Row) -> str:
    """A row in one line, in local time."""
    entry = row.entry
    at = row.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    if entry.kind is Kind.GATE:
        return f"{at}  {entry.kind}  {_words(entry.mark)}"
    values = _values(_value(entry.what, entry.old), _value(entry.what, entry.new))
    outcome = _words(entry.mark) + (f": {_words(entry.reason)}" if entry.reason else "")
    parts = (at, entry.kind, entry.serial or "--", _words(entry.what), values, outcome)
    return "  ".join(part for part in parts if part)


def _value(subject: str, spelled: str) -> Any:
    """A value as JSON: on and off are true and false, what cannot be read any more is its bytes."""
    try:
        value = read_spelled(subject, spelled)
    except LayoutError:
        return {"info_hex": spelled}
    return value if value is None or isinstance(value, bool) else message_json(value)


def _values(old: Any, new: Any) -> str:
    """What differs, "alarm 3.55 V -> 3.6 V"; the whole value where there is only one."""
    whole = " -> ".join(dict.fromkeys(_whole(value) for value in (old, new) if value is not None))
    if not isinstance(old, dict) or not isinstance(new, dict) or old.keys() != new.keys():
        return whole
    names = [name for name in new if _said(name) and old[name] != new[name]]
    pairs = (f"{_name(name)} {_text(name, old[name])} -> {_text(name, new[name])}" for name in names)
    return ", ".join(pairs) or whole


def _whole(value: Any) -> str:
    if not isinstance(value, dict):
        return "on" if value else "off"
    if value.keys() == {"info_hex"}:
        return str(value["info_hex"])
    return ", ".join(f"{_name(name)} {_text(name, part)}" for name, part in value.items() if _said(name))


def _said(name: str) -> bool:
    return not name.endswith(_NOT_SAID)


def _unit(name: str) -> str:
    return next((ending for ending in _UNITS if name.endswith(ending)), "")


def _name(name: str) -> str:
    return _words(name.removesuffix(_unit(name)))


def _text(name: str, value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "--", True: "yes", False: "no"}[value]
    return f"{value} {_UNITS[_unit(name)]}" if _unit(name) else str(value)


def _words(name: str) -> str:
    return name.replace("_", " ")
