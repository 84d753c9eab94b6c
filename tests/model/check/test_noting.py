"""A verdict in the record: once, when it lasts, and not too often."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from hmi.model.check import spelled
from hmi.model.check.finding import Finding
from hmi.model.check.numbers import Number
from hmi.model.check.traffic import TapTrouble
from hmi.model.events import Lost, Noted, NotNoted, Remembered, TapLost, Trouble
from hmi.model.intents import AnswerNumber
from hmi.model.record import Kind, Mark, Memory
from hmi.protocol.identity import Serials
from tests.model.known import ANALOG, heard
from tests.model.on_bus import ALIVE, CLOCK, PYLON, SERIAL, SMA, Panel, panel


def resting(can: str | None = "PYLON") -> Panel:
    """Without a current, nothing is found out about obedience. The tap has listened for a while."""
    return panel(can, analog=replace(ANALOG, current=0.0), opened=97.0)


def noted(one: Panel) -> list[tuple[Mark, Finding]]:
    verdicts = [(entry.mark, spelled.read(entry.new)) for entry in one.entries]
    return [(mark, verdict.finding) for mark, verdict in verdicts if verdict]


def test_a_verdict_that_stands_for_ten_seconds_is_put_down_once() -> None:
    one = resting().speak(*PYLON, ALIVE, seconds=10)
    assert noted(one) == []
    assert noted(one.passes(1)) == [(Mark.GOOD, Finding.UNDERSTOOD)]
    assert noted(one.passes(200)) == [(Mark.GOOD, Finding.UNDERSTOOD)]
    (entry,) = one.entries
    assert (entry.kind, entry.what, entry.serial) == (Kind.CHECK, "inverter_link", SERIAL)
    row = one.state.record.checks[SERIAL]
    assert (row.id, row.entry) == (1, entry)
    assert row.at == (CLOCK + timedelta(seconds=11)).astimezone(UTC)


def test_since_when_a_finding_stands_is_known() -> None:
    one = resting().speak(*PYLON, ALIVE, seconds=5)
    assert (one.state.inverter.finding, one.state.inverter.finding_since) == (Finding.UNDERSTOOD, 101.0)
    one.speak(*SMA, seconds=8)
    assert one.state.inverter.finding is Finding.MISMATCH
    assert one.state.inverter.finding_since > 105.0


def test_what_comes_and_goes_is_not_put_down() -> None:
    one = resting().speak(*PYLON, ALIVE, seconds=12)
    for _ in range(20):
        one.speak(*PYLON, seconds=5).speak(*PYLON, ALIVE, seconds=5)
    assert noted(one) == [(Mark.GOOD, Finding.UNDERSTOOD)]


def test_rows_are_a_minute_apart_and_the_last_verdict_is_not_forgotten() -> None:
    one = resting().speak(*PYLON, ALIVE, seconds=11)
    one.speak(*PYLON, seconds=30).speak(*SMA, seconds=29)
    assert noted(one) == [(Mark.GOOD, Finding.UNDERSTOOD)]
    assert noted(one.passes(1)) == [(Mark.GOOD, Finding.UNDERSTOOD), (Mark.BAD, Finding.MISMATCH)]


def test_a_verdict_that_came_back_within_the_minute_is_no_news() -> None:
    one = resting().speak(*PYLON, ALIVE, seconds=11)
    one.speak(*PYLON, seconds=30).speak(*PYLON, ALIVE, seconds=60)
    assert noted(one) == [(Mark.GOOD, Finding.UNDERSTOOD)]


def test_what_is_known_of_obedience_is_news() -> None:
    one = panel().speak(*PYLON, ALIVE, seconds=80)
    assert [finding for _, finding in noted(one)] == [Finding.UNDERSTOOD, Finding.OBEYED]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (panel(tap=False), []),
        (panel(0xFF, 0x0B, tap=False), []),
        (resting(), [(Mark.BAD, Finding.SILENT)]),
        (resting(None), [(Mark.BAD, Finding.SILENT)]),
    ],
)
def test_what_says_nothing_of_the_link_is_not_put_down(
    one: Panel, expected: list[tuple[Mark, Finding]]
) -> None:
    assert noted(one.passes(30)) == expected


def test_a_lost_tap_and_neutral_findings_are_put_down() -> None:
    one = resting().speak(*PYLON, seconds=14)
    assert noted(one) == [(Mark.NEUTRAL, Finding.NO_ANSWER)]
    one.tell(TapLost("virtual:test", TapTrouble.NO_ADAPTER, "gone", one.now))
    assert noted(one.passes(70))[1:] == [(Mark.BAD, Finding.TAP_LOST)]


def test_without_a_record_a_battery_or_a_clock_nothing_is_put_down() -> None:
    state = resting().state
    for lacking in (
        replace(state, record=replace(state.record, ready=False)),
        replace(state, link=replace(state.link, battery="")),
        replace(state, clock=None),
    ):
        one = resting()
        one.state, one.clock_set = replace(lacking, inverter=one.state.inverter), False
        assert one.speak(*PYLON, ALIVE, seconds=20).entries == []


def test_a_row_that_the_record_could_not_take_is_asked_for_again_after_a_minute() -> None:
    one = resting()
    one.refused = True
    one.speak(*PYLON, ALIVE, seconds=12)
    one.refused = False
    assert (len(one.entries), one.state.record.checks) == (1, {})
    one.passes(58)
    assert len(one.entries) == 1
    assert len(one.passes(2).entries) == 2
    assert one.state.record.checks[SERIAL].id == 2


def test_answers_to_other_rows_are_not_taken_for_it() -> None:
    one = resting().speak(*PYLON, ALIVE, seconds=12)
    before = one.state
    one.tell(Noted(99, (7,), one.now), NotNoted(98, "disk full", one.now))
    assert one.state.record.checks == before.record.checks
    waiting = resting()
    row = before.record.checks[SERIAL]
    waiting.state = replace(
        waiting.state, inverter=replace(waiting.state.inverter, note=(5, replace(row, id=0)))
    )
    waiting.tell(Noted(99, (7,), 1.0), NotNoted(98, "disk full", 1.0))
    assert waiting.state.inverter.note is not None
    assert waiting.speak(*PYLON, ALIVE, seconds=20).entries == []  # one at a time


def test_a_restart_does_not_put_the_same_down_again() -> None:
    one = resting().speak(*PYLON, ALIVE, seconds=12)
    again = resting()
    again.tell(Remembered(Memory(checks=one.state.record.checks), 100.0, CLOCK.replace(tzinfo=UTC)))
    assert noted(again.speak(*PYLON, ALIVE, seconds=40)) == []
    assert [finding for _, finding in noted(again.speak(*SMA, seconds=30))] == [Finding.MISMATCH]


def test_while_it_is_not_known_which_battery_is_there_nothing_is_put_down() -> None:
    one = resting().speak(*PYLON, ALIVE, seconds=12)
    one.tell(Lost(Trouble.SILENT, "", one.now))
    one.analog = None
    assert noted(one.speak(*SMA, seconds=100)) == [(Mark.GOOD, Finding.UNDERSTOOD)]
    one.analog = ANALOG
    one.tell(heard(one.state.identity.serials, at=one.now))
    assert noted(one.passes(11))[1:] == [(Mark.BAD, Finding.MISMATCH)]


def test_another_battery_has_a_row_of_its_own() -> None:
    one = resting().speak(*PYLON, ALIVE, seconds=12)
    one.tell(heard(Serials("BMS2", "other"), at=one.now))
    one.passes(60)
    assert [entry.serial for entry in one.entries] == [SERIAL, "other"]
    assert one.state.record.checks.keys() == {SERIAL, "other"}


def test_numbers_that_agree_are_put_down_without_a_tap() -> None:
    one = panel(tap=False).passes(1)
    one.tell(*(AnswerNumber(number, same=True) for number in Number))
    assert noted(one.passes(12)) == [(Mark.GOOD, Finding.AGREED)]
