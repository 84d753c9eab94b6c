"""The unit in which a value of a parameter group is shown and typed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `per` of it make one of the unit in which the message has the value."""

    symbol: str
    per: int = 1


NONE = Unit("")
VOLT, AMPERE, SECOND, MINUTE = Unit("V"), Unit("A"), Unit("s"), Unit("min")
MICROSECOND = Unit("µs", per=1_000_000)
CELSIUS, PERCENT = Unit("°C"), Unit("%")

BY_FIELD = {
    "enable": NONE,
    "delay": SECOND,
    "charge_delay": SECOND,
    "discharge_delay": SECOND,
    "delay_min": MINUTE,
    "full_current": AMPERE,
    "low_soc": PERCENT,
}
BY_GROUP = {
    "charge_over_current": AMPERE,
    "discharge_over_current": AMPERE,
    "fast_over_current": AMPERE,
    "limiter_start": AMPERE,
    "cell_over_temperature": CELSIUS,
    "cell_under_temperature": CELSIUS,
    "mosfet_over_temperature": CELSIUS,
    "environment_temperature": CELSIUS,
}


def unit_of(group: str, field: str) -> Unit:
    """The unit of a field; NONE for an enable."""
    if group == "short_circuit_delay":
        return MICROSECOND
    return BY_FIELD.get(field) or BY_GROUP.get(group, VOLT)
