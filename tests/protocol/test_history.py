"""A1H: records of an older and a newer firmware, and one of a BMS whose clock was not set."""

from dataclasses import replace
from datetime import datetime

from hmi.protocol.control import Empty
from hmi.protocol.frame import Frame
from hmi.protocol.history import Record
from hmi.protocol.messages import Command, read_reply
from hmi.protocol.status import Alarm, Fault

RECORD = Record(
    *(24, 8, 21, 5, 29, 31),
    cell_voltages=(3.271,) * 16,
    temperatures=(24.1,) * 6,
    current=-2.25,
    voltage=52.429,
    remaining=48.19,
    full=103.46,
    protect_1=0x02,
    protect_2=0x90,
    fault=0x04,
    warn_1=0x02,
    warn_2=0x40,
    system=0x1E,
    cycles=140,
    fault_8=0xFF,
    fault_10=0xFF,
    cause=0xFFFF,
)


def test_its_bits_have_the_names_of_the_states() -> None:
    assert RECORD.time == datetime(2024, 8, 21, 5, 29, 31)
    assert RECORD.protections == (
        Alarm.CELL_UNDER_VOLTAGE,
        Alarm.MOSFET_OVER_TEMPERATURE,
        Alarm.REVERSE_POLARITY,
    )
    assert RECORD.warnings == (Alarm.CELL_UNDER_VOLTAGE, Alarm.MOSFET_OVER_TEMPERATURE)
    assert RECORD.faults == (Fault.NTC,)


def test_a_clock_that_was_not_set_leaves_the_record_readable() -> None:
    assert replace(RECORD, month=0, day=0).time is None


def test_there_may_be_no_such_record() -> None:
    assert read_reply(Command.READ_RECORD, Frame(0, 0)) == Empty()
