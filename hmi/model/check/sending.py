"""SMA: what the inverter sends of the battery and of itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from hmi.model.check.reading import message_of
from hmi.model.check.traffic import Heard
from hmi.protocol.can.answers import Answer, Sign
from hmi.protocol.can.language import Language
from hmi.protocol.can.sma import InverterMeasurements, InverterState

_AS_SENT = "inverter_battery_current_a"  # negative charges the battery, in this frame alone
CHARGING = "inverter_charging_current_a"  # positive charges it, as everywhere else
SENT = (
    "inverter_battery_voltage_v",
    CHARGING,
    "inverter_battery_temperature_c",
    "inverter_soc_pct",
    "inverter_charge_voltage_v",
    "operating_state",
    "error_no",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One value, and the frame that it came in."""

    value: Any
    heard: Heard


def sent(answers: Iterable[Answer], live: Iterable[Heard]) -> Mapping[str, Sent]:
    """Those of SENT that it tells, named as the vocabulary does, but for the current: that is CHARGING.

    Nothing of an inverter that was not recognised by its telemetry: zeros at 306H are a Victron's.
    """
    if all(answer.sign is not Sign.TELEMETRY_305 for answer in answers):
        return {}
    values = ((one, name, value) for one in live for name, value in _values(one))
    return {name: Sent(value, one) for one, name, value in values if name in SENT and value is not None}


def _values(heard: Heard) -> Iterator[tuple[str, Any]]:
    message = message_of(Language.SMA, heard.frame)
    if not isinstance(message, InverterMeasurements | InverterState):
        return
    yield from ((one.name, getattr(message, one.name)) for one in fields(message))
    current_a = getattr(message, _AS_SENT, None)
    yield CHARGING, None if current_a is None else 0.0 - current_a
