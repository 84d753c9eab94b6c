"""PYLON 60H to 63H: the stack as one system."""

from collections.abc import Callable
from statistics import fmean
from typing import Any

from hmi.protocol.rs485.pylon import Command
from hmi.protocol.rs485.pylon_system import SystemAlarms, SystemAnalog, SystemIdentity, SystemLimits
from hmi.simulator import readings
from hmi.simulator.inverter.announced import Announced, announced
from hmi.simulator.inverter.rs485_alarms import SYSTEM_1, SYSTEM_2, SYSTEM_PROTECTIONS_2, acting, named
from hmi.simulator.pack import Pack
from hmi.simulator.stack import Stack

MAKER = "SIMULATED"
VERSION = b"\x01\x00"

Placed = tuple[float, bytes]  # a value and where it is


def device_name(stack: Stack) -> str:
    """As the firmware calls it on the UART, up to 10 characters."""
    return f"P{stack.model.cells}S{stack.model.max_discharge_a:.0f}A"


def answer(stack: Stack, command: Command) -> Any:
    """The message that answers one of these four commands."""
    told = announced(stack)
    packs = [pack for pack in stack.packs if stack.slot(pack.number) is not None]
    match command:
        case Command.SYSTEM_IDENTITY:
            return SystemIdentity(
                device_name(stack), MAKER, VERSION, tuple(pack.board_serial for pack in packs)
            )
        case Command.SYSTEM_ANALOG:
            return _analog(stack, told, packs)
        case Command.SYSTEM_ALARMS:
            return SystemAlarms(
                named(SYSTEM_1, told.warnings),
                named(SYSTEM_2, told.warnings),
                named(SYSTEM_1, told.protections),
                named(SYSTEM_PROTECTIONS_2, acting(told)),
            )
        case _:
            return SystemLimits(
                told.charge_voltage_limit_v,
                told.discharge_voltage_limit_v,
                told.charge_current_limit_a,
                told.discharge_current_limit_a,
                told.requests,
            )


def _analog(stack: Stack, told: Announced, packs: list[Pack]) -> SystemAnalog:
    def placed(values: Callable[[Pack], tuple[float | None, ...]]) -> list[Placed]:
        """With the address of the pack and the number in it."""
        return [
            (value, bytes((stack.address + pack.number - 1, number)))
            for pack in packs
            for number, value in enumerate(values(pack), 1)
            if value is not None
        ]

    cells = placed(lambda pack: pack.bms.sensed.cells)
    sensors = placed(lambda pack: readings.sensors(pack.bms)[: len(pack.bms.sensed.temperatures)])
    mosfets = placed(lambda pack: (pack.bms.sensed.mosfet,))
    boards = placed(lambda pack: (pack.bms.sensed.environment,))
    health = [readings.soh(pack.bms) for pack in packs]
    cycles = [pack.bms.counter.cycles for pack in packs]
    most = readings.MOST_CURRENT
    return SystemAnalog(
        told.voltage_v,
        max(-most, min(most, told.current_a)),
        round(told.soc_pct),
        round(fmean(cycles)),
        max(cycles),
        round(fmean(health)),
        min(health),
        *max(cells),
        *min(cells),
        *_spread(sensors),
        *_spread(mosfets),
        *_spread(boards),
    )


def _spread(values: list[Placed]) -> tuple[Any, ...]:
    """Mean, then the highest and the lowest with their places."""
    return (fmean(value for value, _ in values), *max(values), *min(values))
