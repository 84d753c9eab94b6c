"""What a BMS says on the wire: its state put into the messages of 42H, 44H and A1H."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from hmi.protocol import fields
from hmi.protocol.analog import AnalogTail, PackAnalog
from hmi.protocol.bits import (
    CHARGE_MOSFET_BIT,
    CHARGER_BIT,
    DISCHARGE_MOSFET_BIT,
    DISCHARGING_BIT,
    FAULT,
    FULLY_CHARGED_BIT,
    PROTECT_1,
    PROTECT_2,
    REVERSED_BIT,
    WARN_1,
    WARN_2,
    Alarm,
    Fault,
)
from hmi.protocol.history import Record
from hmi.protocol.identity import Clock
from hmi.protocol.messages import Command
from hmi.protocol.status import ABOVE_LIMIT, BELOW_LIMIT, NORMAL, PackStatus
from hmi.simulator.bms import FLOWING, Bms

MOST_CURRENT = 327.67  # A, in 16 bits of 10 mA
LIMITING_BIT = 0  # of system status (D18, D31)
CHARGE_OFF_BIT, DISCHARGE_OFF_BIT = 1, 2  # of control state (nkinnan, and all captures)


@dataclass(frozen=True, slots=True)
class Firmware:
    """What differs between firmwares of the field: the tails of 42H and 44H, and "P"."""

    tail: int  # bytes after the block of 42H
    status_tail: int  # bytes after the block of 44H
    user_items: int


# By the length of the 42H tail; each was captured (pace-v25, chapter 9). 14 is the commonest.
FIRMWARES = {
    0: Firmware(0, 0, 3),
    1: Firmware(1, 0, 2),
    10: Firmware(10, 0, 3),
    14: Firmware(14, 1, 9),
}


def sensors(bms: Bms) -> tuple[float | None, ...]:
    """Temperatures as reported, degC: 8-cell boards have the four on the cells, others MOSFET and air too."""
    sensed = bms.sensed
    on_cells: list[float | None] = [*sensed.temperatures]
    if Fault.NTC in bms.faults:
        on_cells[-1] = None
    return (*on_cells,) if len(sensed.cells) == 8 else (*on_cells, sensed.mosfet, sensed.environment)


def current(bms: Bms) -> float:
    """A as reported: what hardly flows is shown as rest, and the field ends at its ends."""
    amperes = max(-MOST_CURRENT, min(MOST_CURRENT, bms.sensed.current))
    return amperes if abs(amperes) >= FLOWING else 0.0


def soh(bms: Bms) -> int:
    """State of health as reported, %."""
    return min(100, round(100 * bms.counter.full / bms.counter.design))


def analog(bms: Bms, firmware: Firmware) -> PackAnalog:
    """42H of one pack."""
    counter, sensed = bms.counter, bms.sensed
    tail = AnalogTail(
        soc=round(counter.soc),
        charge_throughput=int(counter.charged),
        discharge_throughput=int(counter.discharged),
        soh=soh(bms),
        voltage=sensed.voltage,
        current=current(bms),
        group_remaining=0,
        group_full=0,
    )
    return PackAnalog(
        cell_voltages=sensed.cells,
        temperatures=sensors(bms),
        current=current(bms),
        voltage=sensed.voltage,
        remaining=counter.remaining,
        user_items=firmware.user_items,
        full=counter.full,
        cycles=counter.cycles,
        design=counter.design,
        tail=fields.encode(tail)[: firmware.tail],
    )


def empty_analog(cells: int, sensors: int, firmware: Firmware) -> PackAnalog:
    """42H of a slot without a pack: all zero, SOC 100 % (nkinnan #24)."""
    tail = bytes((100, *bytes(13)))[: firmware.tail]
    return PackAnalog((0.0,) * cells, (0.0,) * sensors, 0, 0, 0, firmware.user_items, 0, 0, 0, tail)


def empty_status(cells: int, sensors: int, firmware: Firmware) -> PackStatus:
    """44H of a slot without a pack."""
    return PackStatus((0,) * cells, (0,) * sensors, *(0,) * 12, tail=bytes(firmware.status_tail))


def _bits(table: Mapping[int, Alarm | Fault], names: Collection[Alarm | Fault]) -> int:
    return sum(1 << bit for bit, name in table.items() if name in names)


def system(bms: Bms) -> int:
    """The system status byte."""
    flags = {
        LIMITING_BIT: bms.limiting,
        CHARGE_MOSFET_BIT: bms.charge_path,
        DISCHARGE_MOSFET_BIT: bms.discharge_path,
        DISCHARGING_BIT: bms.sensed.current <= -FLOWING,
        REVERSED_BIT: bms.reversed,
        CHARGER_BIT: bms.charger_present or bms.sensed.current >= FLOWING,
    }
    return sum(1 << bit for bit, on in flags.items() if on)


def control(bms: Bms) -> int:
    """The control state byte."""
    return bms.control | bms.charge_off << CHARGE_OFF_BIT | bms.discharge_off << DISCHARGE_OFF_BIT


def protect_2(bms: Bms) -> int:
    """Protect state 2, the fully charged bit among it."""
    return _bits(PROTECT_2, bms.protections) | bms.full << FULLY_CHARGED_BIT


def _code(warnings: set[Alarm], under: Alarm | None, over: Alarm | None) -> int:
    if over in warnings:
        return ABOVE_LIMIT
    return BELOW_LIMIT if under in warnings else NORMAL


def _cell_codes(bms: Bms, warnings: set[Alarm]) -> tuple[int, ...]:
    high = bms.settings.read(Command.READ_CELL_OVER_VOLTAGE).alarm
    low = bms.settings.read(Command.READ_CELL_UNDER_VOLTAGE).alarm

    def code(volts: float) -> int:
        if Alarm.CELL_OVER_VOLTAGE in warnings and volts >= high:
            return ABOVE_LIMIT
        return BELOW_LIMIT if Alarm.CELL_UNDER_VOLTAGE in warnings and volts <= low else NORMAL

    return tuple(code(volts) for volts in bms.sensed.cells)


def _temperature_codes(bms: Bms, warnings: set[Alarm]) -> tuple[int, ...]:
    cells = NORMAL
    for under, over in (
        (Alarm.CHARGE_UNDER_TEMPERATURE, Alarm.CHARGE_OVER_TEMPERATURE),
        (Alarm.DISCHARGE_UNDER_TEMPERATURE, Alarm.DISCHARGE_OVER_TEMPERATURE),
    ):
        cells = cells or _code(warnings, under, over)
    mosfet = _code(warnings, None, Alarm.MOSFET_OVER_TEMPERATURE)
    air = _code(warnings, Alarm.ENVIRONMENT_UNDER_TEMPERATURE, Alarm.ENVIRONMENT_OVER_TEMPERATURE)
    every = (*[cells] * len(bms.sensed.temperatures), mosfet, air)
    return every[: len(sensors(bms))]


def status(bms: Bms, firmware: Firmware) -> PackStatus:
    """44H of one pack."""
    warnings, balance = bms.warnings, sum(1 << cell for cell in bms.balancing)
    return PackStatus(
        cell_codes=_cell_codes(bms, warnings),
        temperature_codes=_temperature_codes(bms, warnings),
        charge_current_code=_code(warnings, None, Alarm.CHARGE_OVER_CURRENT),
        voltage_code=_code(warnings, Alarm.PACK_UNDER_VOLTAGE, Alarm.PACK_OVER_VOLTAGE),
        discharge_current_code=_code(warnings, None, Alarm.DISCHARGE_OVER_CURRENT),
        protect_1=_bits(PROTECT_1, bms.protections),
        protect_2=protect_2(bms),
        system=system(bms),
        control=control(bms),
        fault=_bits(FAULT, bms.faults),
        balance_1=balance & 0xFF,
        balance_2=balance >> 8,
        warn_1=_bits(WARN_1, warnings),
        warn_2=_bits(WARN_2, warnings),
        tail=bytes(firmware.status_tail),
    )


def record(bms: Bms, time: datetime, cause: int) -> Record:
    """A1H: this instant as a history record. `cause`: bit 0 is power-on."""
    clock, state = Clock.of(time), status(bms, FIRMWARES[0])
    return Record(
        *(clock.year, clock.month, clock.day, clock.hour, clock.minute, clock.second),
        cell_voltages=bms.sensed.cells,
        temperatures=sensors(bms),
        current=current(bms),
        voltage=bms.sensed.voltage,
        remaining=bms.counter.remaining,
        full=bms.counter.full,
        protect_1=state.protect_1,
        protect_2=state.protect_2,
        fault=state.fault,
        warn_1=state.warn_1,
        warn_2=state.warn_2,
        system=state.system,
        cycles=bms.counter.cycles,
        fault_8=0,
        fault_10=0,
        cause=cause,
    )
