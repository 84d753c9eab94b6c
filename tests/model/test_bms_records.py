"""The BMS's own records against the simulated BMS: read one by one, and what is said where there are none."""

from dataclasses import replace

import pytest

from hmi.model.bms_records import MOST, BmsRecords, Came
from hmi.model.events import NOT_SENT, Lost, Received, Trouble, Unusable
from hmi.model.intents import Cancel, Go, ReadBmsRecord
from hmi.model.navigation import Page
from hmi.model.wanted import Send
from hmi.protocol.command import Command
from hmi.protocol.control import Empty
from hmi.protocol.history import RecordNumber
from hmi.protocol.identity import Serials
from hmi.simulator.pack import Disturbance
from tests.model.bench import Bench, stack

HOT, COLD = Disturbance(temperature=40), Disturbance(temperature=-45)


@pytest.fixture
def bench() -> Bench:
    """A battery that has tripped twice since it was switched on."""
    battery = stack()
    for number, disturbance in enumerate((HOT, COLD), 1):
        battery.wired.disturbance = disturbance
        battery.advance(number * 5.0)
    bench = Bench(battery)
    bench.do(Go(Page.EVENTS))
    return bench


def asked(bench: Bench) -> list[int]:
    """The numbers of the records that were asked for."""
    return [one.message.number for one in bench.sent if one.command is Command.READ_RECORD]


def test_the_newest_record_is_read_when_the_page_is_entered_and_not_before(bench: Bench) -> None:
    assert asked(bench) == []
    bench.do(Go(Page.BMS_RECORD))
    looked, battery = bench.state.bms_records, bench.battery.wired
    assert (looked.number, looked.came) == (0, Came.TOLD)
    assert looked.record is not None
    assert looked.record.protections == battery.records[0].protections != ()
    assert looked.record.time is not None
    bench.tick(3)
    assert asked(bench) == [0]


def test_older_and_newer_ones_are_read_by_a_press_until_there_are_no_more(bench: Bench) -> None:
    count = len(bench.battery.wired.records)
    assert count >= 3
    bench.do(Go(Page.BMS_RECORD), ReadBmsRecord(-1))  # none is newer than the newest
    bench.do(*[ReadBmsRecord(1)] * (count + 3))
    assert bench.state.bms_records == replace(
        bench.state.bms_records, number=count, came=Came.NO_MORE, record=None
    )
    bench.do(ReadBmsRecord(-1))
    assert bench.state.bms_records.record is not None
    assert bench.state.bms_records.record.cause & 1  # power-on
    assert asked(bench) == [*range(count + 1), count - 1]


def test_the_way_to_newer_ones_ends_at_the_newest(bench: Bench) -> None:
    bench.do(Go(Page.BMS_RECORD), ReadBmsRecord(1), ReadBmsRecord(-1), ReadBmsRecord(-1))
    assert asked(bench) == [0, 1, 0]


def test_while_one_is_read_no_other_is_asked_for(bench: Bench) -> None:
    bench.tell(Go(Page.BMS_RECORD))
    bench.tell(ReadBmsRecord(1))
    assert bench.state.bms_records.came is Came.READING
    assert [one for one in bench.queue if isinstance(one, Send) and one.command is Command.READ_RECORD] == [
        Send(Command.READ_RECORD, RecordNumber(0), bench.state.bms_records.ask)
    ]


def test_an_answer_that_comes_late_is_not_taken_for_another_record(bench: Bench) -> None:
    bench.do(Go(Page.BMS_RECORD))
    told, ask = bench.state.bms_records.record, bench.state.bms_records.ask
    bench.tell(ReadBmsRecord(1))
    bench.tell(Received(Command.READ_RECORD, told, 1, 0, bench.now, ask=ask))
    bench.tell(Unusable(Command.READ_RECORD, 1, "checksum", "", bench.now, ask=ask))
    assert (bench.state.bms_records.number, bench.state.bms_records.came) == (1, Came.READING)


def test_the_page_begins_with_the_newest_whenever_it_is_entered(bench: Bench) -> None:
    bench.do(Go(Page.BMS_RECORD), ReadBmsRecord(1), Cancel())
    bench.do(Go(Page.BMS_RECORD))
    assert asked(bench) == [0, 1, 0]
    assert bench.state.bms_records.number == 0


def test_a_bms_without_records_says_so(bench: Bench) -> None:
    bench.battery.wired.records.clear()
    bench.do(Go(Page.BMS_RECORD))
    assert (bench.state.bms_records.number, bench.state.bms_records.came) == (0, Came.NO_MORE)


@pytest.mark.parametrize(
    ("kind", "came"),
    [
        ("return_code", Came.REFUSED),
        ("layout", Came.UNREADABLE),
        ("silent", Came.UNREADABLE),
        (NOT_SENT, Came.NO_LINK),
    ],
)
def test_what_cannot_be_read_says_why_and_another_may_be_tried(bench: Bench, kind: str, came: Came) -> None:
    bench.faults.append(lambda bench, send: Unusable(send.command, 1, kind, "why", bench.now, ask=send.ask))
    bench.do(Go(Page.BMS_RECORD))
    assert bench.state.bms_records.came is came
    bench.do(ReadBmsRecord(1))
    assert bench.state.bms_records.came is Came.TOLD


def test_a_link_that_is_lost_meanwhile_ends_the_waiting(bench: Bench) -> None:
    bench.tell(Go(Page.BMS_RECORD))
    bench.tell(Lost(Trouble.NO_PORT, "unplugged", bench.now))
    assert bench.state.bms_records.came is Came.NO_LINK
    bench.tell(Received(Command.READ_RECORD, Empty(), 1, 0, bench.now, ask=0))
    assert bench.state.bms_records.came is Came.NO_LINK
    bench.tell(Lost(Trouble.NO_PORT, "unplugged", bench.now))
    assert bench.state.bms_records.came is Came.NO_LINK


def test_another_battery_tells_its_own(bench: Bench) -> None:
    bench.do(Go(Page.BMS_RECORD), ReadBmsRecord(1))
    bench.do(Received(Command.SERIALS, Serials("OTHER", "OTHER"), 1, 0, bench.now))
    assert asked(bench) == [0, 1, 0]


def test_no_number_is_beyond_what_a_request_can_carry(bench: Bench) -> None:
    bench.do(Go(Page.BMS_RECORD))
    bench.state = replace(bench.state, bms_records=BmsRecords(MOST, Came.TOLD))
    bench.do(ReadBmsRecord(1))
    assert bench.state.bms_records.number == MOST
