from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.model.events import NOT_SENT, Lost, Opened, Received, Tick, Trouble
from hmi.model.freshness import Freshness
from hmi.model.intents import SelectPack
from hmi.model.state import Identity, Link, Phase, State
from hmi.protocol.control import Empty
from hmi.protocol.identity import Capacities, Clock, PackCount, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.messages import Command
from hmi.protocol.parameters import Sleep
from hmi.protocol.status import PackStatus
from tests.model.known import ANALOG, EMPTY, FAULTY, QUIET, after, complaint, heard

FACTS = {
    Command.PACK_COUNT: PackCount(1),
    Command.VERSION: Version("P16S100A-1812-1.00"),
    Command.SERIALS: Serials("BMS-1", "PACK-1"),
    Command.READ_INVERTER_PROTOCOL: InverterProtocol(2, 1, 0),
    Command.CAPACITIES: Capacities(60.0, 100.0, 100.0),
}
OTHERS_FACTS = {
    Command.PACK_COUNT: PackCount(2),
    Command.VERSION: Version("P16S200A-31999-2.00"),
    Command.SERIALS: Serials("BMS-2", "PACK-2"),
    Command.READ_INVERTER_PROTOCOL: InverterProtocol(1, 0, 1),
    Command.CAPACITIES: Capacities(80.0, 200.0, 200.0),
}
OPENED = Opened("/dev/serial0", 1.0)
SILENT = Lost(Trouble.SILENT, "nothing came within 0.5 s", 20.0)


def told(facts: dict[Command, object], at: float = 2.0) -> list[Received]:
    return [Received(command, message, 1, 1, at) for command, message in facts.items()]


def identity(facts: dict[Command, object]) -> Identity:
    count, version, serials, protocol, capacities = facts.values()
    assert isinstance(count, PackCount)
    assert isinstance(version, Version)
    assert isinstance(serials, Serials)
    assert isinstance(protocol, InverterProtocol)
    assert isinstance(capacities, Capacities)
    return Identity(count.count, version, serials, protocol, capacities)


# The link: opening, searching, live, lost, live again.


def test_an_opened_port_is_searched() -> None:
    assert after(OPENED).link == Link(Phase.SEARCHING, "/dev/serial0", since=1.0)


def test_the_first_sound_message_makes_the_link_live() -> None:
    link = after(OPENED, heard(PackCount(1), at=2.0)).link
    assert (link.phase, link.port, link.since) == (Phase.LIVE, "/dev/serial0", 2.0)


def test_live_since_stays_the_time_of_the_first_message() -> None:
    assert after(heard(ANALOG, at=2.0), heard(QUIET, at=3.0)).link.since == 2.0


def test_a_lost_link_says_what_is_wrong_and_since_when() -> None:
    link = after(OPENED, heard(ANALOG), SILENT).link
    assert (link.phase, link.trouble, link.detail) == (Phase.LOST, Trouble.SILENT, SILENT.detail)
    later = after(Lost(Trouble.NO_PORT, "unplugged", 25.0), state=State(link=link)).link
    assert (later.trouble, later.detail, later.since) == (Trouble.NO_PORT, "unplugged", 20.0)


def test_a_port_that_opens_again_does_not_hide_the_trouble_until_a_pack_is_heard() -> None:
    link = after(SILENT, Opened("/dev/ttyUSB1", 21.0)).link
    assert (link.phase, link.trouble, link.port) == (Phase.LOST, Trouble.SILENT, "/dev/ttyUSB1")


def test_a_lost_link_recovers_with_the_first_sound_message() -> None:
    link = after(OPENED, SILENT, heard(ANALOG, at=30.0)).link
    assert (link.phase, link.trouble, link.detail, link.since) == (Phase.LIVE, None, "", 30.0)


def test_values_of_a_lost_link_age_and_go() -> None:
    state = after(heard(ANALOG, at=18.0), heard(QUIET, at=18.0), SILENT)
    assert after(Tick(20.0), state=state).total.soc == 60.0
    assert after(Tick(22.0), state=state).total.fresh is Freshness.AGED
    gone = after(Tick(29.0), state=state)
    assert (gone.total.soc, gone.pack.status, gone.status_known) == (None, None, False)


# Answers that cannot be used.


def test_an_unusable_answer_is_kept_until_the_same_is_answered_soundly() -> None:
    of_one, of_two = complaint(Command.ANALOG, 1), complaint(Command.ANALOG, 2)
    state = after(of_one, of_two, heard(QUIET, slot=1))
    assert state.link.unusable == (of_one, of_two)
    assert after(heard(ANALOG, slot=1), state=state).link.unusable == (of_two,)


def test_of_the_same_complaint_only_the_last_is_kept() -> None:
    state = after(complaint(Command.STATUS, at=1.0), complaint(Command.STATUS, at=2.0))
    assert [one.at for one in state.link.unusable] == [2.0]


def test_a_lost_link_forgets_what_could_not_be_used() -> None:
    assert after(complaint(Command.ANALOG), SILENT).link.unusable == ()


