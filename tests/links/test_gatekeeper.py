"""The gatekeeper: what it judges and when it does not, and that no power cut or restart changes that."""

import errno
import logging
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hmi.links import gatekeeper
from hmi.links.gatekeeper import Gatekeeper, lock_s
from hmi.links.record import Record
from hmi.model.access import FACTORY_CODE, Verdict
from hmi.model.digits import Digits
from hmi.model.record import Mark

COST = 2  # of scrypt; the panel's is far higher
WEEK_S, YEAR_S = 7 * 24 * 3600.0, 365 * 24 * 3600.0
OWN, WRONG = Digits("271828"), Digits("314159")
PATIENCE_S = 20.0


class Clock:
    """A steady clock that a test drives."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Gate:
    """A gatekeeper that can be restarted, its record and its clock."""

    def __init__(self, directory: Path) -> None:
        self.clock = Clock()
        self.record = Record(directory)
        self.restart()

    def restart(self) -> None:
        """As after a power cut: another clock, the same record."""
        self.record.close()
        self.clock.now = 7.0
        self.keeper = Gatekeeper(self.record, self.clock, COST)

    def enter(self, code: Digits) -> tuple[Verdict, float]:
        judged = self.keeper.judge(code)
        return judged.verdict, judged.lock_s

    def marks(self) -> list[Mark]:
        return [row.entry.mark for row in self.record.from_the_start()]


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(tmp_path)


def test_the_factory_code_opens_until_an_own_one_is_set(gate: Gate) -> None:
    assert gate.enter(FACTORY_CODE) == (Verdict.RIGHT, 0.0)
    assert gate.keeper.judge(WRONG).own_code is False
    assert gate.keeper.set_code(OWN).detail == ""
    assert gate.enter(FACTORY_CODE)[0] is Verdict.WRONG
    judged = gate.keeper.judge(OWN)
    assert (judged.verdict, judged.own_code, judged.failures) == (Verdict.RIGHT, True, 0)
    gate.restart()
    assert gate.enter(OWN)[0] is Verdict.RIGHT


def test_attempt_and_verdict_stand_in_the_record(gate: Gate) -> None:
    gate.enter(WRONG)
    gate.enter(FACTORY_CODE)
    rows = list(gate.record.from_the_start())
    assert [row.entry.mark for row in rows] == [Mark.ATTEMPT, Mark.WRONG, Mark.ATTEMPT, Mark.RIGHT]
    assert [row.entry.act for row in rows] == [None, 1, None, 3]


@pytest.mark.parametrize("code", ["123456", "345678", "987654", "444444", "27182"])
def test_a_weak_code_is_not_taken(gate: Gate, code: str) -> None:
    assert gate.keeper.set_code(Digits(code)).detail
    assert gate.marks() == []
    assert gate.enter(FACTORY_CODE)[0] is Verdict.RIGHT


def test_the_fifth_wrong_code_locks_and_each_further_one_twice_as_long(gate: Gate) -> None:
    assert [gate.enter(WRONG) for _ in range(4)] == [(Verdict.WRONG, 0.0)] * 4
    for expected in (60.0, 120.0, 240.0, 480.0, 960.0, 1920.0, 3600.0, 3600.0):
        assert gate.enter(WRONG) == (Verdict.WRONG, expected)
        gate.clock.now += expected - 1
        assert gate.enter(FACTORY_CODE) == (Verdict.LOCKED, 1.0)
        gate.clock.now += 1
    assert gate.enter(FACTORY_CODE) == (Verdict.RIGHT, 0.0)
    assert [gate.enter(WRONG)[1] for _ in range(5)] == [0.0] * 4 + [60.0]


def test_what_is_entered_while_locked_is_no_attempt(gate: Gate) -> None:
    for _ in range(5):
        gate.enter(WRONG)
    before = gate.marks()
    judged = gate.keeper.judge(FACTORY_CODE)
    assert (judged.verdict, judged.failures, judged.lock_s) == (Verdict.LOCKED, 5, 60.0)
    assert gate.marks() == before


def test_a_restart_begins_the_whole_lock_again(gate: Gate) -> None:
    for _ in range(6):
        gate.clock.now += gate.keeper.locked_s()
        gate.enter(WRONG)
    gate.clock.now += 119
    gate.restart()
    assert gate.keeper.locked_s() == 120.0
    gate.clock.now += 60
    assert gate.enter(FACTORY_CODE) == (Verdict.LOCKED, 60.0)


def test_a_lock_that_was_served_is_over_after_a_restart_too(gate: Gate) -> None:
    for _ in range(5):
        gate.enter(WRONG)
    gate.clock.now += 60
    assert gate.keeper.locked_s() == 0.0
    assert gate.marks()[-1] is Mark.LOCK_SERVED
    gate.restart()
    assert gate.enter(WRONG) == (Verdict.WRONG, 120.0)
    assert gate.marks().count(Mark.LOCK_SERVED) == 1


def test_a_reset_counts_at_once_in_a_running_panel(gate: Gate, tmp_path: Path) -> None:
    gate.keeper.set_code(OWN)
    for _ in range(5):
        gate.enter(WRONG)
    gatekeeper.reset(Record(tmp_path, "rw"))
    assert gate.keeper.locked_s() == 0.0
    assert gate.enter(OWN) == (Verdict.WRONG, 0.0)
    judged = gate.keeper.judge(FACTORY_CODE)
    assert (judged.verdict, judged.own_code) == (Verdict.RIGHT, False)


def test_a_code_of_another_cost_is_still_judged(gate: Gate) -> None:
    gate.keeper.set_code(OWN)
    gate.keeper = Gatekeeper(gate.record, gate.clock, cost=8)
    assert gate.enter(OWN)[0] is Verdict.RIGHT
    gate.keeper.set_code(WRONG)
    stored = gate.record.code()
    assert stored
    assert stored.parameters == {"n": 8, "r": 8, "p": 1}
    assert gate.enter(WRONG)[0] is Verdict.RIGHT


def test_the_same_code_is_never_stored_the_same_way(gate: Gate) -> None:
    stored = []
    for _ in range(2):
        gate.keeper.set_code(OWN)
        stored.append(gate.record.code())
    assert stored[0] != stored[1]
    assert OWN.typed.encode() not in gate.record.file.read_bytes()


def test_nothing_is_judged_when_the_attempt_cannot_be_put_down(gate: Gate) -> None:
    gate.enter(WRONG)
    writer = sqlite3.connect(gate.record.file)
    writer.execute("PRAGMA user_version = 9")
    gate.record.close()
    for code in (FACTORY_CODE, WRONG):
        judged = gate.keeper.judge(code)
        assert (judged.verdict, judged.failures) == (Verdict.NOT_KEPT, 1)
        assert "version 9" in judged.detail
    assert "version 9" in gate.keeper.set_code(OWN).detail
    writer.execute("PRAGMA user_version = 1")
    writer.close()
    assert gate.enter(FACTORY_CODE)[0] is Verdict.RIGHT


def test_without_its_verdict_on_record_a_right_code_does_not_open(tmp_path: Path) -> None:
    times = [datetime(2026, 3, 1, tzinfo=UTC)]

    def failing_after_one_row() -> datetime:
        if not times:
            raise OSError(errno.EIO, "Input/output error")
        return times.pop()

    keeper = Gatekeeper(Record(tmp_path, utc=failing_after_one_row), Clock(), COST)
    judged = keeper.judge(FACTORY_CODE)
    assert (judged.verdict, "Input/output error" in judged.detail) == (Verdict.NOT_KEPT, True)
    times.append(datetime(2026, 3, 1, tzinfo=UTC))
    assert keeper.judge(WRONG).failures == 1  # the attempt before stands, and counts as wrong


def guesses_within(time_s: float) -> int:
    """By whoever guesses as soon as the gate lets him."""
    began_s, guesses = 0.0, 0
    while began_s <= time_s:
        guesses += 1
        began_s += lock_s(guesses)
    return guesses


def test_a_week_has_no_room_for_more_guesses_than_its_locks_leave(gate: Gate) -> None:
    guesses, began = 0, gate.clock.now
    while gate.clock.now - began <= WEEK_S:
        judged = gate.keeper.judge(WRONG)
        assert judged.verdict is Verdict.WRONG
        guesses += 1
        gate.clock.now += judged.lock_s
    assert guesses == judged.failures == guesses_within(WEEK_S) == 177


def test_a_year_has_room_for_8769_guesses() -> None:
    assert guesses_within(YEAR_S) == 8769


def test_the_locks_grow_as_they_are_said_to() -> None:
    assert [lock_s(failures) for failures in (0, 4, 5, 6, 10, 11, 12, 100_000)] == [
        0.0,
        0.0,
        60.0,
        120.0,
        1920.0,
        3600.0,
        3600.0,
        3600.0,
    ]


def child(directory: Path, code: Digits) -> subprocess.Popen[str]:
    """A panel's gatekeeper in a process of its own, which judges one code; it takes long about it."""
    program = """
import sys
from pathlib import Path
from hmi.links.gatekeeper import Gatekeeper
from hmi.links.record import Record
from hmi.model.digits import Digits
print(Gatekeeper(Record(Path(sys.argv[1]))).judge(Digits(sys.stdin.readline().strip())).verdict, flush=True)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program, directory], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    process.stdin.write(f"{code.typed}\n")
    process.stdin.flush()
    return process


def test_an_attempt_that_a_power_cut_interrupts_counts_as_wrong(tmp_path: Path) -> None:
    slow = 2**18  # about half a second, long enough to be killed in
    gate = Gate(tmp_path)
    Gatekeeper(gate.record, gate.clock, slow).set_code(OWN)
    for failures in range(1, 6):
        process = child(tmp_path, OWN)
        deadline = time.monotonic() + PATIENCE_S
        while gate.record.gate().failures < failures:
            assert time.monotonic() < deadline, "the attempt was not put down"
        process.send_signal(signal.SIGKILL)
        assert process.stdout
        assert process.stdout.read() == ""  # it was killed before it could say anything
        process.wait(PATIENCE_S)
    assert gate.marks() == [Mark.CODE_CHANGED] + [Mark.ATTEMPT] * 5
    assert gate.keeper.locked_s() == 60.0


def test_no_digit_of_a_code_is_logged_or_shown(gate: Gate, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        told = [gate.keeper.set_code(OWN), gate.keeper.judge(OWN), gate.keeper.judge(WRONG)]
        stored = repr(gate.record.code())
    shown = f"{told}{stored}{caplog.text}{list(gate.record.from_the_start())}"
    assert OWN.typed not in shown
    assert WRONG.typed not in shown
