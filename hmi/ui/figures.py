"""A value of a parameter group as a figure with its unit, and what is on or off in a word."""

from hmi.model.units import unit_of
from hmi.ui import text
from hmi.ui.language import translator as _

# Decimals by unit: at least, at most; no more than the value needs.
DECIMALS = {"V": (2, 3), "A": (0, 3), "s": (1, 3), "µs": (0, 0), "°C": (0, 1), "%": (0, 0), "min": (0, 0)}


def figure(group: str, name: str, value: float | None) -> str:
    """A value with its unit; on or off for an enable."""
    if value is None:
        return text.NOTHING
    if name == "enable":
        return switched(bool(value))
    unit = unit_of(group, name)
    least, most = DECIMALS[unit.symbol]
    shown = value * unit.per
    digits = next((few for few in range(least, most) if abs(shown - round(shown, few)) < 1e-6), most)
    return f"{text.number(shown, digits)} {unit.symbol}"


def switched(on: bool | None) -> str:
    """On or off."""
    if on is None:
        return text.NOTHING
    return _("On") if on else _("Off")