@pytest.mark.parametrize("kind", ["return_code", "layout", "implausible"])
def test_a_whole_frame_shows_that_the_bms_answers_though_it_cannot_be_used(kind: str) -> None:
    link = after(OPENED, SILENT, complaint(Command.PACK_COUNT, kind=kind, at=30.0)).link
    assert (link.phase, link.trouble, link.since) == (Phase.LIVE, None, 30.0)


@pytest.mark.parametrize("kind", ["framing", "length_check", "checksum", "silent"])
def test_damage_and_silence_do_not_make_a_lost_link_live(kind: str) -> None:
    assert after(SILENT, complaint(Command.ANALOG, kind=kind)).link.trouble is Trouble.SILENT


def test_values_that_become_unusable_age_while_the_link_is_live() -> None:
    readings = [heard(ANALOG, at=1.0), heard(QUIET, at=1.0)]
    bad = [complaint(Command.ANALOG, at=second) for second in range(2, 13)]
    state = after(*readings, *bad, heard(FAULTY, at=12.0), Tick(12.0))
    assert state.link.phase is Phase.LIVE
    assert state.pack.analog is None
    assert state.worst is not None


# Readings.


def test_each_half_of_a_reading_keeps_its_own_time() -> None:
    (reading,) = after(heard(ANALOG, at=1.0, period=7.0), heard(QUIET, at=2.0, period=7.0)).readings
    assert (reading.analog, reading.analog_at) == (ANALOG, 1.0)
    assert (reading.status, reading.status_at) == (QUIET, 2.0)
    assert (reading.slot, reading.address, reading.period) == (1, 1, 7.0)


def test_a_newer_reading_replaces_the_older_one() -> None:
    newer = replace(ANALOG, remaining=59.0)
    (reading,) = after(heard(ANALOG, at=1.0), heard(newer, at=2.0, period=4.0)).readings
    assert (reading.analog, reading.analog_at, reading.period) == (newer, 2.0, 4.0)


def test_packs_stand_in_the_order_of_their_slots_however_they_came() -> None:
    state = after(*(heard(ANALOG, slot) for slot in (3, 1, 2)))
    assert [pack.slot for pack in state.packs] == [1, 2, 3]


def test_each_pack_ages_by_its_own_period() -> None:
    state = after(heard(ANALOG, 1, period=1.0), heard(ANALOG, 2, period=7.0), Tick(5.0))
    assert [pack.analog_fresh for pack in state.packs] == [Freshness.AGED, Freshness.LIVE]


def test_a_pack_of_another_address_in_a_slot_has_nothing_of_the_one_before() -> None:
    state = after(heard(ANALOG, 3), heard(FAULTY, 3), heard(ANALOG, 3, at=1.0, address=7))
    (reading,) = state.readings
    assert (reading.address, reading.analog, reading.status) == (7, ANALOG, None)
    assert state.alarms == ()


def test_a_pack_that_gives_no_data_any_more_leaves_the_sums_and_no_complaint_behind() -> None:
    both = [heard(PackCount(2)), heard(ANALOG, 1), heard(ANALOG, 2)]
    state = after(*both, complaint(Command.STATUS, 2), heard(EMPTY, 2))
    assert (state.total.counted, state.total.complete, state.total.soc) == (1, False, 60.0)
    assert state.link.unusable == ()


# How many packs.


def test_a_stack_that_shrinks_loses_the_packs_taken_off_and_the_complaints_about_them() -> None:
    readings = [heard(ANALOG, slot) for slot in (1, 2, 3)]
    kept = complaint(Command.STATUS, 2)
    state = after(heard(PackCount(3)), *readings, kept, complaint(Command.ANALOG, 3), SelectPack(3))
    smaller = after(heard(PackCount(2)), state=state)
    assert [pack.slot for pack in smaller.packs] == [1, 2]
    assert (smaller.pack_count, smaller.selected, smaller.total.complete) == (2, 1, True)
    assert smaller.link.unusable == (kept,)


def test_a_stack_that_grows_is_incomplete_until_the_new_packs_are_read() -> None:
    state = after(heard(PackCount(1)), heard(ANALOG, 1), heard(PackCount(2)))
    assert (state.pack_count, state.total.complete) == (2, False)
    assert after(heard(ANALOG, 2), state=state).total.complete


def test_a_pack_that_is_no_master_counts_itself_only() -> None:
    assert after(heard(PackCount(4), address=2), heard(ANALOG, address=2)).pack_count == 1


# Slow facts.


def test_facts_are_kept_as_they_are_told() -> None:
    assert after(*told(FACTS)).identity == identity(FACTS)


def test_a_message_that_is_no_fact_of_the_pack_changes_no_fact() -> None:
    state = after(*told(FACTS))
    other = Received(Command.CHARGE_MOSFET, Empty(), 1, 1, 3.0)
    assert after(other, state=state) == state


@pytest.mark.parametrize("command", FACTS)
def test_a_fact_that_cannot_be_read_any_more_is_not_known_any_more(command: Command) -> None:
    kept = [value for value in vars_of(after(*told(FACTS), complaint(command)).identity) if value is not None]
    assert len(kept) == len(FACTS) - 1


