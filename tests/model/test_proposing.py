"""What is wished, as old -> new, against the simulated BMS."""

import json
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import pytest

from hmi.model.change import (
    BUZZER,
    CHARGE_LIMITER,
    CLOCK,
    INVERTER_PROTOCOL,
    LED_ALARM,
    LOW_GEAR,
    OFF,
    Change,
    spelled,
)
from hmi.model.facts import Interface
from hmi.model.groups import CONTESTED
from hmi.model.intents import ChooseProtocol, Confirm, Restore, SetClock, ShutDown, SwitchTo
from hmi.model.job import Cause, Stage
from hmi.model.navigation import Page
from hmi.model.record import AS_FOUND, Snapshot
from hmi.protocol.identity import Clock
from hmi.protocol.inverter_protocol import Choice, InverterProtocol
from hmi.protocol.messages import Command
from hmi.protocol.parameters import CurrentLimits, CurrentLimitsWithRelease
from tests.model.bench import UTC_NOON, Bench, stack

AUTOMATIC = InverterProtocol(1, 1, Choice.AUTOMATIC)


def changes(bench: Bench) -> dict[str, tuple[Any, Any]]:
    return {one.subject: (one.old, one.new) for one in bench.job.changes}


@pytest.mark.parametrize(
    ("interface", "new"),
    [(Interface.CAN, replace(AUTOMATIC, can=7)), (Interface.RS485, replace(AUTOMATIC, rs485=7))],
)
def test_a_chosen_protocol_leaves_the_other_interface_as_it_is(
    interface: Interface, new: InverterProtocol
) -> None:
    bench = Bench()
    bench.do(ChooseProtocol(interface, 7))
    assert changes(bench) == {INVERTER_PROTOCOL: (AUTOMATIC, new)}
    assert (bench.state.place.page, bench.job.stage) == (Page.CHANGE, Stage.PROPOSED)
    assert bench.job.serial == "SIM-ES51.2-100LP-001"


def test_an_unknown_code_of_the_other_interface_is_kept() -> None:
    bench = Bench()
    bench.battery.wired.bms.protocol = InverterProtocol(1, 0x77, Choice.MANUAL)
    bench.connect()
    bench.do(ChooseProtocol(Interface.CAN, 7), Confirm())
    assert bench.has(INVERTER_PROTOCOL) == InverterProtocol(7, 0x77, Choice.MANUAL)


def test_a_protocol_that_is_set_already_is_no_change() -> None:
    bench = Bench()
    bench.do(ChooseProtocol(Interface.CAN, 1))
    assert bench.job.changes == ()


def test_without_the_present_protocol_none_is_proposed() -> None:
    bench = Bench()
    bench.state = replace(bench.state, identity=replace(bench.state.identity, inverter_protocol=None))
    bench.do(ChooseProtocol(Interface.CAN, 7))
    assert bench.state.job is None


def test_a_switch_is_proposed_from_where_it_stands() -> None:
    bench = Bench()
    bench.do(SwitchTo(BUZZER, on=False))
    assert changes(bench) == {BUZZER: (True, False)}
    bench.do(SwitchTo(LOW_GEAR, on=True), Confirm())
    assert bench.outcomes == [("done", "read_back")]
    assert bench.has(LOW_GEAR) is True


@pytest.mark.parametrize("subject", [LED_ALARM, CHARGE_LIMITER])
def test_a_switch_whose_codes_are_contested_is_not_proposed(subject: str) -> None:
    bench = Bench()
    bench.do(SwitchTo(subject, on=False))
    assert bench.state.job is None


def test_a_switch_whose_position_is_not_known_is_not_proposed() -> None:
    bench = Bench()
    bench.tick(11)
    bench.do(SwitchTo(BUZZER, on=False))
    assert bench.state.job is None


def test_the_clock_is_proposed_as_the_panels_time() -> None:
    bench = Bench()
    bench.do(SetClock())
    assert changes(bench) == {CLOCK: (None, Clock.of(bench.clock))}


@pytest.mark.parametrize("time", [None, datetime(1970, 1, 1, 1), datetime(2100, 1, 1)])
def test_the_time_of_a_panel_that_does_not_know_it_is_not_proposed(time: datetime | None) -> None:
    bench = Bench()
    bench.state = replace(bench.state, clock=time)
    bench.do(SetClock())
    assert bench.state.job is None


def test_a_shut_down_is_proposed_though_it_changes_no_value() -> None:
    bench = Bench()
    bench.do(ShutDown())
    assert changes(bench) == {OFF: (None, None)}


# Restoring.


def settle(bench: Bench, **values: dict[str, float]) -> None:
    """Another master sets groups."""
    settings = bench.battery.wired.bms.settings
    for group, changed in values.items():
        read, write = Command[f"READ_{group.upper()}"], Command[f"WRITE_{group.upper()}"]
        settings.write(write, replace(settings.read(read), **changed))
    bench.connect()


def keep(bench: Bench, content: str) -> None:
    one = Snapshot(bench.state.identity.serial, AS_FOUND, UTC_NOON, content)
    bench.state = replace(bench.state, record=replace(bench.state.record, snapshots=(one,)))


def found(bench: Bench) -> None:
    groups = {group: spelled(value) for group, value in bench.state.parameters.groups.items()}
    keep(bench, json.dumps({"groups": groups}))


def test_what_differs_from_the_factory_is_set_back_and_nothing_else() -> None:
    bench = Bench()
    before = dict(bench.state.parameters.groups)
    settle(
        bench, cell_over_voltage={"alarm": 3.65}, sleep={"delay_min": 9}, balancing={"start_voltage": 3.45}
    )
    bench.do(Restore(Cause.FACTORY))
    assert list(changes(bench)) == ["cell_over_voltage", "balancing", "sleep"]
    bench.do(Confirm())
    assert bench.outcomes == [("done", "read_back")] * 3
    assert bench.entries()[0].reason == Cause.FACTORY
    assert all(bench.has(group) == value for group, value in before.items())


