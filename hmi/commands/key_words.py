"""JSON keys and their values in words: a key says its unit, "charge_voltage_limit_v" is told in V."""

from typing import Any

_UNITS = {
    "_v": "V",
    "_a": "A",
    "_c": "°C",
    "_s": "s",
    "_us": "µs",
    "_min": "min",
    "_pct": "%",
}


def words(name: str) -> str:
    """A name as words."""
    return name.replace("_", " ")


def name(key: str) -> str:
    """What the key is about, without its unit."""
    return words(key.removesuffix(_ending(key)))


def value(key: str, told: Any) -> str:
    """The value with its unit; "--" where it is not known."""
    if told is None or isinstance(told, bool):
        return {None: "--", True: "yes", False: "no"}[told]
    if isinstance(told, list | tuple):
        return ", ".join(map(words, told)) or "none"
    return f"{told} {_UNITS[_ending(key)]}" if _ending(key) else str(told)


def _ending(key: str) -> str:
    return next((ending for ending in _UNITS if key.endswith(ending)), "")
