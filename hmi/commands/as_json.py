"""Messages as JSON: every key says its unit, the same for `read` and `decode`.

What is not known is null. Where the sources of the protocol disagree, the likelier reading stands in `unsure`
and the bytes beside it: `*_raw`, `info_hex`.
"""

from collections.abc import Callable
from typing import Any

from hmi.commands.json_keys import CONTESTED, KEYS, TAIL, Keys
from hmi.protocol import bits, fields
from hmi.protocol.analog import PackAnalog
from hmi.protocol.blocks import WHOLE_STACK
from hmi.protocol.control import MOSFET_OFF, MOSFET_ON, Code, Switch
from hmi.protocol.messages import Command
from hmi.protocol.status import PackStatus

Json = dict[str, Any]


def analog_json(pack: PackAnalog) -> Json:
    """The analog values of a pack; of an empty slot only that it is one."""
    if pack.no_data:
        return {"present": False}
    values: Json = {"present": True, **_told(pack, KEYS[PackAnalog])}
    if pack.tail:
        known = _told(pack.extras, TAIL) if pack.extras else {}
        values["tail_hex"] = pack.tail.hex().upper()
        values["tail"] = {key: value for key, value in known.items() if value is not None}
    return values


def status_json(pack: PackStatus) -> Json:
    """The alarms and states of a pack."""
    return message_json(pack)


def message_json(message: object) -> Json:
    """The values of a reply, or of one pack of a 42H or 44H reply, or of a request that writes."""
    if isinstance(message, PackAnalog):
        return analog_json(message)
    return _told(message, KEYS[type(message)]) | _doubts(message)


def request_json(command: Command, message: object) -> Json:
    """The values of a request."""
    if isinstance(message, Code):
        return _CODES[command](message.value)
    return message_json(message)


def _told(message: object, keys: Keys) -> Json:
    return {
        key: _written(key, getattr(message, source) if isinstance(source, str) else source(message))
        for key, source in keys.items()
    }


def _written(key: str, value: Any) -> Any:
    """The value as its key wants it, free of the noise of binary fractions."""
    match value:
        case float() | int() if key.endswith("_us"):
            return round(value * 1e6)
        case int() if key.endswith("_raw"):
            return f"{value:02X}"
        case float():
            return round(value, 1 if key.endswith("_pct") else 3)
        case tuple():
            return [_written(key, part) for part in value]
        case _:
            return value


def _doubts(message: object) -> Json:
    """What is contested about a message; nothing when its sources agree."""
    if isinstance(message, PackStatus):
        return {"unsure": list(message.unsure)}
    if type(message) in CONTESTED:
        info = fields.encode(message)
        return {"unsure": list(CONTESTED[type(message)]), "info_hex": info.hex().upper()}
    states = [field for field in bits.UNSURE if hasattr(message, field)]
    names = [
        name for field in states for name in bits.named(bits.UNSURE[field], getattr(message, field) or 0)
    ]
    return {"unsure": names} if states else {}


def _pack_asked(command: int) -> Json:
    return {"pack": "all" if command == WHOLE_STACK else command}


def _mosfet(code: int) -> Json:
    return {"switch": {MOSFET_ON: "on", MOSFET_OFF: "off"}.get(code), "code_raw": f"{code:02X}"}


# nkinnan/esphome-pace-bms reads these the other way round.
_CONTESTED_SWITCHES = (
    Switch.LED_ALARM_ON,
    Switch.LED_ALARM_OFF,
    Switch.CHARGE_LIMITER_ON,
    Switch.CHARGE_LIMITER_OFF,
)


def _switch(code: int) -> Json:
    name = Switch(code).name.lower() if code in set(Switch) else None
    unsure = {"unsure": [name]} if code in _CONTESTED_SWITCHES else {}
    return {"switch": name, "code_raw": f"{code:02X}"} | unsure


_CODES: dict[Command, Callable[[int], Json]] = {
    Command.ANALOG: _pack_asked,
    Command.STATUS: _pack_asked,
    Command.SWITCH: _switch,
    Command.CHARGE_MOSFET: _mosfet,
    Command.DISCHARGE_MOSFET: _mosfet,
    Command.SHUT_DOWN: lambda code: {"code_raw": f"{code:02X}"},
}