def test_no_factory_value_switches_a_protection_on_or_off() -> None:
    bench = Bench()
    settle(bench, cell_over_voltage={"enable": 0, "alarm": 3.65})
    bench.do(Restore(Cause.FACTORY), Confirm())
    assert (bench.has("cell_over_voltage").enable, bench.has("cell_over_voltage").alarm) == (0, 3.6)


def test_without_a_model_there_are_no_factory_values() -> None:
    bench = Bench()
    settle(bench, sleep={"delay_min": 9})
    bench.state = replace(bench.state, model=None, readings=())
    bench.do(Restore(Cause.FACTORY))
    assert bench.job.changes == ()


def test_what_is_contested_is_not_restored_unless_this_firmware_settles_it() -> None:
    for settled, expected in (((), []), (bench_settled(), ["fast_over_current"])):
        bench = Bench()
        bench.state = replace(bench.state, facts=replace(bench.state.facts, settled=settled))
        settle(bench, fast_over_current={"discharge": 200}, limiter_start={"current": 90})
        bench.do(Restore(Cause.FACTORY))
        assert list(changes(bench)) == expected


def bench_settled() -> Any:
    return Bench().facts.settled


def test_a_group_that_was_not_read_is_not_restored() -> None:
    bench = Bench()
    found(bench)
    settle(bench, sleep={"delay_min": 9})
    bench.state = replace(bench.state, parameters=replace(bench.state.parameters, groups={}))
    for cause in (Cause.FACTORY, Cause.AS_FOUND):
        bench.do(Restore(cause))
        assert bench.job.changes == ()


def test_a_group_that_this_firmware_tells_shorter_keeps_its_length() -> None:
    bench = Bench()
    parameters = bench.state.parameters
    short = replace(parameters.groups["full_and_low_charge"], full_voltage=55.0, low_soc=None)
    groups = {**parameters.groups, "full_and_low_charge": short}
    bench.state = replace(bench.state, parameters=replace(parameters, groups=groups))
    bench.do(Restore(Cause.FACTORY))
    assert changes(bench) == {"full_and_low_charge": (short, replace(short, full_voltage=56.0))}


def test_what_was_found_is_set_back() -> None:
    bench = Bench()
    settle(bench, cell_over_voltage={"enable": 0})
    found(bench)
    first = bench.has("cell_over_voltage")
    settle(bench, cell_over_voltage={"enable": 1, "alarm": 3.65}, fast_over_current={"discharge": 200})
    bench.state = replace(bench.state, facts=replace(bench.state.facts, settled=()))
    bench.do(Restore(Cause.AS_FOUND))
    assert list(changes(bench)) == ["cell_over_voltage"]
    bench.do(Confirm())
    assert bench.job.stage is Stage.WARNED  # it was found unguarded
    bench.do(Confirm())
    assert bench.has("cell_over_voltage") == first


def test_of_a_battery_that_was_never_met_nothing_is_restored() -> None:
    bench = Bench()
    found(bench)
    settle(bench, sleep={"delay_min": 9})
    bench.lose()
    bench.connect(stack(model="ES51.2-230LP"))
    bench.do(Restore(Cause.AS_FOUND))
    assert bench.job.changes == ()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"groups": []}',
        '{"groups": 1}',
        '{"groups": {"sleep": 7, "balancing": null}}',
        '{"groups": {"sleep": "xx", "balancing": "0D", "cell_over_voltage": "on", "nonsense": "00"}}',
    ],
)
def test_a_damaged_snapshot_restores_nothing(content: str) -> None:
    bench = Bench()
    keep(bench, content)
    settle(bench, sleep={"delay_min": 9})
    bench.do(Restore(Cause.AS_FOUND))
    assert bench.job.changes == ()


def test_a_snapshot_of_another_shape_than_the_firmware_has_now_is_left_alone() -> None:
    bench = Bench()
    longer = CurrentLimitsWithRelease(1, 100, 105, 95, 1.0)
    keep(
        bench,
        json.dumps({"groups": {"charge_over_current": spelled(longer), "full_and_low_charge": "DAC007D0"}}),
    )
    bench.do(Restore(Cause.AS_FOUND))
    assert bench.job.changes == ()


def test_a_group_of_the_longer_form_is_written_in_that_form() -> None:
    bench = Bench()
    settings = bench.battery.wired.bms.settings
    short = settings.read(Command.READ_CHARGE_OVER_CURRENT)
    assert isinstance(short, CurrentLimits)
    values = {one.name: getattr(short, one.name) for one in fields(short)}
    longer = CurrentLimitsWithRelease(**{**values, "alarm": 90}, release=80)
    settings._groups[Command.READ_CHARGE_OVER_CURRENT] = longer
    bench.connect()
    bench.do(Restore(Cause.FACTORY))
    assert changes(bench)["charge_over_current"] == (longer, replace(longer, alarm=short.alarm))
    _, message = bench.job.change.write
    assert message == replace(longer, alarm=short.alarm)


def test_the_contested_groups_are_those_of_the_reference() -> None:
    assert set(CONTESTED) == {"fast_over_current", "limiter_start", LED_ALARM, CHARGE_LIMITER}


def test_while_nothing_is_written_a_new_proposal_replaces_the_one_on_the_screen() -> None:
    bench = Bench()
    bench.do(SwitchTo(BUZZER, on=False), SwitchTo(LOW_GEAR, on=True))
    assert bench.job.changes == (Change(LOW_GEAR, False, True),)
    assert len(bench.state.trail) == 1
