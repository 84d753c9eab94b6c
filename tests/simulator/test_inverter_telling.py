"""What is told on CAN, value for value beside what the same stack says on the UART at the same instant."""

from dataclasses import replace
from statistics import fmean
from typing import Any

import pytest

from hmi.facts import model_named
from hmi.protocol.bits import Fault
from hmi.protocol.can import tables
from hmi.protocol.can.language import Language
from hmi.protocol.control import Code
from hmi.protocol.messages import Command
from hmi.simulator.inverter import telling
from hmi.simulator.inverter.announced import announced
from hmi.simulator.wire import Wire
from tests.simulator.can_bus import CODES, listened, of_battery, still, understood
from tests.simulator.talk import ask, stack_of

STACKS = (
    ("ES51.2-100LP", 1, "day", 1),
    ("ES51.2-230LP", 15, "day", 2),
    ("ES25.6-100LP", 4, "cell-drift", 3),
    ("Active16", 2, "full", 4),
    ("ES51.2-100LP", 3, "empty", 5),
    ("ES51.2-100LP", 3, "dead-pack", 6),
    ("ES51.2-100LP", 15, "storm", 7),
)
HOT = dict.fromkeys(CODES, "charge_over_temperature") | dict.fromkeys(
    (Language.PYLON, Language.GOODWE), "over_temperature"
)


def analogs(wire: Wire) -> list[Any]:
    return [pack for pack in ask(wire, Command.ANALOG, Code(0xFF)).packs if not pack.no_data]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize(("model", "packs", "scenario", "seed"), STACKS)
def test_every_value_is_the_uarts(
    language: Language, model: str, packs: int, scenario: str, seed: int
) -> None:
    wire, bus = still(language, model=model, packs=packs, scenario=scenario, seed=seed)
    says = understood(language, of_battery(listened(bus, 0.0, 1.2)))
    uart = analogs(wire)
    remaining, full, design = (
        sum(getattr(pack, name) for pack in uart) for name in ("remaining", "full", "design")
    )
    assert says.soc_pct == round(min(100, 100 * remaining / full))
    assert says.soh_pct == round(min(100, 100 * full / design))
    assert says.voltage_v == pytest.approx(fmean(pack.voltage for pack in uart), abs=0.0051)
    assert says.current_a == pytest.approx(sum(pack.current for pack in uart), abs=0.051)
    sensors = [celsius for pack in uart for celsius in pack.temperatures[:4] if celsius is not None]
    temperature = max(sensors) if language is Language.GROWATT else fmean(sensors)
    assert says.temperature_c == pytest.approx(temperature, abs=0.051)
    if language not in (Language.SMA, Language.SOFAR):
        assert says.packs == len(uart)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize(("model", "packs", "scenario", "seed"), STACKS)
def test_limits_and_alarms_follow_the_mosfets_and_bits_of_the_uart(
    language: Language, model: str, packs: int, scenario: str, seed: int
) -> None:
    wire, bus = still(language, model=model, packs=packs, scenario=scenario, seed=seed)
    says = understood(language, of_battery(listened(bus, 0.0, 1.2)))
    facts, count = model_named(model), len(analogs(wire))
    states = [
        state
        for state, analog in zip(
            ask(wire, Command.STATUS, Code(0xFF)).packs,
            ask(wire, Command.ANALOG, Code(0xFF)).packs,
            strict=True,
        )
        if not analog.no_data
    ]
    charging = all(state.charge_mosfet for state in states)
    discharging = sum(state.discharge_mosfet for state in states)
    assert says.charge_voltage_limit_v == facts.charge_v
    assert says.charge_current_limit_a == facts.max_charge_a * count * charging
    assert says.discharge_current_limit_a == facts.max_discharge_a * discharging
    if language is Language.GROWATT:
        assert says.discharge_voltage_limit_v is None
    else:
        assert says.discharge_voltage_limit_v == facts.discharge_cut_off_v
    if says.requests is not None:
        assert ("charge_enabled" in says.requests) is charging
        assert ("discharge_enabled" in says.requests) is bool(discharging)
    assert bool(says.protections) is any(state.protections or state.faults for state in states)


@pytest.mark.parametrize(("language", "code"), HOT.items())
def test_an_alarm_has_the_nearest_word_of_the_language(language: Language, code: str) -> None:
    _, bus = still(language, scenario="hot")
    says = understood(language, of_battery(listened(bus, 0.0, 1.2)))
    assert says.protections == (code,)
    assert code in (says.warnings or ())


def test_a_broken_part_is_told_as_a_protection() -> None:
    wire, bus = still()
    stack_of(wire).wired.bms.faults = (Fault.NTC,)
    assert understood(Language.PYLON, of_battery(listened(bus, 0.0, 1.0))).protections == ("system_error",)


def test_more_current_than_the_field_holds_is_told_as_the_most_that_it_holds() -> None:
    wire, _ = still()
    values = replace(announced(stack_of(wire)), current_a=-4000.0)
    for language, identifier in ((Language.PYLON, 0x356), (Language.GROWATT, 0x313)):
        heard = telling.frame(language, identifier, values)
        assert understood(language, [heard]).current_a == -3276.7


@pytest.mark.parametrize(
    ("model", "packs", "groups"), [("ES51.2-100LP", 1, 4), ("ES25.6-100LP", 1, 2), ("ES51.2-100LP", 2, 0)]
)
def test_growatt_tells_the_cells_of_a_single_pack(model: str, packs: int, groups: int) -> None:
    wire, bus = still(Language.GROWATT, model=model, packs=packs)
    heard = [frame for frame in of_battery(listened(bus, 0.0, 1.0)) if frame.id in range(0x315, 0x319)]
    cells = [cell for frame in heard[:groups] for cell in tables.decode(Language.GROWATT, frame).cells_mv]
    assert len({frame.id for frame in heard}) == groups
    assert cells == [round(1000 * volts) for volts in analogs(wire)[0].cell_voltages][: len(cells)]


def test_pylon_frames_are_as_short_as_those_of_real_packs() -> None:
    _, bus = still()
    lengths = {frame.id: len(frame.data) for frame in of_battery(listened(bus, 0.0, 1.0))}
    assert lengths == {0x351: 8, 0x355: 4, 0x356: 6, 0x359: 7, 0x35C: 2, 0x35E: 8}


def test_an_empty_stack_asks_for_charge() -> None:
    _, bus = still(scenario="empty")
    says = understood(Language.PYLON, of_battery(listened(bus, 0.0, 1.0)))
    assert says.requests == ("charge_enabled", "force_charge_1")
    assert says.discharge_current_limit_a == 0
