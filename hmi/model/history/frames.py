"""Frames of the black box as bytes: compressed JSON of what changed from one frame to the next.

    {"analog": [names of its fields], "status": [names of its fields],
     "frames": [[before_s, [reading, ...], [slots that are gone]], ...]}

A reading is [slot, address, period, analog, analog_at, status, status_at]. Its messages are lists of their
fields' values, null where nothing is known, and 0 where the slot's last one still stood.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, NoReturn, TypeVar, get_origin

from hmi.model.stack import Reading
from hmi.protocol.analog import PackAnalog
from hmi.protocol.status import PackStatus

MOST_BYTES = 32_000_000  # of an unpacked box; one of fifteen packs has about half a million
_SAME = 0

Message = TypeVar("Message", PackAnalog, PackStatus)


@dataclass(frozen=True, slots=True)
class Frame:
    """All packs as they were at one time, s before the box was closed; times in them count from then on too.

    So they are 0 or less: hmi.model.stack.shown(reading, -before_s) is the pack as it could be shown then. Of
    its periods the one that was in force is kept, as the usual one too.
    """

    before_s: float
    readings: tuple[Reading, ...]


def _kinds(message: type[Message]) -> dict[str, str]:
    return {one.name: getattr(get_origin(one.type) or one.type, "__name__", "") for one in fields(message)}


_ANALOG, _STATUS = _kinds(PackAnalog), _kinds(PackStatus)


def pack(frames: Iterable[Frame]) -> bytes:
    """The frames, the oldest first, as they are kept."""
    last: dict[int, Reading] = {}
    told = []
    for frame in frames:
        here = {one.slot: one for one in frame.readings}
        changed = [_reading(one, last.get(slot)) for slot, one in here.items() if one is not last.get(slot)]
        told.append([frame.before_s, changed, [slot for slot in last if slot not in here]])
        last = here
    box = {"analog": list(_ANALOG), "status": list(_STATUS), "frames": told}
    return zlib.compress(json.dumps(box, separators=(",", ":")).encode())


def _reading(one: Reading, last: Reading | None) -> list[Any]:
    analog, status = (last.analog, last.status) if last else (None, None)
    return [
        one.slot,
        one.address,
        one.period,
        _message(one.analog, analog, _ANALOG),
        one.analog_at,
        _message(one.status, status, _STATUS),
        one.status_at,
    ]


def _message(one: Message | None, last: Message | None, kinds: dict[str, str]) -> Any:
    if one is None:
        return None
    if one == last:
        return _SAME
    values = (getattr(one, name) for name in kinds)
    return [value.hex() if isinstance(value, bytes) else value for value in values]


def unpack(box: bytes) -> tuple[Frame, ...]:
    """What was packed. Raises ValueError for anything else, and says what is wrong."""
    told = _table(box)
    names = {name: _names(told, name) for name in ("analog", "status")}
    last: dict[int, Reading] = {}
    frames = []
    for number, one in enumerate(_items(told.get("frames"), "frames")):
        try:
            before_s, changed, gone = one
            for slot in gone:
                del last[slot]
            for spelled in changed:
                last[spelled[0]] = _read(spelled, last.get(spelled[0]), names)
            frames.append(Frame(_number(before_s), tuple(last[slot] for slot in sorted(last))))
        except (TypeError, ValueError, KeyError, IndexError) as error:
            raise ValueError(f"black box: frame {number}: {error}") from error
    return tuple(frames)


def _table(box: bytes) -> dict[str, Any]:
    try:
        text = zlib.decompressobj().decompress(box, MOST_BYTES)
        told = json.loads(text, parse_constant=_not_finite)
    except (zlib.error, ValueError, RecursionError) as error:
        raise ValueError(f"black box: expected compressed JSON, came {len(box)} bytes: {error}") from error
    if not isinstance(told, dict):
        raise ValueError(f"black box: expected a table, came {type(told).__name__}")
    return told


def _not_finite(name: str) -> NoReturn:
    raise ValueError(f"expected a number, came {name}")


def _items(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"black box: {name}: expected a list, came {type(value).__name__}")
    return value


def _names(told: dict[str, Any], name: str) -> list[str]:
    """Its fields, in the order in which this box has them; there may be some that are not known any more."""
    names = _items(told.get(name), name)
    needed = _ANALOG if name == "analog" else _STATUS
    missing = [one for one in needed if one not in names]
    if missing:
        raise ValueError(f"black box: {name}: expected {', '.join(missing)} too")
    return names


def _read(spelled: list[Any], last: Reading | None, names: dict[str, list[str]]) -> Reading:
    slot, address, period, analog, analog_at, status, status_at = spelled
    old_analog, old_status = (last.analog, last.status) if last else (None, None)
    return Reading(
        slot=_value("slot", slot, "int"),
        address=_value("address", address, "int"),
        period=_number(period),
        usual=_number(period),
        analog=old_analog if analog == _SAME else _made(PackAnalog, analog, names["analog"], _ANALOG),
        analog_at=None if analog_at is None else _number(analog_at),
        status=old_status if status == _SAME else _made(PackStatus, status, names["status"], _STATUS),
        status_at=None if status_at is None else _number(status_at),
    )


def _made(kind: type[Message], values: Any, names: list[str], kinds: dict[str, str]) -> Message | None:
    if values is None:
        return None
    known = dict(zip(names, values, strict=True))
    return kind(**{name: _value(name, known[name], wanted) for name, wanted in kinds.items()})


def _value(name: str, spelled: Any, kind: str) -> Any:
    match kind, spelled:
        case "tuple", list():
            return tuple(None if one is None else _number(one) for one in spelled)
        case "bytes", str():
            return bytes.fromhex(spelled)
        case "float" | "int", int() if not isinstance(spelled, bool):
            return spelled
        case "float", float():
            return spelled
        case _:
            raise ValueError(f"{name}: expected {kind}, came {spelled!r}")


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"expected a number, came {value!r}")
    return value
