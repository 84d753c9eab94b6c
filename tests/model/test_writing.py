"""The one path of writing, step by step, against the simulated BMS."""

from dataclasses import replace

import pytest

from hmi.model.change import BUZZER, CLOCK, DISCHARGE_MOSFET, INVERTER_PROTOCOL, Change, read_of
from hmi.model.events import NOT_SENT, Event, Lost, Noted, NotNoted, Opened, Received, Trouble, Unusable
from hmi.model.facts import Interface
from hmi.model.intents import Cancel, ChooseProtocol, Confirm, Go, SetClock, ShutDown, SwitchTo
from hmi.model.job import Cause, Stage
from hmi.model.navigation import Page
from hmi.model.record import Mark
from hmi.model.step import step
from hmi.model.wanted import Send
from hmi.protocol.control import ControlReply
from hmi.protocol.identity import Clock, Serials
from hmi.protocol.messages import Command, reply
from hmi.simulator.stack import Stack
from tests.model.bench import (
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

GROUP = "cell_over_voltage"
OTHER_GROUP = "balancing"
HIGHER = 3.65  # V, alarm


def group_change(bench: Bench, alarm: float = HIGHER) -> Change:
    old = bench.has(GROUP)
    return Change(GROUP, old, replace(old, alarm=alarm))


def balancing_change(bench: Bench) -> Change:
    old = bench.has(OTHER_GROUP)
    return Change(OTHER_GROUP, old, replace(old, start_voltage=3.45))


def proposed(bench: Bench) -> Change:
    """A group with another alarm, shown as old -> new."""
    one = group_change(bench)
    bench.propose(one)
    return one


def written(bench: Bench, *faults: Answer | None, seconds: float = 60) -> Change:
    """Confirmed, with these faults at check, write, first look back and so on."""
    one = proposed(bench)
    bench.faults.extend(faults)
    bench.do(Confirm())
    bench.tick(seconds)
    return one


def set_by_another(group: str, **values: float) -> Answer:
    return changed_before(lambda battery: by_another(battery, group, **values))


def by_another(battery: Stack, group: str, **values: float) -> None:
    settings = battery.wired.bms.settings
    read, write = Command[f"READ_{group.upper()}"], Command[f"WRITE_{group.upper()}"]
    settings.write(write, replace(settings.read(read), **values))


# The path.


def test_what_is_confirmed_is_put_down_checked_written_read_back_and_put_down() -> None:
    bench = Bench()
    one = proposed(bench)
    bench.tell(Confirm())
    stages = []
    while bench.queue:
        stages.append(bench.job.stage)
        bench.carry_out()
    assert stages == [Stage.NOTING, Stage.CHECKING, Stage.WRITING, Stage.READING_BACK, Stage.CONCLUDING]
    assert [sent.command for sent in bench.sent] == [
        Command.READ_CELL_OVER_VOLTAGE,
        Command.WRITE_CELL_OVER_VOLTAGE,
        Command.READ_CELL_OVER_VOLTAGE,
    ]
    assert (bench.job.stage, bench.outcomes) == (Stage.ENDED, [("done", "read_back")])
    assert bench.has(GROUP) == one.new == bench.job.results[0].has
    assert bench.job.noted


def test_the_record_has_old_and_new_before_the_write_and_what_the_bms_has_after_it() -> None:
    bench = Bench()
    written(bench)
    begun, ended = bench.entries()
    assert (begun.mark, begun.reason, begun.what) == (Mark.BEGUN, "chosen", GROUP)
    assert begun.old != begun.new
    assert (ended.mark, ended.reason, ended.act) == (Mark.DONE, "read_back", 1)
    assert (ended.new, ended.serial) == (begun.new, "SIM-ES51.2-100LP-001")


def test_what_only_is_proposed_is_not_sent_and_leaves_no_trace_when_it_is_cancelled() -> None:
    bench = Bench()
    proposed(bench)
    bench.tick(20)
    bench.do(Cancel())
    assert (bench.sent, bench.rows, bench.state.job) == ([], [], None)
    assert bench.state.place.page is Page.HOME


def test_a_proposal_that_would_change_nothing_cannot_be_confirmed_and_can_be_left() -> None:
    bench = Bench()
    bench.propose(group_change(bench, alarm=bench.has(GROUP).alarm))
    bench.do(Confirm())
    assert (bench.job.changes, bench.job.stage, bench.rows) == ((), Stage.PROPOSED, [])
    bench.do(Cancel())
    assert bench.state.job is None


def test_without_a_proposal_a_confirm_does_nothing() -> None:
    assert step(Bench().state, Confirm())[1] == ()


def test_a_second_confirm_writes_nothing_again() -> None:
    bench = Bench()
    proposed(bench)
    bench.tell(Confirm())
    bench.do(Confirm(), Confirm())
    bench.do(Confirm())
    assert len(bench.writes) == 1


def test_switching_a_protection_off_needs_a_confirm_of_its_own() -> None:
    bench = Bench()
    old = bench.has(GROUP)
    bench.propose(Change(GROUP, old, replace(old, enable=0)))
    bench.do(Confirm())
    assert (bench.job.stage, bench.rows) == (Stage.WARNED, [])
    bench.do(Confirm())
    assert bench.outcomes == [("done", "read_back")]
    assert bench.has(GROUP).enable == 0


def test_switching_a_protection_on_needs_none() -> None:
    bench = Bench()
    by_another(bench.battery, GROUP, enable=0)
    old = bench.has(GROUP)
    bench.propose(Change(GROUP, old, replace(old, enable=1)))
    bench.do(Confirm())
    assert bench.outcomes == [("done", "read_back")]


def test_several_changes_are_written_one_after_the_other_each_whole() -> None:
    bench = Bench()
    first, second = group_change(bench), balancing_change(bench)
    bench.propose(first, second, cause=Cause.AS_FOUND)
    bench.faults.extend((None, refused(0x09)))
    bench.do(Confirm())
    assert bench.outcomes == [("refused", "bms_refused"), ("done", "read_back")]
    assert [entry.act for entry in bench.entries()] == [None, None, 1, 2]
    assert (bench.has(GROUP), bench.has(OTHER_GROUP)) == (first.old, second.new)
    assert bench.job.results[0].code == 0x09
    assert bench.job.results[1].code is None


# What the BMS answers.


@pytest.mark.parametrize("code", [0x01, 0x04, 0x06, 0x09, 0xE4])
def test_a_refused_write_is_refused_with_its_code(code: int) -> None:
    bench = Bench()
    one = written(bench, None, refused(code), seconds=0)
    assert bench.outcomes == [("refused", "bms_refused")]
    assert (bench.job.results[0].code, bench.job.results[0].has) == (code, one.old)
    assert bench.has(GROUP) == one.old


def test_a_write_that_is_refused_in_words_and_taken_in_fact_is_done() -> None:
    bench = Bench()
    one = written(bench, None, refused_but_taken(0x09))
    assert bench.outcomes == [("done", "read_back")]
    assert bench.has(GROUP) == one.new


def test_a_write_that_is_acknowledged_and_not_taken_is_refused_after_another_look() -> None:
    bench = Bench()
    one = written(bench, None, acknowledged_only)
    assert bench.outcomes == [("refused", "not_taken")]
    assert bench.has(GROUP) == one.old
    assert len(bench.writes) == 1


def test_a_bms_that_takes_a_moment_for_what_it_has_acknowledged_has_taken_it() -> None:
    bench = Bench()
    one = written(bench, None, acknowledged_only, seconds=0)
    assert bench.job.under_way
    bench.truly(Send(*one.write))
    bench.tick(3)
    assert bench.outcomes == [("done", "read_back")]


@pytest.mark.parametrize(("fault", "outcome"), [(silence, "refused"), (taken_in_silence, "done")])
def test_after_silence_the_read_back_tells_whether_it_was_taken(fault: Answer, outcome: str) -> None:
    bench = Bench()
    one = written(bench, None, fault)
    assert bench.outcomes[0][0] == outcome
    assert bench.has(GROUP) == (one.new if outcome == "done" else one.old)


def test_a_wrong_echo_of_a_switch_is_judged_by_the_bit() -> None:
    bench = Bench()

    def echo(bench: Bench, wanted: Send) -> Received:
        bench.truly(wanted)
        event = bench.read(wanted, reply(ControlReply(0x06, 0x20)))
        assert isinstance(event, Received)
        return event

    bench.do(SwitchTo(BUZZER, on=False))
    bench.faults.extend((None, echo))
    bench.do(Confirm())
    assert bench.outcomes == [("done", "read_back")]
    assert bench.has(BUZZER) is False


def test_a_mosfet_that_must_stay_on_is_refused_and_told_as_it_is() -> None:
    bench = Bench()
    assert bench.battery.wired.bms.sensed.current > 0
    bench.do(SwitchTo(DISCHARGE_MOSFET, on=False), Confirm())
    assert bench.outcomes == [("refused", "bms_refused")]
    assert (bench.job.results[0].code, bench.job.results[0].has) == (0x09, True)


def test_nothing_is_written_when_the_check_is_not_answered() -> None:
    bench = Bench()
    one = written(bench, silence)
    assert bench.outcomes == [("refused", "not_sent")]
    assert (bench.writes, bench.has(GROUP)) == ([], one.old)


def test_a_read_back_is_asked_again_until_it_comes() -> None:
    bench = Bench()
    written(bench, None, None, silence, silence, refused(0x09))
    assert bench.outcomes == [("done", "read_back")]
    assert len(bench.writes) == 1


def test_without_any_read_back_the_write_is_unconfirmed() -> None:
    bench = Bench()
    written(bench, None, None, *[silence] * 40)
    assert bench.outcomes == [("unconfirmed", "no_read_back")]
    assert bench.job.results[0].has is None
    assert bench.unfinished == ()


# Another master.


def test_nothing_is_written_over_what_another_master_has_set_meanwhile() -> None:
    bench = Bench()
    one = written(bench, set_by_another(GROUP, alarm=3.55))
    assert bench.outcomes == [("refused", "changed_meanwhile")]
    assert bench.writes == []
    assert bench.has(GROUP) == replace(one.old, alarm=3.55) == bench.job.results[0].has


def test_what_another_master_sets_after_the_write_is_told_and_not_called_done() -> None:
    bench = Bench()
    written(bench, None, changed_after(lambda battery: by_another(battery, GROUP, alarm=3.55)))
    assert bench.outcomes == [("unconfirmed", "other_value")]
    assert bench.job.results[0].has == bench.has(GROUP)


def test_what_the_link_reads_by_itself_is_no_answer_to_a_check_that_waits() -> None:
    bench = Bench()
    proposed(bench)
    bench.tell(Confirm())
    bench.lose()
    bench.work()
    assert (bench.job.stage, bench.job.ask) == (Stage.CHECKING, 0)
    bench.connected = True
    for subject in (BUZZER, OTHER_GROUP, GROUP):
        bench.tell(bench.truly(Send(*read_of(subject))))
    bench.tell(Unusable(Command.ANALOG, 1, "layout", "", bench.now))
    assert (bench.job.stage, bench.job.results) == (Stage.CHECKING, ())


# The link.


@pytest.mark.parametrize(
    ("fault", "at", "outcome"),
    [
        (vanished, 0, ("refused", "not_sent")),
        (vanished, 1, ("unconfirmed", "no_read_back")),
        (vanished_after, 1, ("unconfirmed", "no_read_back")),
        (lost_before, 0, ("refused", "not_sent")),
        (lost_before, 1, ("refused", "not_sent")),
        (vanished, 2, ("unconfirmed", "no_read_back")),
    ],
)
def test_a_link_that_stays_lost_ends_in_what_is_known(
    fault: Answer, at: int, outcome: tuple[str, str]
) -> None:
    bench = Bench()
    written(bench, *[None] * at, fault, seconds=50)
    assert bench.outcomes == [outcome]
    assert bench.unfinished == ()


@pytest.mark.parametrize(
    ("fault", "at", "outcome"),
    [
        (vanished, 0, ("done", "read_back")),
        (lost_before, 0, ("done", "read_back")),
        (vanished, 1, ("refused", "not_taken")),
        (vanished_after, 1, ("done", "read_back")),
        (lost_before, 1, ("refused", "not_sent")),
        (vanished, 2, ("done", "read_back")),
        (lost_before, 2, ("done", "read_back")),
    ],
)
def test_a_link_that_comes_back_goes_on_where_it_was(
    fault: Answer, at: int, outcome: tuple[str, str]
) -> None:
    bench = Bench()
    one = written(bench, *[None] * at, fault, seconds=4)
    bench.connect()
    bench.tick(5)
    assert bench.outcomes == [outcome]
    assert bench.has(GROUP) == (one.new if outcome[0] == "done" else one.old)
    assert len(bench.writes) <= 1


@pytest.mark.parametrize(
    ("at", "outcome"), [(0, ("refused", "other_pack")), (1, ("unconfirmed", "other_pack"))]
)
def test_no_request_of_a_job_goes_to_another_battery(at: int, outcome: tuple[str, str]) -> None:
    bench = Bench()
    written(bench, *[None] * at, vanished_after, seconds=2)
    before = list(bench.sent)
    bench.connect(stack(model="ES51.2-230LP"))
    bench.tick(5)
    assert bench.sent == before
    assert bench.outcomes == [outcome]


def test_a_link_that_is_back_waits_with_a_write_until_the_serial_number_is_read() -> None:
    bench = Bench()
    proposed(bench)
    bench.lose()
    bench.connected = True
    bench.do(Opened("", bench.now), bench.truly(Send(*read_of(BUZZER))), Confirm())
    bench.tick(5)
    assert bench.sent == []
    other = Received(Command.SERIALS, Serials("OTHER"), 1, 0, bench.now)
    bench.do(other)
    bench.tick()
    assert bench.outcomes == [("refused", "other_pack")]
    assert bench.sent == []


def test_a_battery_without_a_serial_number_can_be_written() -> None:
    bench = Bench()
    bench.do(Unusable(Command.SERIALS, 1, "return_code", "", bench.now, 0x04))
    one = written(bench)
    assert (bench.job.serial, bench.outcomes) == ("", [("done", "read_back")])
    assert bench.has(GROUP) == one.new


def test_one_wait_for_a_lost_link_is_enough_for_all_changes() -> None:
    bench = Bench()
    bench.propose(group_change(bench), balancing_change(bench))
    bench.faults.append(vanished)
    bench.do(Confirm())
    bench.tick(17)
    assert bench.outcomes == [("refused", "not_sent")] * 2
    assert bench.unfinished == ()


def test_a_link_that_is_back_after_the_first_change_was_given_up_serves_the_next() -> None:
    bench = Bench()
    second = balancing_change(bench)
    bench.propose(group_change(bench), second)
    bench.faults.append(silence)
    bench.do(Confirm())
    assert bench.outcomes == [("refused", "not_sent"), ("done", "read_back")]
    assert bench.has(OTHER_GROUP) == second.new


def test_a_request_that_is_never_answered_is_given_up() -> None:
    def lost_without_a_word(bench: Bench, wanted: Send) -> None:
        return None

    for at, outcome in enumerate((("refused", "not_sent"), ("refused", "not_taken"), ("done", "read_back"))):
        bench = Bench()
        written(bench, *[None] * at, lost_without_a_word)
        assert bench.outcomes == [outcome]


def test_an_answer_that_comes_after_it_was_given_up_is_no_read_back() -> None:
    bench = Bench()
    held: list[Send] = []

    def held_back(bench: Bench, wanted: Send) -> None:
        held.append(wanted)

    written(bench, None, held_back, held_back, seconds=17)
    assert bench.job.stage is Stage.READING_BACK
    late = bench.truly(held[0])
    bench.do(late)
    assert bench.job.stage is Stage.READING_BACK
    bench.tick(17)
    assert bench.outcomes == [("done", "read_back")]


# The record.


def test_without_a_record_nothing_is_written() -> None:
    bench = Bench()
    proposed(bench)
    bench.state = replace(bench.state, record=replace(bench.state.record, ready=False))
    bench.do(Confirm())
    assert (bench.outcomes, bench.sent) == ([("refused", "no_record")], [])


def test_a_record_that_takes_no_rows_stops_the_write() -> None:
    bench = Bench()
    bench.notes_refused.append(True)
    written(bench)
    assert (bench.outcomes, bench.sent, bench.rows) == ([("refused", "no_record")], [], [])
    assert bench.state.record.trouble == "no space left on device"
    written(bench)
    assert (bench.outcomes, bench.state.record.trouble) == ([("done", "read_back")], "")


def test_an_outcome_that_cannot_be_put_down_is_shown_as_such() -> None:
    bench = Bench()
    bench.notes_refused.extend((False, True))
    written(bench)
    assert (bench.outcomes, bench.job.noted) == ([("done", "read_back")], False)
    assert [row.id for row in bench.unfinished] == [1]


def test_answers_to_others_change_nothing_of_a_job() -> None:
    bench = Bench()
    proposed(bench)
    bench.tell(Confirm())
    job = bench.job
    bench.tell(Noted(99, (7,), bench.now))
    bench.tell(NotNoted(99, "", bench.now))
    bench.tell(Received(Command.SWITCH, None, 1, 0, bench.now, ask=99))
    bench.tell(Unusable(Command.SWITCH, 1, "silent", "", bench.now, ask=99))
    bench.tell(Lost(Trouble.NO_PORT, "", bench.now))
    assert bench.job == job
    bench.tell(Received(Command.SWITCH, None, 1, 0, bench.now, ask=job.ask))
    bench.do(Noted(job.ask, (1,), bench.now))
    ended = bench.job
    bench.do(Noted(ended.ask, (2,), bench.now), NotNoted(ended.ask, "", bench.now))
    assert bench.job.stage is ended.stage


# Clock.


def test_the_clock_is_set_to_the_time_of_the_write() -> None:
    bench = Bench()
    bench.do(Go(Page.CONTROLS), SetClock())
    bench.tick(50)
    bench.do(Confirm())
    assert bench.outcomes == [("done", "read_back")]
    assert bench.job.results[0].change.new == Clock.of(bench.clock)
    assert bench.has(CLOCK) == Clock.of(bench.clock)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [(acknowledged_only, ("refused", "not_taken")), (refused(0x09), ("refused", "bms_refused"))],
)
def test_a_clock_that_is_not_taken_still_runs_on_from_the_old_time(
    fault: Answer, outcome: tuple[str, str]
) -> None:
    bench = Bench()
    bench.do(SetClock())
    bench.faults.extend((None, fault))
    bench.do(Confirm())
    bench.tick(5)
    assert bench.outcomes == [outcome]


