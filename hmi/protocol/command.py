"""Every command of the protocol with the messages that it carries each way (pace-v25, chapters 8 to 15)."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from hmi.protocol import parameters
from hmi.protocol.blocks import Blocks
from hmi.protocol.control import (
    MOSFET_OFF,
    MOSFET_ON,
    SHUT_DOWN,
    Code,
    ControlReply,
    Empty,
    MosfetReply,
    Switch,
)
from hmi.protocol.history import Record, RecordNumber
from hmi.protocol.identity import Capacities, Clock, PackCount, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.parameters import (
    Balancing,
    CellTemperatureLimits,
    CurrentLimits,
    CurrentLimitsWithRelease,
    EnvironmentTemperatureLimits,
    FastCurrentLimits,
    FullAndLowCharge,
    LimiterStart,
    MosfetTemperatureLimits,
    ShortCircuitDelay,
    Sleep,
    VoltageLimits,
)


class Command(IntEnum):
    """CID2 of a request (pace-v25, chapter 8). Codes that are not here must never be sent."""

    ANALOG = 0x42
    STATUS = 0x44
    PACK_COUNT = 0x90
    SWITCH = 0x99
    CHARGE_MOSFET = 0x9A
    DISCHARGE_MOSFET = 0x9B
    SHUT_DOWN = 0x9C
    READ_SLEEP = 0xA0
    READ_RECORD = 0xA1
    CAPACITIES = 0xA6
    WRITE_SLEEP = 0xA8
    WRITE_FULL_AND_LOW_CHARGE = 0xAE
    READ_FULL_AND_LOW_CHARGE = 0xAF
    READ_CLOCK = 0xB1
    WRITE_CLOCK = 0xB2
    WRITE_BALANCING = 0xB5
    READ_BALANCING = 0xB6
    VERSION = 0xC1
    SERIALS = 0xC2
    WRITE_CELL_OVER_VOLTAGE = 0xD0
    READ_CELL_OVER_VOLTAGE = 0xD1
    WRITE_CELL_UNDER_VOLTAGE = 0xD2
    READ_CELL_UNDER_VOLTAGE = 0xD3
    WRITE_PACK_OVER_VOLTAGE = 0xD4
    READ_PACK_OVER_VOLTAGE = 0xD5
    WRITE_PACK_UNDER_VOLTAGE = 0xD6
    READ_PACK_UNDER_VOLTAGE = 0xD7
    WRITE_CHARGE_OVER_CURRENT = 0xD8
    READ_CHARGE_OVER_CURRENT = 0xD9
    WRITE_DISCHARGE_OVER_CURRENT = 0xDA
    READ_DISCHARGE_OVER_CURRENT = 0xDB
    WRITE_CELL_OVER_TEMPERATURE = 0xDC
    READ_CELL_OVER_TEMPERATURE = 0xDD
    WRITE_CELL_UNDER_TEMPERATURE = 0xDE
    READ_CELL_UNDER_TEMPERATURE = 0xDF
    WRITE_MOSFET_OVER_TEMPERATURE = 0xE0
    READ_MOSFET_OVER_TEMPERATURE = 0xE1
    WRITE_FAST_OVER_CURRENT = 0xE2
    READ_FAST_OVER_CURRENT = 0xE3
    WRITE_SHORT_CIRCUIT_DELAY = 0xE4
    READ_SHORT_CIRCUIT_DELAY = 0xE5
    WRITE_ENVIRONMENT_TEMPERATURE = 0xE6
    READ_ENVIRONMENT_TEMPERATURE = 0xE7
    READ_INVERTER_PROTOCOL = 0xEB
    WRITE_INVERTER_PROTOCOL = 0xEC
    READ_LIMITER_START = 0xED
    WRITE_LIMITER_START = 0xEE


Types = tuple[type[Any], ...]  # the forms a message may have, the usual one first


@dataclass(frozen=True, slots=True)
class Exchange:
    """The messages of one command."""

    request: Types
    reply: Types


def _read(*reply: type[Any]) -> Exchange:
    return Exchange((Empty,), reply)


def _write(*request: type[Any]) -> Exchange:
    return Exchange(request, (Empty,))


_CHARGE_CURRENT = (CurrentLimits, CurrentLimitsWithRelease)
_DISCHARGE_CURRENT = (parameters.DischargeCurrentLimits, parameters.DischargeCurrentLimitsWithRelease)

MESSAGES: dict[Command, Exchange] = {
    Command.ANALOG: Exchange((Code,), (Blocks,)),
    Command.STATUS: Exchange((Code,), (Blocks,)),
    Command.PACK_COUNT: _read(PackCount),
    Command.SWITCH: Exchange((Code,), (ControlReply,)),
    Command.CHARGE_MOSFET: Exchange((Code,), (MosfetReply,)),
    Command.DISCHARGE_MOSFET: Exchange((Code,), (MosfetReply,)),
    Command.SHUT_DOWN: Exchange((Code, Empty), (Empty,)),  # V3.1: without INFO; captured with it
    Command.READ_SLEEP: _read(Sleep),
    Command.READ_RECORD: Exchange((RecordNumber,), (Record, Empty)),
    Command.CAPACITIES: _read(Capacities),
    Command.WRITE_SLEEP: _write(Sleep),
    Command.WRITE_FULL_AND_LOW_CHARGE: _write(FullAndLowCharge),
    Command.READ_FULL_AND_LOW_CHARGE: _read(FullAndLowCharge),
    Command.READ_CLOCK: _read(Clock),
    Command.WRITE_CLOCK: _write(Clock),
    Command.WRITE_BALANCING: _write(Balancing),
    Command.READ_BALANCING: _read(Balancing),
    Command.VERSION: _read(Version),
    Command.SERIALS: _read(Serials),
    Command.WRITE_CELL_OVER_VOLTAGE: _write(VoltageLimits),
    Command.READ_CELL_OVER_VOLTAGE: _read(VoltageLimits),
    Command.WRITE_CELL_UNDER_VOLTAGE: _write(VoltageLimits),
    Command.READ_CELL_UNDER_VOLTAGE: _read(VoltageLimits),
    Command.WRITE_PACK_OVER_VOLTAGE: _write(VoltageLimits),
    Command.READ_PACK_OVER_VOLTAGE: _read(VoltageLimits),
    Command.WRITE_PACK_UNDER_VOLTAGE: _write(VoltageLimits),
    Command.READ_PACK_UNDER_VOLTAGE: _read(VoltageLimits),
    Command.WRITE_CHARGE_OVER_CURRENT: _write(*_CHARGE_CURRENT),
    Command.READ_CHARGE_OVER_CURRENT: _read(*_CHARGE_CURRENT),
    Command.WRITE_DISCHARGE_OVER_CURRENT: _write(*_CHARGE_CURRENT),
    Command.READ_DISCHARGE_OVER_CURRENT: _read(*_DISCHARGE_CURRENT),
    Command.WRITE_CELL_OVER_TEMPERATURE: _write(CellTemperatureLimits),
    Command.READ_CELL_OVER_TEMPERATURE: _read(CellTemperatureLimits),
    Command.WRITE_CELL_UNDER_TEMPERATURE: _write(CellTemperatureLimits),
    Command.READ_CELL_UNDER_TEMPERATURE: _read(CellTemperatureLimits),
    Command.WRITE_MOSFET_OVER_TEMPERATURE: _write(MosfetTemperatureLimits),
    Command.READ_MOSFET_OVER_TEMPERATURE: _read(MosfetTemperatureLimits),
    Command.WRITE_FAST_OVER_CURRENT: _write(FastCurrentLimits),
    Command.READ_FAST_OVER_CURRENT: _read(FastCurrentLimits),
    Command.WRITE_SHORT_CIRCUIT_DELAY: _write(ShortCircuitDelay),
    Command.READ_SHORT_CIRCUIT_DELAY: _read(ShortCircuitDelay),
    Command.WRITE_ENVIRONMENT_TEMPERATURE: _write(EnvironmentTemperatureLimits),
    Command.READ_ENVIRONMENT_TEMPERATURE: _read(EnvironmentTemperatureLimits),
    Command.READ_INVERTER_PROTOCOL: _read(InverterProtocol),
    Command.WRITE_INVERTER_PROTOCOL: _write(InverterProtocol),
    Command.READ_LIMITER_START: _read(LimiterStart),
    Command.WRITE_LIMITER_START: _write(LimiterStart),
}

# The only codes that may be sent (pace-v25, chapters 11 and 12).
CODES: dict[Command, tuple[int, ...]] = {
    Command.SWITCH: tuple(Switch),
    Command.CHARGE_MOSFET: (MOSFET_ON, MOSFET_OFF),
    Command.DISCHARGE_MOSFET: (MOSFET_ON, MOSFET_OFF),
    Command.SHUT_DOWN: (SHUT_DOWN,),
}
