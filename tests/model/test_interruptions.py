"""Whatever goes wrong with a write, wherever the panel is stopped: the outcome is true and put down once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.model.change import BUZZER, CLOCK, INVERTER_PROTOCOL, OFF, Change, read_of, same, spelled
from hmi.model.intents import Confirm
from hmi.model.job import Cause, Reason, Stage
from hmi.model.record import Entry, Kind, Mark, Row
from hmi.model.wanted import Send
from hmi.protocol.identity import Clock
from hmi.protocol.messages import Command
from hmi.simulator.stack import Stack
from tests.model.bench import (
    UTC_NOON,
    WRITES,
    Answer,
    Bench,
    acknowledged_only,
    changed_after,
    changed_before,
    lost_before,
    refused,
    refused_but_taken,
    silence,
    stack,
    taken_in_silence,
    vanished,
    vanished_after,
)

GROUP, OTHER_GROUP = "cell_over_voltage", "balancing"
STEPS = 6  # of one write: confirm, Note, check, write, read-back, Note


def group_change(bench: Bench) -> Change:
    old = bench.has(GROUP)
    return Change(GROUP, old, replace(old, alarm=3.65))


def protocol_change(bench: Bench) -> Change:
    old = bench.has(INVERTER_PROTOCOL)
    return Change(INVERTER_PROTOCOL, old, replace(old, can=5))


def buzzer_change(bench: Bench) -> Change:
    return Change(BUZZER, True, False)


def by_another(battery: Stack) -> None:
    """Another master sets a value of its own."""
    bms = battery.wired.bms
    group = bms.settings.read(Command.READ_CELL_OVER_VOLTAGE)
    bms.settings.write(Command.WRITE_CELL_OVER_VOLTAGE, replace(group, alarm=3.55))
    bms.protocol = replace(bms.protocol, can=9)


def ended(bench: Bench) -> list[Entry]:
    """Every act of writing is ended, and once."""
    acts = [row.id for row in bench.rows if (row.entry.kind, row.entry.mark) == (Kind.WRITE, Mark.BEGUN)]
    ends = [row.entry for row in bench.rows if row.entry.kind is Kind.WRITE and row.entry.act is not None]
    assert sorted(entry.act or 0 for entry in ends) == acts
    return ends


@pytest.mark.parametrize("make", [group_change, protocol_change, buzzer_change])
@pytest.mark.parametrize("steps", range(STEPS))
def test_a_panel_stopped_at_any_step_knows_afterwards_what_the_bms_has(
    steps: int, make: Callable[[Bench], Change]
) -> None:
    bench = Bench()
    one = make(bench)
    bench.propose(one)
    bench.tell(Confirm())
    for _ in range(steps):
        if bench.queue:
            bench.carry_out()
    bench.restart()
    bench.tick(5)
    has = bench.has(one.subject)
    assert same(has, one.new if bench.writes else one.old)
    if bench.rows:
        (end,) = ended(bench)
        assert (end.mark is Mark.DONE) == same(has, one.new)
        assert end.mark is Mark.DONE or (end.mark, end.reason) == (Mark.REFUSED, "interrupted")
        assert end.new == spelled(has)
    on_trial = one.subject == INVERTER_PROTOCOL and bool(bench.writes)
    assert (bench.state.trial is not None) == on_trial
    assert [row.entry.kind for row in bench.unfinished] == [Kind.TRIAL] * on_trial


def test_a_panel_stopped_again_and_again_still_ends_every_act_once() -> None:
    bench = Bench()
    bench.propose(group_change(bench), replace_balancing(bench))
    bench.tell(Confirm())
    bench.carry_out()
    for steps in range(4):
        bench.restart(steps)
    bench.restart()
    bench.tick(3)
    assert len(ended(bench)) == 2
    assert bench.writes == []


def replace_balancing(bench: Bench) -> Change:
    old = bench.has(OTHER_GROUP)
    return Change(OTHER_GROUP, old, replace(old, start_voltage=3.45))


def test_a_cut_off_write_waits_for_its_own_battery() -> None:
    bench = Bench()
    bench.propose(group_change(bench))
    bench.tell(Confirm())
    for _ in range(3):
        bench.carry_out()
    first = bench.battery
    bench.battery = stack(model="ES51.2-230LP")
    bench.restart()
    bench.tick(40)
    assert bench.state.job is None
    bench.lose()
    bench.connect(first)
    bench.tick(3)
    assert bench.job.cause is Cause.CUT_OFF
    assert bench.outcomes == [("done", "read_back")]
    assert len(ended(bench)) == 1


def test_a_cut_off_write_is_unconfirmed_when_its_battery_does_not_tell() -> None:
    bench = Bench()
    bench.propose(group_change(bench), replace_balancing(bench))
    bench.tell(Confirm())
    bench.carry_out()
    bench.faults.append(vanished)
    bench.restart()
    bench.tick(35)
    assert bench.outcomes == [("unconfirmed", "no_read_back")] * 2
    assert len(ended(bench)) == 2


def test_after_a_cut_off_another_value_than_old_or_new_is_told() -> None:
    bench = Bench()
    bench.propose(group_change(bench))
    bench.tell(Confirm())
    bench.carry_out()
    by_another(bench.battery)
    bench.restart()
    assert bench.outcomes == [("unconfirmed", "other_value")]


def test_a_clock_whose_setting_was_cut_off_is_judged_by_the_time_of_now() -> None:
    for taken, outcome in ((True, ("done", "read_back")), (False, ("unconfirmed", "other_value"))):
        bench = Bench()
        bench.propose(Change(CLOCK, bench.has(CLOCK), Clock.of(bench.clock)))
        bench.tell(Confirm())
        for _ in range(2 + taken):
            bench.carry_out()
        bench.now += 300
        bench.battery.advance(300)
        bench.restart()
        assert bench.outcomes == [outcome]


def test_a_bms_that_answers_after_a_cut_off_shut_down_may_have_been_woken() -> None:
    bench = Bench()
    bench.propose(Change(OFF, None, None))
    bench.tell(Confirm())
    bench.carry_out()
    bench.restart()
    assert bench.outcomes == [("unconfirmed", "still_answers")]
    assert ended(bench)[0].mark is Mark.UNCONFIRMED


def test_rows_that_cannot_be_read_any_more_are_ended_as_unconfirmed() -> None:
    bench = Bench()
    strange = Entry(Kind.WRITE, "a_group_of_old", Mark.BEGUN, "SIM-ES51.2-100LP-001", "00", "01", "chosen")
    bench.rows.append(Row(1, UTC_NOON, strange))
    bench.restart()
    assert bench.state.job is None
    assert [(end.mark, end.what) for end in ended(bench)] == [(Mark.UNCONFIRMED, "a_group_of_old")]


def test_a_cut_off_write_waits_until_what_is_being_written_has_ended() -> None:
    bench = Bench()
    bench.propose(group_change(bench))
    bench.tell(Confirm())
    left = Entry(Kind.WRITE, BUZZER, Mark.BEGUN, bench.job.serial, "on", "off", "chosen")
    bench.rows.append(Row(1, UTC_NOON, left))
    record = replace(bench.state.record, unfinished=tuple(bench.rows))
    bench.state = replace(bench.state, record=record)
    bench.work()
    assert bench.job.change.subject == GROUP
    bench.do(bench.truly(Send(*read_of(BUZZER))))
    assert bench.job.change.subject == BUZZER
    assert [end.mark for end in ended(bench)] == [Mark.DONE, Mark.REFUSED]


# Anything at all.

NEVER_SENT = (Reason.NOT_SENT, Reason.CHANGED_MEANWHILE, Reason.OTHER_PACK, Reason.NO_RECORD)

FAULTS = st.sampled_from(
    (
        None,
        None,
        silence,
        taken_in_silence,
        refused(0x09),
        refused(0x06),
        refused_but_taken(0x09),
        acknowledged_only,
        vanished,
        vanished_after,
        lost_before,
        changed_before(by_another),
        changed_after(by_another),
    )
)
# What happens between two commands.
BETWEEN = st.sampled_from(("work", "work", "work", "tick", "confirm", "lose", "connect", "swap", "stop"))


class Watched(Bench):
    """A bench that knows what the battery had before each write, and looks at every request."""

    def answered(self, wanted: Send) -> Any:
        if wanted.command in WRITES and self.connected:
            self.check_write(wanted)
        return super().answered(wanted)

    def check_write(self, wanted: Send) -> None:
        """Put down as begun, confirmed, on the battery it is meant for, and only once."""
        job = self.job
        assert (job.stage, job.ask, job.serial) == (Stage.WRITING, wanted.ask, self.battery.wired.serial)
        assert any(row.id == job.acts[len(job.results)] for row in self.unfinished)
        assert (wanted.command, wanted.message) == job.change.write
        acts = self.__dict__.setdefault("acts", [])
        assert job.acts[len(job.results)] not in acts
        acts.append(job.acts[len(job.results)])

    def carry_out(self) -> None:
        results = len(self.state.job.results) if self.state.job else 0
        super().carry_out()
        job = self.state.job
        for result in job.results[results:] if job else ():
            assert result.mark is not Mark.DONE or result.change.made(result.has)
            assert result.mark is not Mark.REFUSED or result.has is None or not result.change.made(result.has)


@given(
    st.sampled_from((group_change, protocol_change, buzzer_change)),
    st.lists(FAULTS, max_size=8),
    st.lists(st.booleans(), max_size=4),
    st.lists(BETWEEN, max_size=30),
)
@settings(max_examples=150, deadline=None)
def test_whatever_goes_wrong_the_outcome_is_true_and_put_down(
    make: Callable[[Bench], Change], faults: list[Answer | None], full: list[bool], between: list[str]
) -> None:
    bench = Watched()
    home, other = bench.battery, stack(model="ES51.2-230LP")
    one = make(bench)
    bench.propose(one)
    bench.tell(Confirm())
    bench.faults.extend(faults)
    bench.notes_refused.extend(full)
    for what in between:
        match what:
            case "work" if bench.queue:
                bench.carry_out()
            case "tick":
                bench.tick()
            case "confirm":
                bench.tell(Confirm())
            case "lose" if bench.connected:
                bench.lose()
            case "connect" if not bench.connected:
                bench.connect()
            case "swap" if not bench.connected:
                bench.connect(other if bench.battery is home else home)
            case "stop":
                bench.connected = True
                bench.restart()
    bench.faults.clear()
    bench.notes_refused.clear()
    bench.lose()
    bench.connect(home)
    bench.tick(20)
    check_outcome(bench, one)
    bench.restart()  # what could not be put down before is settled now
    bench.tick(20)
    ended(bench)


def check_outcome(bench: Bench, one: Change) -> None:
    job = bench.state.job
    assert len(bench.writes) <= 1
    assert job is None or not job.under_way
    for result in job.results if job else ():
        assert result.mark is not Mark.DONE or (bench.writes and same(result.has, one.new))
        assert result.reason not in NEVER_SENT or not bench.writes or result.mark is Mark.UNCONFIRMED
    if not bench.writes:
        assert not same(bench.has(one.subject), one.new)