def test_a_clock_that_shows_neither_time_is_unconfirmed() -> None:
    bench = Bench()
    bench.do(SetClock())
    year = Clock(30, 1, 1, 0, 0, 0)
    bench.faults.extend((None, lambda bench, wanted: bench.truly(replace(wanted, message=year))))
    bench.do(Confirm())
    bench.tick(5)
    assert bench.outcomes == [("unconfirmed", "other_value")]


def test_a_clock_is_set_as_proposed_when_the_panel_no_longer_knows_the_time() -> None:
    bench = Bench()
    bench.do(SetClock())
    proposal = bench.job.change.new
    bench.state = replace(bench.state, clock=None)
    bench.do(Confirm())
    assert bench.job.results[0].change.new == proposal


# Shutting down.


def shut_down(bench: Bench, *faults: Answer | None) -> None:
    bench.do(ShutDown())
    bench.faults.extend(faults)
    bench.do(Confirm())


@pytest.mark.parametrize("fault", [None, taken_in_silence])
def test_a_bms_that_falls_silent_has_shut_down(fault: Answer | None) -> None:
    bench = Bench()
    shut_down(bench, None, fault)
    bench.tick(3)
    assert bench.job.stage is Stage.READING_BACK
    bench.do(Lost(Trouble.SILENT, "", bench.now))
    assert bench.outcomes == [("done", "fell_silent")]
    assert bench.battery.wired.bms.asleep


