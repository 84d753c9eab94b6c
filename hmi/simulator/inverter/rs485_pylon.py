"""PYLON on RS485: what is answered to a request, about single packs and about the whole stack."""

from typing import Any

from hmi.protocol import frame
from hmi.protocol.blocks import Blocks
from hmi.protocol.control import Empty
from hmi.protocol.errors import ChecksumError, LayoutError, LengthCheckError
from hmi.protocol.frame import Frame, WireFault
from hmi.protocol.messages import Command as Uart
from hmi.protocol.rs485 import pylon
from hmi.protocol.rs485.pylon import Command
from hmi.protocol.rs485.pylon_fields import Capacity
from hmi.protocol.rs485.pylon_pack import (
    FIRST_PACK,
    GROUP,
    WHOLE_GROUP,
    Maker,
    PackAnalog,
    PackLimits,
    PackSerial,
    PackSoftware,
    PackStatus,
    Parameters,
)
from hmi.protocol.status import NORMAL
from hmi.simulator import readings
from hmi.simulator.answers import BAD_CHECKSUM, BAD_FORMAT, BAD_LENGTH, UNKNOWN_COMMAND
from hmi.simulator.bms import FLOWING, Bms
from hmi.simulator.inverter import rs485_system
from hmi.simulator.inverter.announced import announced_by
from hmi.simulator.inverter.rs485_alarms import STATUS_1, named
from hmi.simulator.inverter.rs485_system import MAKER, VERSION, device_name
from hmi.simulator.pack import Pack
from hmi.simulator.settings import BAD_DATA, RefusedError
from hmi.simulator.stack import Stack
from hmi.simulator.warmth import SENSORS_ON_CELLS

BAD_VERSION = 0x01


def own_address(stack: Stack) -> int:
    """02 for a pack that stands alone, 12H for the master of others: its address counts as the group."""
    return FIRST_PACK + GROUP * stack.address


def answer(stack: Stack, asked: Frame | WireFault) -> bytes:
    """The bytes of the answer; none to what is for another address, and to what is no frame at all."""
    own = own_address(stack)
    match asked:
        case Frame() if asked.address != own:
            return b""
        case Frame():
            try:
                return pylon.answer(_carried_out(stack, asked), own)
            except RefusedError as refusal:
                return pylon.answer(refusal.message, own, refusal.code)
        case ChecksumError():
            return pylon.answer(address=own, code=BAD_CHECKSUM)
        case LengthCheckError():
            return pylon.answer(address=own, code=BAD_LENGTH)
        case _:
            return b""


def _carried_out(stack: Stack, asked: Frame) -> Any:
    if asked.version != pylon.VERSION and asked.code != Command.VERSION:
        raise RefusedError(BAD_VERSION)
    if asked.cid1 != frame.BATTERY or asked.code not in set(Command):
        raise RefusedError(UNKNOWN_COMMAND)
    try:
        command, message = pylon.read_request(asked)
    except LayoutError:
        raise RefusedError(BAD_FORMAT) from None
    if message == Empty():
        return _of_all(stack, command)
    if command in (Command.ANALOG, Command.STATUS):
        packs = _packs(stack, message.value)
        number = len(packs) if message.value == WHOLE_GROUP else message.value
        block = _analog if command is Command.ANALOG else _status
        return Blocks(tuple(block(pack.bms) for pack in packs), number)
    return _of_one(stack, command, message.value)


def _of_all(stack: Stack, command: Command) -> Any:
    match command:
        case Command.PARAMETERS:
            return _parameters(stack.wired.bms)
        case Command.VERSION:
            return Empty()
        case Command.MAKER:
            return Maker(device_name(stack), VERSION, MAKER)
        case _:
            return rs485_system.answer(stack, command)


def _of_one(stack: Stack, command: Command, number: int) -> Any:
    pack, *others = _packs(stack, number)
    if others:
        raise RefusedError(BAD_DATA)
    match command:
        case Command.LIMITS:
            told = announced_by(stack, pack.bms)
            return PackLimits(
                number,
                told.charge_voltage_limit_v,
                told.discharge_voltage_limit_v,
                told.charge_current_limit_a,
                told.discharge_current_limit_a,
                told.requests,
            )
        case Command.SERIAL:
            return PackSerial(number, pack.board_serial)
        case _:
            return PackSoftware(number, VERSION, bytes((*VERSION, 0)))


def _packs(stack: Stack, number: int) -> list[Pack]:
    """The pack of this number, which counts from the group's address on, or all that report."""
    numbers = [number - own_address(stack) + 1]
    if number == WHOLE_GROUP:
        numbers = [pack.number for pack in stack.packs]
    packs = [pack for number in numbers if (pack := stack.slot(number)) is not None]
    if not packs:
        raise RefusedError(BAD_DATA)
    return packs


def _analog(bms: Bms) -> PackAnalog:
    """42H: the temperature of the BMS first, then those of the sensors on the cells that work."""
    sensed, counter = bms.sensed, bms.counter
    on_cells = readings.sensors(bms)[:SENSORS_ON_CELLS]
    return PackAnalog(
        cell_voltages=sensed.cells,
        temperatures=(sensed.environment, *(celsius for celsius in on_cells if celsius is not None)),
        current=readings.current(bms),
        voltage=sensed.voltage,
        capacity=Capacity(counter.remaining, counter.full, counter.cycles),
    )


def _status(bms: Bms) -> PackStatus:
    codes = readings.status(bms, readings.FIRMWARES[0])
    board = codes.temperature_codes[-1] if len(codes.temperature_codes) > SENSORS_ON_CELLS else NORMAL
    paths = {"charge_mosfet": bms.charge_path, "discharge_mosfet": bms.discharge_path, "pack_in_use": True}
    states = {
        "full": bms.full,
        "charging": bms.sensed.current >= FLOWING,
        "discharging": bms.sensed.current <= -FLOWING,
    }
    return PackStatus(
        codes.cell_codes,
        (board, *codes.temperature_codes[:SENSORS_ON_CELLS]),
        codes.charge_current_code,
        codes.voltage_code,
        codes.discharge_current_code,
        alarms=named(STATUS_1, bms.protections),
        paths=tuple(name for name, on in paths.items() if on),
        states=tuple(name for name, on in states.items() if on),
        faulty_1_to_8=(),
        faulty_9_to_16=(),
    )


def _parameters(bms: Bms) -> Parameters:
    """47H: the limits of the BMS's own parameters, those that are "low" being its warnings."""
    read = bms.settings.read
    cell_over, cell_under = read(Uart.READ_CELL_OVER_VOLTAGE), read(Uart.READ_CELL_UNDER_VOLTAGE)
    pack_over, pack_under = read(Uart.READ_PACK_OVER_VOLTAGE), read(Uart.READ_PACK_UNDER_VOLTAGE)
    hot, cold = read(Uart.READ_CELL_OVER_TEMPERATURE), read(Uart.READ_CELL_UNDER_TEMPERATURE)
    return Parameters(
        info_flag=0,
        cell_high=cell_over.protection,
        cell_low=cell_under.alarm,
        cell_under=cell_under.protection,
        charge_high=hot.charge_protection,
        charge_low=cold.charge_protection,
        charge_current=read(Uart.READ_CHARGE_OVER_CURRENT).protection,
        module_high=pack_over.protection,
        module_low=pack_under.alarm,
        module_under=pack_under.protection,
        discharge_high=hot.discharge_protection,
        discharge_low=cold.discharge_protection,
        discharge_current=read(Uart.READ_DISCHARGE_OVER_CURRENT).protection,
    )