def vars_of(known: Identity) -> tuple[object, ...]:
    return (known.pack_count, known.version, known.serials, known.inverter_protocol, known.capacities)


@given(st.permutations(list(FACTS)))
def test_of_another_battery_everything_is_known_in_whatever_order_it_tells(order: list[Command]) -> None:
    state = after(*told(FACTS), SILENT)
    news = [Received(command, OTHERS_FACTS[command], 1, 1, 30.0) for command in order]
    assert after(*news, state=state).identity == identity(OTHERS_FACTS)


def test_of_another_battery_that_tells_no_facts_none_of_the_old_one_stays() -> None:
    state = after(*told(FACTS), SILENT, *(complaint(command, kind="silent") for command in FACTS))
    assert state.identity == Identity()


def test_another_serial_number_forgets_the_readings_of_the_old_battery() -> None:
    readings = [heard(ANALOG, 1), heard(FAULTY, 2)]
    state = after(*told(OTHERS_FACTS), *readings, SelectPack(2))
    other = after(Received(Command.SERIALS, Serials("BMS-9"), 1, 1, 30.0), state=state)
    assert (other.readings, other.alarms, other.selected) == ((), (), 1)
    assert other.identity.serials == Serials("BMS-9")


def test_the_same_serial_number_after_a_loss_keeps_the_readings() -> None:
    state = after(*told(FACTS), heard(ANALOG, 1), SILENT)
    again = after(Received(Command.SERIALS, FACTS[Command.SERIALS], 1, 1, 30.0), state=state)
    assert len(again.readings) == 1


def test_what_a_protection_of_another_pack_says_is_not_mixed_with_this_one() -> None:
    protected: PackStatus = replace(QUIET, protect_1=0x02)
    state = after(heard(QUIET, 1), heard(protected, 2))
    assert [alarm.slot for alarm in state.alarms] == [2]


# Which battery is there.

SERIALS = Received(Command.SERIALS, Serials("BMS-1", "PACK-1"), 1, 1, 30.0)


def test_a_battery_is_there_once_it_has_told_its_serial_number_since_the_link_came() -> None:
    state = after(OPENED, heard(ANALOG))
    assert state.link.battery is None
    state = after(SERIALS, state=state)
    assert state.link.battery == "PACK-1"
    lost = after(SILENT, heard(ANALOG, at=29.0), state=state)
    assert (lost.link.battery, lost.identity.serial) == (None, "PACK-1")
    assert after(SERIALS, state=lost).link.battery == "PACK-1"


def test_a_battery_that_tells_no_serial_number_is_there_without_one() -> None:
    assert after(heard(ANALOG), complaint(Command.SERIALS, kind="return_code")).link.battery == ""


# Parameter groups and the clock.

SLEEP_5, SLEEP_9 = Sleep(3.1, 5), Sleep(3.1, 9)


def group(message: object, command: Command = Command.READ_SLEEP) -> Received:
    return Received(command, message, 1, 1, 3.0)


def test_a_group_is_known_as_last_read_and_as_first_found() -> None:
    known = after(SERIALS, group(SLEEP_5), group(SLEEP_9)).parameters
    assert (known.groups, known.found) == ({"sleep": SLEEP_9}, {"sleep": SLEEP_5})


def test_a_group_that_cannot_be_read_is_untold_until_it_is() -> None:
    state = after(group(SLEEP_5), complaint(Command.READ_SLEEP))
    assert not state.parameters.groups
    assert state.parameters.untold == {"sleep"}
    assert after(group(SLEEP_5), state=state).parameters.untold == frozenset()


def test_a_lost_link_forgets_the_groups_and_not_how_they_were_found() -> None:
    known = after(SERIALS, group(SLEEP_5), SILENT).parameters
    assert (known.groups, known.found) == ({}, {"sleep": SLEEP_5})


@pytest.mark.parametrize("garbled", [False, True])
def test_nothing_found_of_one_battery_is_put_down_to_another(garbled: bool) -> None:
    state = after(SERIALS, group(SLEEP_5), SILENT)
    state = after(*[complaint(Command.SERIALS, kind="checksum")] * garbled, state=state)
    other = Received(Command.SERIALS, Serials("BMS-2"), 1, 1, 40.0)
    assert after(other, group(SLEEP_9), state=state).parameters.found == {"sleep": SLEEP_9}


def test_the_clock_is_known_with_its_time_and_forgotten_with_the_link() -> None:
    clock = Clock(26, 3, 1, 12, 0, 0)
    state = after(Received(Command.READ_CLOCK, clock, 1, 1, 7.0))
    assert (state.parameters.clock, state.parameters.clock_at) == (clock, 7.0)
    assert after(SILENT, state=state).parameters.clock is None


def test_a_request_that_was_never_sent_says_nothing_about_the_bms() -> None:
    state = after(SERIALS, group(SLEEP_5))
    for command in (Command.READ_SLEEP, Command.SERIALS, Command.STATUS):
        assert after(complaint(command, kind=NOT_SENT), state=state) == state