def test_a_bms_whose_port_fails_under_the_command_and_that_is_silent_then_has_shut_down() -> None:
    bench = Bench()
    shut_down(bench, None, vanished_after)
    bench.do(Lost(Trouble.SILENT, "", bench.now))
    assert bench.outcomes == [("done", "fell_silent")]


def test_a_bms_that_was_silent_before_the_command_was_sent_has_not_been_shut_down() -> None:
    bench = Bench()
    shut_down(bench, None, lost_before)
    assert bench.outcomes == [("refused", "not_sent")]
    assert not bench.battery.wired.bms.asleep


def test_a_late_acknowledgement_is_no_shut_down() -> None:
    bench = Bench()
    held: list[Send] = []

    def held_back(bench: Bench, wanted: Send) -> None:
        held.append(wanted)

    shut_down(bench, None, held_back)
    bench.tick(17)
    bench.do(acknowledged_only(bench, held[0]))
    assert bench.job.stage is Stage.READING_BACK


def test_a_bms_that_still_answers_after_a_minute_is_not_called_shut_down() -> None:
    bench = Bench()
    shut_down(bench, None, acknowledged_only)
    bench.tick(59)
    assert bench.job.under_way
    bench.tick(3)
    assert bench.outcomes == [("unconfirmed", "still_answers")]


