"""SOFAR, low voltage: a working link, one capture and a table. The paper was not found."""

from dataclasses import dataclass

from hmi.protocol.can.codings import hexadecimal, named
from hmi.protocol.can.entry import Entry
from hmi.protocol.can.family import (
    AlarmPairs,
    Identity,
    Limits,
    MeasurementsAndCycles,
    Name,
    StateOfCharge,
)

COMMANDS = ("normal", "forced_charge", "forced_standby")


@dataclass(frozen=True, slots=True)
class Command:
    """30FH: what the battery wants of the inverter (one implementation)."""

    command: str | None = named(0, 0, 16, *COMMANDS)


@dataclass(frozen=True, slots=True)
class Unused:
    """359H: the first half is empty, the meaning of the second not known."""

    unknown_hex: str | None = hexadecimal(4, 4)


FRAMES = {
    0x30F: Entry(Command),
    0x351: Entry(Limits),
    0x355: Entry(StateOfCharge),
    0x356: Entry(MeasurementsAndCycles),
    0x359: Entry(Unused),
    0x35A: Entry(AlarmPairs),
    0x35E: Entry(Name),
    0x35F: Entry(Identity),
}
