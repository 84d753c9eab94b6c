"""A protocol on trial: what ends it, and what it survives."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hmi.model.change import INVERTER_PROTOCOL, Change
from hmi.model.concluding import TRIAL_S
from hmi.model.events import Event, Noted, NotNoted, Remembered
from hmi.model.facts import Interface
from hmi.model.intents import ChooseProtocol, Confirm, EndTrial, Go, KeepTrial
from hmi.model.job import Cause, Stage, Trial
from hmi.model.navigation import Page, Place
from hmi.model.record import Entry, Kind, Mark, Memory, Row
from hmi.model.state import State
from hmi.model.step import step
from hmi.protocol.inverter_protocol import NONE, Choice, InverterProtocol
from tests.model.bench import (
    UTC_NOON,
    Answer,
    Bench,
    acknowledged_only,
    changed_after,
    changed_before,
    lost_before,
    refused,
    silence,
    stack,
    vanished_after,
)

PYLON = InverterProtocol(1, 1, Choice.AUTOMATIC)
LUXPOWER = replace(PYLON, can=5)
SMA = replace(PYLON, can=7)


def choose(bench: Bench, code: int, interface: Interface = Interface.CAN) -> None:
    bench.do(ChooseProtocol(interface, code), Confirm())


def on_trial(*faults: Answer | None) -> Bench:
    bench = Bench()
    bench.faults.extend(faults)
    choose(bench, 5)
    return bench


def trial_of(bench: Bench) -> Trial:
    assert bench.state.trial is not None
    return bench.state.trial


def protocol(bench: Bench) -> InverterProtocol:
    has = bench.has(INVERTER_PROTOCOL)
    assert isinstance(has, InverterProtocol)
    return has


def set_by_another(code: int) -> Answer:
    def set_it(battery: object) -> None:
        bms = battery.wired.bms  # type: ignore[attr-defined]
        bms.protocol = replace(bms.protocol, can=code)

    return changed_before(set_it)


# It begins.


def test_a_new_protocol_is_on_trial_as_soon_as_it_is_read_back() -> None:
    bench = on_trial()
    assert bench.outcomes == [("done", "read_back")]
    trial = trial_of(bench)
    assert (trial.old, trial.new, trial.left_s(bench.now)) == (PYLON, LUXPOWER, TRIAL_S)
    (row,) = (row for row in bench.rows if row.entry.kind is Kind.TRIAL)
    assert (row.id, row.entry.mark, row.entry.old, row.entry.new) == (
        trial.act,
        Mark.BEGUN,
        "010100",
        "050100",
    )


def test_what_was_before_stays_one_tap_away() -> None:
    bench = on_trial()
    assert bench.state.record.previous == {trial_of(bench).serial: "010100"}


def test_a_refused_protocol_is_not_on_trial() -> None:
    assert on_trial(None, refused(0x09)).state.trial is None


def test_a_protocol_that_may_have_been_written_is_on_trial_too() -> None:
    bench = on_trial(None, vanished_after)
    bench.tick(50)
    assert bench.outcomes == [("unconfirmed", "no_read_back")]
    assert trial_of(bench).new == LUXPOWER
    assert bench.state.record.previous == {}
    bench.tick(TRIAL_S)
    bench.connect()
    bench.tick(2)
    assert protocol(bench) == PYLON
    assert bench.marks(Kind.TRIAL)[-1][0] is Mark.WENT_BACK


def test_a_protocol_after_none_is_not_on_trial_as_none_cannot_be_written() -> None:
    bench = Bench()
    bench.battery.wired.bms.protocol = replace(PYLON, can=NONE)
    bench.connect()
    choose(bench, 5)
    assert bench.outcomes == [("done", "read_back")]
    assert (bench.state.trial, bench.entries(Kind.TRIAL)) == (None, [])


# It is kept.


def test_a_confirmed_trial_stays_and_is_put_down() -> None:
    bench = on_trial()
    bench.do(KeepTrial())
    bench.tick(TRIAL_S + 20)
    assert (bench.state.trial, protocol(bench)) == (None, LUXPOWER)
    assert bench.marks(Kind.TRIAL) == [(Mark.BEGUN, ""), (Mark.CONFIRMED, "")]
    assert bench.unfinished == ()


def test_a_confirm_counts_until_the_last_moment_and_not_at_the_end() -> None:
    bench = on_trial()
    bench.tick(TRIAL_S - 1)
    bench.tell(KeepTrial())
    note = bench.queue.pop()
    bench.tick(3)
    assert trial_of(bench).confirming
    bench.queue.append(note)
    bench.work()
    assert (bench.state.trial, protocol(bench)) == (None, LUXPOWER)

    late = on_trial()
    late.state = replace(late.state, now=trial_of(late).ends_at)
    late.do(KeepTrial())
    assert late.state.trial is not None
    assert late.entries(Kind.TRIAL)[-1].mark is Mark.BEGUN


def test_a_confirm_that_cannot_be_put_down_keeps_nothing() -> None:
    bench = on_trial()
    bench.notes_refused.append(True)
    bench.do(KeepTrial())
    assert not trial_of(bench).confirming
    bench.tick(TRIAL_S + 1)
    assert protocol(bench) == PYLON


def test_a_second_confirm_is_not_put_down() -> None:
    bench = on_trial()
    bench.tell(KeepTrial())
    bench.tell(KeepTrial())
    bench.tell(EndTrial())
    bench.work()
    assert len(bench.entries(Kind.TRIAL)) == 2


def test_a_trial_that_is_being_ended_by_hand_cannot_be_kept() -> None:
    bench = on_trial()
    bench.do(EndTrial())
    bench.tell(Confirm())
    bench.tell(KeepTrial())
    bench.tell(EndTrial())
    bench.work()
    assert (bench.state.trial, protocol(bench)) == (None, PYLON)


def test_a_trial_is_kept_also_while_something_else_is_written() -> None:
    bench = on_trial()
    old = bench.has("balancing")
    bench.propose(Change("balancing", old, replace(old, start_voltage=3.45)))
    bench.tell(Confirm())
    bench.tell(KeepTrial())
    bench.work()
    assert bench.state.trial is None
    assert bench.marks(Kind.TRIAL)[-1][0] is Mark.CONFIRMED


@pytest.mark.parametrize("wish", [EndTrial(), ChooseProtocol(Interface.CAN, 7)])
def test_what_is_wished_while_something_is_written_leads_to_what_is_written(wish: Event) -> None:
    bench = on_trial()
    old = bench.has("balancing")
    bench.propose(Change("balancing", old, replace(old, start_voltage=3.45)))
    bench.tell(Confirm())
    job = bench.job
    bench.tell(Go(Page.HOME))
    bench.tell(wish)
    assert (bench.job, bench.state.place.page) == (job, Page.CHANGE)


# It goes back.


def test_a_trial_that_nobody_confirms_goes_back_by_itself() -> None:
    bench = on_trial()
    bench.tick(TRIAL_S - 1)
    assert protocol(bench) == LUXPOWER
    bench.tick(2)
    assert (protocol(bench), bench.state.trial) == (PYLON, None)
    assert bench.marks()[-2:] == [(Mark.BEGUN, "trial_over"), (Mark.DONE, "read_back")]
    assert bench.marks(Kind.TRIAL) == [(Mark.BEGUN, ""), (Mark.WENT_BACK, "")]
    assert bench.unfinished == ()


def test_a_trial_goes_back_while_the_panel_sleeps_and_the_result_waits_for_somebody() -> None:
    bench = on_trial()
    bench.do(Go(Page.SLEEP))
    bench.tick(TRIAL_S + 5)
    assert protocol(bench) == PYLON
    assert bench.state.place.page is Page.SLEEP
    assert (bench.job.stage, bench.job.cause) == (Stage.ENDED, Cause.TRIAL_OVER)


@pytest.mark.parametrize("finished", [False, True])
def test_a_trial_goes_back_over_a_proposal_and_over_a_result_on_the_screen(finished: bool) -> None:
    bench = on_trial()
    old = bench.has("balancing")
    bench.tick(100)
    bench.propose(Change("balancing", old, replace(old, start_voltage=3.45)))
    bench.do(*[Confirm()] * finished)
    for _ in range(4):
        bench.state = replace(bench.state, touched=bench.now)
        bench.tick(51)
    assert bench.state.place.page is Page.CHANGE
    assert (bench.job.cause, bench.outcomes) == (Cause.TRIAL_OVER, [("done", "read_back")])
    assert protocol(bench) == PYLON


def test_a_trial_waits_for_a_write_that_is_under_way() -> None:
    bench = on_trial()
    old = bench.has("balancing")
    bench.propose(Change("balancing", old, replace(old, start_voltage=3.45)))
    bench.tell(Confirm())
    note = bench.queue.pop()
    bench.tick(TRIAL_S + 1)
    assert protocol(bench) == LUXPOWER
    bench.queue.append(note)
    bench.work()
    bench.tick(2)
    assert protocol(bench) == PYLON


def test_a_trial_that_is_over_while_the_link_is_lost_goes_back_when_it_is_back() -> None:
    bench = on_trial()
    bench.lose()
    bench.tick(TRIAL_S + 60)
    assert bench.marks()[-1] == (Mark.DONE, "read_back")
    bench.connect()
    bench.tick(2)
    assert (protocol(bench), bench.state.trial) == (PYLON, None)


def test_a_trial_waits_for_its_own_battery() -> None:
    bench = on_trial()
    own = bench.battery
    other = stack(model="ES51.2-230LP")
    other.wired.bms.protocol = LUXPOWER
    bench.lose()
    bench.connect(other)
    bench.tick(TRIAL_S + 20)
    assert protocol(bench) == LUXPOWER
    bench.lose()
    bench.connect(own)
    bench.tick(2)
    assert (protocol(bench), bench.state.trial) == (PYLON, None)


def test_a_battery_without_a_serial_number_goes_back_too() -> None:
    bench = on_trial()
    bench.state = replace(
        bench.state,
        trial=replace(trial_of(bench), serial=""),
        link=replace(bench.state.link, battery=""),
        identity=replace(bench.state.identity, serials=None),
    )
    bench.tick(TRIAL_S + 1)
    assert (protocol(bench), bench.state.trial) == (PYLON, None)


def test_going_back_that_is_refused_is_tried_three_times_and_then_given_up_in_the_record() -> None:
    bench = on_trial()
    bench.faults.extend([None, refused(0x09), None] * 3)
    bench.tick(TRIAL_S + 1)
    assert bench.outcomes == [("refused", "bms_refused")]
    assert bench.state.trial is not None
    bench.tick(40)
    assert bench.state.trial is None
    assert bench.marks().count((Mark.REFUSED, "bms_refused")) == 3
    assert bench.marks(Kind.TRIAL)[-1][0] is Mark.OVERTAKEN
    assert protocol(bench) == LUXPOWER


def test_going_back_that_was_not_answered_is_tried_again() -> None:
    bench = on_trial()
    bench.faults.append(silence)
    bench.tick(TRIAL_S + 2)
    assert bench.outcomes == [("refused", "not_sent")]
    bench.tick(9)
    assert (protocol(bench), bench.state.trial) == (PYLON, None)


def test_without_a_record_it_does_not_go_back_until_there_is_one() -> None:
    bench = on_trial()
    ready = bench.state.record
    bench.state = replace(bench.state, record=replace(ready, ready=False))
    bench.tick(TRIAL_S + 20)
    assert protocol(bench) == LUXPOWER
    bench.state = replace(bench.state, record=ready)
    bench.tick()
    assert protocol(bench) == PYLON


def test_what_another_master_has_set_meanwhile_is_not_overwritten() -> None:
    bench = on_trial()
    bench.faults.append(set_by_another(9))
    bench.tick(TRIAL_S + 1)
    assert (protocol(bench).can, bench.state.trial) == (9, None)
    assert bench.marks(Kind.TRIAL)[-1][0] is Mark.OVERTAKEN


def test_another_master_that_has_gone_back_already_ends_the_trial() -> None:
    bench = on_trial()
    bench.faults.append(set_by_another(1))
    bench.tick(TRIAL_S + 1)
    assert bench.marks(Kind.TRIAL)[-1][0] is Mark.WENT_BACK


def test_a_bms_that_notes_a_written_protocol_as_chosen_by_hand_goes_back_too() -> None:
    def note_it(battery: object) -> None:
        bms = battery.wired.bms  # type: ignore[attr-defined]
        bms.protocol = replace(bms.protocol, choice=Choice.MANUAL)

    bench = on_trial(None, changed_after(note_it))
    assert bench.outcomes == [("done", "read_back")]
    bench.tick(TRIAL_S + 1)
    assert (protocol(bench).can, bench.state.trial) == (PYLON.can, None)
    assert bench.marks(Kind.TRIAL)[-1][0] is Mark.WENT_BACK


# It is ended by hand.


def test_a_trial_is_ended_by_hand_through_the_same_path() -> None:
    bench = on_trial()
    bench.do(EndTrial())
    assert (bench.state.place.page, bench.job.stage) == (Page.CHANGE, Stage.PROPOSED)
    assert (bench.job.change.old, bench.job.change.new) == (LUXPOWER, PYLON)
    bench.do(Confirm())
    assert (protocol(bench), bench.state.trial) == (PYLON, None)
    assert bench.unfinished == ()


def test_a_way_back_by_hand_that_is_refused_leaves_the_trial_running() -> None:
    bench = on_trial()
    for _ in range(4):
        bench.do(EndTrial())
        bench.faults.extend((None, refused(0x09)))
        bench.do(Confirm())
        assert bench.outcomes == [("refused", "bms_refused")]
    bench.tick(TRIAL_S + 1)
    assert protocol(bench) == PYLON


def test_without_a_trial_there_is_nothing_to_keep_or_to_end() -> None:
    bench = Bench()
    bench.do(KeepTrial(), EndTrial())
    assert (bench.state.job, bench.rows) == (None, [])


def test_a_trial_that_was_confirmed_meanwhile_is_still_set_back_by_a_proposal_on_the_screen() -> None:
    bench = on_trial()
    bench.do(EndTrial(), KeepTrial())
    assert bench.state.trial is None
    bench.do(Confirm())
    assert (protocol(bench), bench.state.trial) == (PYLON, None)


# Another choice meanwhile.


def test_a_second_change_keeps_what_was_before_the_first() -> None:
    bench = on_trial()
    bench.tick(100)
    choose(bench, 7)
    trial = trial_of(bench)
    assert (trial.old, trial.new, trial.left_s(bench.now)) == (PYLON, SMA, TRIAL_S)
    assert [mark for mark, _ in bench.marks(Kind.TRIAL)] == [Mark.BEGUN, Mark.OVERTAKEN, Mark.BEGUN]
    assert [row.id for row in bench.unfinished] == [trial.act]
    bench.tick(TRIAL_S + 1)
    assert protocol(bench) == PYLON


def test_choosing_what_was_before_ends_the_trial() -> None:
    bench = on_trial()
    choose(bench, 1)
    assert (protocol(bench), bench.state.trial) == (PYLON, None)
    assert bench.marks(Kind.TRIAL)[-1][0] is Mark.WENT_BACK
    assert bench.unfinished == ()


def test_choosing_what_was_before_in_vain_leaves_the_trial_running() -> None:
    bench = on_trial()
    bench.faults.extend((None, acknowledged_only))
    choose(bench, 1)
    bench.tick(4)
    assert bench.outcomes == [("refused", "not_taken")]
    assert trial_of(bench).refusals == 0


def test_a_way_back_of_which_nobody_knows_leaves_the_trial_as_it_is() -> None:
    bench = on_trial()
    before = trial_of(bench)
    bench.faults.extend((None, vanished_after))
    choose(bench, 1)
    bench.tick(60)
    assert bench.outcomes == [("unconfirmed", "no_read_back")]
    assert bench.state.trial == before
    bench.connect()
    bench.tick(TRIAL_S)
    assert protocol(bench) == PYLON


def test_a_second_change_that_was_not_sent_leaves_the_trial_as_it_is() -> None:
    bench = on_trial()
    before = trial_of(bench)
    bench.faults.extend((None, lost_before))
    choose(bench, 7)
    assert bench.state.trial == before


def test_a_trial_of_another_battery_is_overtaken_by_a_new_one() -> None:
    bench = on_trial()
    bench.lose()
    bench.connect(stack(model="ES51.2-230LP"))
    choose(bench, 7)
    assert trial_of(bench).serial == "SIM-ES51.2-230LP-001"
    assert (trial_of(bench).old, trial_of(bench).new) == (PYLON, SMA)
    assert [mark for mark, _ in bench.marks(Kind.TRIAL)] == [Mark.BEGUN, Mark.OVERTAKEN, Mark.BEGUN]


def test_a_trial_that_could_not_be_put_down_is_not_mistaken_for_the_rows_of_others() -> None:
    bench = Bench()
    bench.notes_refused.extend((False, True))
    choose(bench, 5)
    assert trial_of(bench).act == 0
    first, second = bench.has("balancing"), bench.has("sleep")
    bench.propose(
        Change("balancing", first, replace(first, start_voltage=3.45)),
        Change("sleep", second, replace(second, delay_min=9)),
    )
    bench.do(Confirm())
    assert trial_of(bench).act == 0
    bench.tick(TRIAL_S + 1)
    assert (protocol(bench), bench.state.trial) == (PYLON, None)
    assert bench.entries(Kind.TRIAL)[-1].act is None


# A restart.


def test_a_trial_runs_on_after_a_restart_for_what_is_left() -> None:
    bench = on_trial()
    bench.tick(100)
    act = trial_of(bench).act
    bench.restart()
    assert (trial_of(bench).act, trial_of(bench).left_s(bench.now)) == (act, TRIAL_S - 100)
    bench.do(KeepTrial())
    assert bench.unfinished == ()


def test_a_trial_that_was_over_while_the_panel_was_off_goes_back_at_once() -> None:
    bench = on_trial()
    bench.now += 10 * TRIAL_S
    bench.restart()
    bench.tick(2)
    assert (protocol(bench), bench.state.trial) == (PYLON, None)


@pytest.mark.parametrize("steps", range(8))
def test_a_panel_stopped_at_any_step_of_going_back_has_gone_back_in_the_end(steps: int) -> None:
    bench = on_trial()
    bench.tick(TRIAL_S - 1)
    bench.now += 1
    bench.tell_time()
    for _ in range(steps):
        if bench.queue:
            bench.carry_out()
    bench.restart()
    bench.tick(20)
    assert (protocol(bench), bench.state.trial) == (PYLON, None)
    assert bench.unfinished == ()
    assert [mark for mark, _ in bench.marks(Kind.TRIAL)] == [Mark.BEGUN, Mark.WENT_BACK]


def remembered(row: Row, after_s: float) -> State:
    event = Remembered(Memory(unfinished=(row,)), 1000.0, row.at + timedelta(seconds=after_s))
    return step(State(place=Place(Page.HOME)), event)[0]


def row(old: str = "010100", new: str = "050100", what: str = INVERTER_PROTOCOL) -> Row:
    return Row(7, UTC_NOON, Entry(Kind.TRIAL, what, Mark.BEGUN, "A", old, new))


@pytest.mark.parametrize(("after_s", "left_s"), [(100, 200), (1e9, 0), (-3600, 300)])
def test_a_wrong_clock_shortens_a_trial_or_gives_it_all_and_never_more(after_s: float, left_s: float) -> None:
    trial = remembered(row(), after_s).trial
    assert trial == Trial(7, "A", PYLON, LUXPOWER, 1000.0 + left_s)


@pytest.mark.parametrize(
    "strange",
    [row(old="0101"), row(old=""), row(new=""), row(what="balancing", old="0D48001E", new="0D48001E")],
)
def test_a_trial_that_cannot_be_read_any_more_is_none(strange: Row) -> None:
    assert remembered(strange, 1).trial is None


def test_without_a_trial_the_record_brings_none() -> None:
    assert step(State(), Remembered(Memory(), 1.0, UTC_NOON))[0].trial is None


def test_rows_of_others_change_nothing_of_a_trial() -> None:
    bench = on_trial()
    before = trial_of(bench)
    bench.tell(Noted(99, (1, 2), bench.now))
    bench.tell(NotNoted(99, "", bench.now))
    assert bench.state.trial == before