def test_a_bms_that_will_not_shut_down_refuses() -> None:
    bench = Bench()
    shut_down(bench, None, refused(0x09))
    assert bench.outcomes == [("refused", "bms_refused")]


def test_an_adapter_that_is_pulled_says_nothing_about_a_shut_down() -> None:
    bench = Bench()
    shut_down(bench, None, acknowledged_only)
    bench.lose(Trouble.NO_PORT)
    bench.tick(62)
    assert bench.outcomes == [("unconfirmed", "no_read_back")]


# Not under a job's feet.


def test_while_something_is_written_nothing_else_is_proposed() -> None:
    bench = Bench()
    one = proposed(bench)
    bench.tell(Confirm())
    bench.tell(ChooseProtocol(Interface.CAN, 5))
    assert bench.job.changes == (one,)
    bench.work()
    bench.do(ChooseProtocol(Interface.CAN, 5))
    assert bench.job.change.subject == INVERTER_PROTOCOL


def test_what_asks_nothing_does_not_mind_a_lost_link() -> None:
    bench = Bench()
    proposed(bench)
    job = bench.job
    bench.lose()
    assert bench.job == job


def test_a_battery_that_was_plugged_in_just_before_the_write_is_not_written_to() -> None:
    def met(bench: Bench, wanted: Send) -> Event:
        bench.tell(Received(Command.SERIALS, Serials("ANOTHER", None), 1, 0, bench.now))
        return Unusable(wanted.command, 1, NOT_SENT, "", bench.now, ask=wanted.ask)

    bench = Bench()
    one = written(bench, None, met)
    assert bench.outcomes == [("refused", "other_pack")]
    assert bench.has(GROUP) == one.old
