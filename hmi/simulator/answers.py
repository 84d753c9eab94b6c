"""What the pack on the wire answers to a frame: the commands of the protocol, carried out on the stack."""

from typing import Any

from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.control import MOSFET_OFF, MOSFET_ON, Code, ControlReply, Empty, MosfetReply, Switch
from hmi.protocol.errors import ChecksumError, FramingError, LayoutError, LengthCheckError
from hmi.protocol.frame import Frame, WireFault
from hmi.protocol.identity import Capacities, Clock, PackCount, Serials, Version
from hmi.protocol.inverter_protocol import NONE, InverterProtocol
from hmi.protocol.messages import Command, read_request, reply
from hmi.simulator import readings
from hmi.simulator.readings import Firmware
from hmi.simulator.settings import BAD_DATA, WRITES, RefusedError
from hmi.simulator.stack import MOST_PACKS, Stack

BAD_CHECKSUM, BAD_LENGTH, UNKNOWN_COMMAND, BAD_FORMAT = 0x02, 0x03, 0x04, 0x05


def answer(stack: Stack, firmware: Firmware, received: Frame | WireFault) -> bytes:
    """The bytes of the answer; none while the pack sleeps and to what is no frame at all.

    It carries the pack's own address, whatever address was asked.
    """
    if stack.wired.bms.asleep:
        return b""
    try:
        return reply(_carried_out(stack, firmware, received), stack.address)
    except RefusedError as refusal:
        return reply(refusal.message, stack.address, refusal.code)
    except FramingError:
        return b""


def _carried_out(stack: Stack, firmware: Firmware, received: Frame | WireFault) -> Any:
    match received:
        case Frame():
            return _obeyed(stack, firmware, *_understood(received))
        case ChecksumError():
            raise RefusedError(BAD_CHECKSUM)
        case LengthCheckError():
            raise RefusedError(BAD_LENGTH)
        case _:
            raise received


def _understood(received: Frame) -> tuple[Command, Any]:
    if received.code not in set(Command):
        raise RefusedError(UNKNOWN_COMMAND)
    try:
        return read_request(received)
    except LayoutError:
        raise RefusedError(BAD_FORMAT) from None


def _obeyed(stack: Stack, firmware: Firmware, command: Command, message: Any) -> Any:
    pack = stack.wired
    match command:
        case Command.ANALOG | Command.STATUS:
            return _blocks(stack, firmware, command, message.value)
        case Command.PACK_COUNT:
            return PackCount(len(stack.packs))
        case Command.READ_RECORD:
            return pack.records[message.number] if message.number < len(pack.records) else Empty()
        case Command.CAPACITIES:
            counter = pack.bms.counter
            return Capacities(counter.remaining, counter.full, counter.design)
        case Command.VERSION:
            return Version(f"P{stack.model.cells}S{stack.model.max_discharge_a:.0f}A-SIM-1.00")
        case Command.SERIALS:
            return Serials(pack.board_serial, pack.serial)
        case Command.READ_INVERTER_PROTOCOL:
            return pack.bms.protocol
        case Command.READ_CLOCK:
            return Clock.of(pack.clock)
        case _ if command in WRITES.values():
            return pack.bms.settings.read(command)
        case _:
            return _changed(stack, command, message)


def _changed(stack: Stack, command: Command, message: Any) -> Any:
    """Carry out what changes something; the acknowledgement is empty unless said here."""
    pack = stack.wired
    match command:
        case Command.SWITCH:
            return _switched(stack, message)
        case Command.CHARGE_MOSFET | Command.DISCHARGE_MOSFET:
            return _mosfet(stack, command, message)
        case Command.SHUT_DOWN:
            pack.bms.shut_down()
        case Command.WRITE_CLOCK:
            _set_clock(stack, message)
        case Command.WRITE_INVERTER_PROTOCOL:
            old = pack.bms.protocol
            can = old.can if message.can == NONE else message.can
            rs485 = old.rs485 if message.rs485 == NONE else message.rs485
            pack.bms.protocol = InverterProtocol(can, rs485, message.choice)
        case _:
            pack.bms.settings.write(command, message)
    return Empty()


def _switched(stack: Stack, message: Code) -> ControlReply:
    if message.value not in set(Switch):
        raise RefusedError(BAD_DATA)
    stack.wired.bms.switch(Switch(message.value))
    return ControlReply(message.value, readings.control(stack.wired.bms))


def _mosfet(stack: Stack, command: Command, message: Code) -> MosfetReply:
    if message.value not in (MOSFET_ON, MOSFET_OFF):
        raise RefusedError(BAD_DATA)
    bms = stack.wired.bms
    switch = bms.switch_charge if command is Command.CHARGE_MOSFET else bms.switch_discharge
    try:
        switch(message.value == MOSFET_ON)
    except RefusedError as refusal:
        raise RefusedError(refusal.code, MosfetReply(readings.system(bms))) from None
    return MosfetReply(readings.system(bms))


def _set_clock(stack: Stack, message: Clock) -> None:
    if message.time is None:
        raise RefusedError(BAD_DATA)
    stack.wired.set_clock(message.time)


def _blocks(stack: Stack, firmware: Firmware, command: Command, asked: int) -> Blocks[Any]:
    """42H or 44H: COMMAND 00 and 01 ask the pack itself, FFH all, others a place in the stack."""
    if asked == WHOLE_STACK:
        slots = range(1, len(stack.packs) + 1)
        blocks = tuple(_block(stack, firmware, command, slot) for slot in slots)
        return Blocks(blocks, pack_byte=len(blocks))
    if asked > MOST_PACKS:
        raise RefusedError(BAD_DATA)
    return Blocks((_block(stack, firmware, command, max(1, asked)),), pack_byte=asked)


def _block(stack: Stack, firmware: Firmware, command: Command, slot: int) -> Any:
    pack, analog = stack.slot(slot), command is Command.ANALOG
    if pack is not None:
        return readings.analog(pack.bms, firmware) if analog else readings.status(pack.bms, firmware)
    shape = stack.model.cells, len(readings.sensors(stack.wired.bms))
    return readings.empty_analog(*shape, firmware) if analog else readings.empty_status(*shape, firmware)
