"""What an inverter says by itself, by the protocol that it is set to."""

from typing import Any

from hmi.protocol.can import family, growatt, sma, tables, victron
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.can.told import Told

PERIODS = {Language.GROWATT: 0.51}  # s, as captured
USUAL = 1.0  # s, by the papers
EXTERNAL_BMS = 10  # charging procedure of a Sunny Island
BMS_TIMEOUT = 952
_ALIVE = ((0x305, family.InverterAlive(True)),)


def period(language: Language | None) -> float:
    """From one time to the next, s."""
    return PERIODS.get(language, USUAL) if language else USUAL


def frames(language: Language | None, told: Told, listens: bool) -> list[CanFrame]:
    """Everything that it says at one time. `told`: what it took over; `listens`: this is not too old.

    Of SOFAR no frame of the inverter is known.
    """
    if language is None:
        return []
    return [
        tables.encode(language, identifier, message) for identifier, message in _said(language, told, listens)
    ]


def _said(language: Language, told: Told, listens: bool) -> tuple[tuple[int, Any], ...]:
    match language:
        case Language.PYLON | Language.GOODWE:
            return _ALIVE
        case Language.VICTRON:
            return (*_ALIVE, (0x307, victron.GxAlive(True)))
        case Language.GROWATT:
            return ((0x301, growatt.InverterAlive(True)),)
        case Language.SMA:
            return _telemetry(told, listens)
        case _:
            return ()


def _telemetry(told: Told, listens: bool) -> tuple[tuple[int, Any], ...]:
    """A Sunny Island measures, says what it was told, and of current that charging is negative."""
    current = None if told.current_a is None else -told.current_a
    measured = sma.InverterMeasurements(told.voltage_v, current, told.temperature_c, told.soc_pct)
    soh = None if told.soh_pct is None else round(told.soh_pct)
    state, error_no = ("operating", 0) if listens else ("failure", BMS_TIMEOUT)
    cvl = told.charge_voltage_limit_v
    return (0x305, measured), (0x306, sma.InverterState(soh, EXTERNAL_BMS, state, error_no, cvl))
