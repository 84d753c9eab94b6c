from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.facts import load_models, load_parameters
from hmi.model import change
from hmi.model.change import GROUPS
from hmi.model.draft import Fault, Problem
from hmi.model.facts import Parameter
from hmi.model.limits import problems, value_problem
from hmi.model.pack_model import Model
from hmi.model.units import unit_of
from hmi.protocol import fields
from hmi.protocol.command import MESSAGES, Command
from hmi.protocol.parameters import CurrentLimitsWithRelease, FastCurrentLimits
from tests.protocol.recorded import SOUND

RANGES = load_parameters()
# As read from a P16S100A that left the factory.
CAPTURED: dict[str, Any] = {
    group: change.read_spelled(group, frame.text[13:-4].decode())
    for frame in SOUND
    for group in GROUPS
    if frame.command.name == f"READ_{group.upper()}" and not frame.is_request
}


def found(
    group: str, others: Mapping[str, Any] = CAPTURED, cells: int | None = 16, **edited: Any
) -> tuple[Problem, ...]:
    """What is wrong with a captured group once these fields have other values."""
    old = CAPTURED[group]
    return problems(group, old, replace(old, **edited), RANGES[group], others, cells)


def one(group: str, fault: Fault, field: str, **edited: Any) -> tuple[float | None, float | None]:
    """The bounds of the only problem, which has this fault and is about this field first."""
    (problem,) = found(group, **edited)
    assert (problem.fault, problem.fields[0]) == (fault, field)
    return problem.least, problem.most


def of_factory(model: Model) -> dict[str, Any]:
    """Every group with the model's factory values."""
    return {
        group: replace(
            CAPTURED[group],
            **{
                field: parameter.factory_for(model, group == "charge_over_current" or field == "charge")
                for field, parameter in ranges.items()
            },
        )
        for group, ranges in RANGES.items()
    }


def test_every_group_was_captured() -> None:
    assert CAPTURED.keys() == set(GROUPS) == RANGES.keys()


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_is_wrong_with_what_a_real_factory_set(group: str) -> None:
    assert problems(group, None, CAPTURED[group], RANGES[group], CAPTURED, 16) == ()


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("model", load_models(), ids=lambda model: model.name)
def test_nothing_is_wrong_with_the_factory_values_of_any_model(model: Model, group: str) -> None:
    everything = of_factory(model)
    assert problems(group, None, everything[group], RANGES[group], everything, model.cells) == ()


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_that_stands_alone_is_measured_by_itself(group: str) -> None:
    assert problems(group, None, CAPTURED[group], RANGES[group], {}, None) == ()


# Each value by itself.


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (2.5, None),
        (4.5, None),
        (3.65, None),
        (2.49, Fault.OUT_OF_RANGE),
        (4.51, Fault.OUT_OF_RANGE),
        (3.655, Fault.OFF_STEP),
    ],
)
def test_a_value_keeps_to_range_and_step(value: float, fault: Fault | None) -> None:
    problem = value_problem("alarm", value, RANGES["cell_over_voltage"]["alarm"])
    assert (problem and problem.fault) == fault


def test_a_problem_tells_the_bounds_and_the_step_that_were_expected() -> None:
    alarm = RANGES["cell_over_voltage"]["alarm"]
    assert value_problem("alarm", 5.0, alarm) == Problem(Fault.OUT_OF_RANGE, ("alarm",), 2.5, 4.5, 0.01)
    assert value_problem("alarm", 3.333, alarm) == Problem(Fault.OFF_STEP, ("alarm",), step=0.01)


def test_a_value_that_the_bms_does_not_tell_is_not_judged() -> None:
    assert value_problem("low_soc", None, RANGES["full_and_low_charge"]["low_soc"]) is None


@pytest.mark.parametrize("group", GROUPS)
def test_every_step_of_every_range_can_be_written_and_read_back_as_it_is(group: str) -> None:
    for field, parameter in RANGES[group].items():
        for value in (parameter.least, parameter.least + parameter.step, parameter.most):
            assert value_problem(field, value, parameter) is None
            whole = isinstance(getattr(CAPTURED[group], field), int)
            written = replace(CAPTURED[group], **{field: int(value) if whole else value})
            raw = fields.encode(written)
            (form,) = {type(CAPTURED[group])} & set(MESSAGES[Command[f"READ_{group.upper()}"]].reply)
            assert getattr(fields.decode(form, raw), field) == pytest.approx(value)


def test_what_the_bms_has_already_is_excused_until_it_is_touched() -> None:
    odd = replace(CAPTURED["cell_over_voltage"], alarm=3.805, release=3.75)  # off step, out of order
    ranges = RANGES["cell_over_voltage"]
    others = {"cell_over_voltage": odd}
    assert problems("cell_over_voltage", odd, odd, ranges, others, 16) == ()
    assert problems("cell_over_voltage", odd, replace(odd, delay=2.0), ranges, others, 16) == ()
    touched = problems("cell_over_voltage", odd, replace(odd, protection=3.71), ranges, others, 16)
    assert {problem.fault for problem in touched} == {
        Fault.PROTECTION_NOT_BEYOND_WARNING,
        Fault.RELEASE_NOT_WITHIN,
    }


def test_switching_a_protection_on_answers_for_all_of_its_values_and_switching_it_off_for_none() -> None:
    on = replace(CAPTURED["cell_over_voltage"], release=3.75)
    off = replace(on, enable=0)
    ranges = RANGES["cell_over_voltage"]
    assert [one.fault for one in problems("cell_over_voltage", off, on, ranges, {}, 16)] == [
        Fault.RELEASE_NOT_WITHIN
    ]
    assert problems("cell_over_voltage", on, off, ranges, {}, 16) == ()


# Warning, protection, release: every triple of the reference, out of order in both ways.

HIGH = [
    ("cell_over_voltage", ""),
    ("pack_over_voltage", ""),
    ("cell_over_temperature", "charge_"),
    ("cell_over_temperature", "discharge_"),
    ("mosfet_over_temperature", ""),
    ("environment_temperature", "high_"),
]
LOW = [
    ("cell_under_voltage", ""),
    ("pack_under_voltage", ""),
    ("cell_under_temperature", "charge_"),
    ("cell_under_temperature", "discharge_"),
    ("environment_temperature", "low_"),
]
CURRENTS = [("charge_over_current", ""), ("discharge_over_current", "")]
SIGNED = [(*guard, 1) for guard in HIGH] + [(*guard, -1) for guard in LOW]


@pytest.mark.parametrize(("group", "prefix", "sign"), [*SIGNED, *[(*guard, 1) for guard in CURRENTS]])
def test_a_protection_must_lie_beyond_its_warning(group: str, prefix: str, sign: int) -> None:
    alarm = getattr(CAPTURED[group], f"{prefix}alarm")
    step = RANGES[group][f"{prefix}alarm"].step
    for inwards in (0, 1):
        edited: dict[str, Any] = {f"{prefix}protection": round(alarm - sign * inwards * step, 3)}
        faults = [one for one in found(group, **edited) if one.fault is Fault.PROTECTION_NOT_BEYOND_WARNING]
        (problem,) = faults
        expected = round(alarm + sign * step, 3)
        assert (problem.least, problem.most) == ((expected, None) if sign > 0 else (None, expected))
        assert problem.fields == (f"{prefix}protection", f"{prefix}alarm")
    enough: dict[str, Any] = {f"{prefix}protection": round(alarm + sign * step, 3)}
    assert Fault.PROTECTION_NOT_BEYOND_WARNING not in [one.fault for one in found(group, **enough)]


@pytest.mark.parametrize(("group", "prefix", "sign"), SIGNED)
def test_a_release_must_lie_on_the_safe_side_of_its_protection(group: str, prefix: str, sign: int) -> None:
    protection = getattr(CAPTURED[group], f"{prefix}protection")
    step = RANGES[group][f"{prefix}release"].step
    for outwards in (0, 1):
        edited: dict[str, Any] = {f"{prefix}release": round(protection + sign * outwards * step, 3)}
        assert [one.fault for one in found(group, **edited)] == [Fault.RELEASE_NOT_WITHIN]
    near: dict[str, Any] = {f"{prefix}release": round(protection - sign * step, 3)}
    assert found(group, **near) == ()


@pytest.mark.parametrize(
    ("group", "edited", "opposite", "opposed", "bounds"),
    [
        ("cell_over_voltage", {"release": 2.9}, "cell_under_voltage", {}, (2.91, 3.69)),
        ("cell_under_voltage", {"release": 3.38}, "cell_over_voltage", {}, (2.51, 3.37)),
        ("pack_over_voltage", {"release": 46.4}, "pack_under_voltage", {}, (46.41, 59.19)),
        ("pack_under_voltage", {"release": 49.0}, "pack_over_voltage", {"release": 49.0}, (40.01, 48.99)),
        (
            "cell_over_temperature",
            {"charge_release": 30.0},
            "cell_under_temperature",
            {"charge_release": 30.0},
            (31, 54),
        ),
        (
            "cell_under_temperature",
            {"discharge_release": 25.0},
            "cell_over_temperature",
            {"discharge_release": 25.0},
            (-19, 24),
        ),
    ],
)
def test_a_release_must_not_reach_the_opposite_one(
    group: str, edited: dict[str, Any], opposite: str, opposed: dict[str, Any], bounds: tuple[float, float]
) -> None:
    others = CAPTURED | {opposite: replace(CAPTURED[opposite], **opposed)}
    (problem,) = found(group, others, **edited)
    assert (problem.fault, problem.least, problem.most) == (Fault.RELEASE_NOT_WITHIN, *bounds)


def test_an_opposite_that_is_switched_off_or_was_not_read_is_no_measure() -> None:
    low = replace(CAPTURED["cell_under_voltage"], enable=0)
    assert found("cell_over_voltage", {"cell_under_voltage": low}, release=2.6) == ()
    assert found("cell_over_voltage", {}, release=2.6) == ()
    assert found("cell_over_voltage", release=2.6) != ()


def test_without_an_opposite_a_release_is_bounded_on_one_side() -> None:
    assert one("mosfet_over_temperature", Fault.RELEASE_NOT_WITHIN, "release", release=110) == (None, 109)


def test_a_low_warning_must_lie_below_the_high_one() -> None:
    high = {"cell_over_voltage": replace(CAPTURED["cell_over_voltage"], alarm=3.3)}
    low = {"cell_under_voltage": CAPTURED["cell_under_voltage"]}
    fault = Fault.LOW_NOT_BELOW_HIGH
    assert found("cell_over_voltage", low, alarm=2.8) == (Problem(fault, ("alarm",), least=2.81),)
    assert found("cell_over_voltage", low, alarm=2.81) == ()
    assert found("cell_under_voltage", high, alarm=3.3) == (Problem(fault, ("alarm",), most=3.29),)
    assert found("cell_under_voltage", high, alarm=3.29) == ()


def test_the_two_ends_of_the_environment_are_compared_within_their_group() -> None:
    faults = [one.fault for one in found("environment_temperature", low_alarm=25, high_alarm=25)]
    assert faults == [Fault.LOW_NOT_BELOW_HIGH] * 2


def test_a_longer_form_of_the_current_limits_has_a_release_that_is_checked_too() -> None:
    longer = CurrentLimitsWithRelease(1, 104, 110, 110, 1.0)
    ranges = RANGES["charge_over_current"]
    (problem,) = problems("charge_over_current", None, longer, ranges, {}, None)
    assert (problem.fault, problem.most) == (Fault.RELEASE_NOT_WITHIN, 109)
    assert problems("charge_over_current", None, replace(longer, release=100), ranges, {}, None) == ()


# Cells times their limit against the pack.


@pytest.mark.parametrize(
    ("group", "edited", "bounds"),
    [
        ("pack_over_voltage", {"protection": 59.29}, (57.6, 59.2)),  # the mean cell at 3.706 V: too late
        ("pack_over_voltage", {"alarm": 57.0, "protection": 57.5}, (57.6, 59.2)),  # at 3.594 V: too early
        ("pack_under_voltage", {"protection": 39.9}, (40.0, 44.8)),
        ("pack_under_voltage", {"alarm": 46.0, "protection": 45.0}, (40.0, 44.8)),
        ("pack_over_voltage", {"alarm": 28.8, "protection": 29.6, "release": 27.0}, (57.6, 59.2)),  # 8 cells
    ],
)
def test_a_pack_acts_while_its_mean_cell_goes_from_warning_to_protection(
    group: str, edited: dict[str, Any], bounds: tuple[float, float]
) -> None:
    problem = next(one for one in found(group, **edited) if one.fault is Fault.CELLS_AND_PACK)
    assert (problem.fields, problem.least, problem.most) == (("protection",), *bounds)


@pytest.mark.parametrize("protection", [57.6, 58.4, 59.2, 59.27])
def test_a_pack_may_act_anywhere_in_between_and_half_a_cells_step_beyond(protection: float) -> None:
    assert found("pack_over_voltage", alarm=57.0, protection=protection) == ()


@pytest.mark.parametrize(
    ("group", "edited", "field", "bounds"),
    [
        ("cell_over_voltage", {"protection": 3.65}, "protection", (3.7, None)),
        ("cell_over_voltage", {"alarm": 3.75, "protection": 3.8}, "alarm", (None, 3.7)),
        ("cell_under_voltage", {"protection": 2.6}, "protection", (None, 2.5)),
        ("cell_under_voltage", {"alarm": 2.4, "protection": 2.3}, "alarm", (2.5, None)),
    ],
)
def test_cells_are_kept_to_their_pack_as_well(
    group: str, edited: dict[str, Any], field: str, bounds: tuple[float | None, float | None]
) -> None:
    assert one(group, Fault.CELLS_AND_PACK, field, **edited) == bounds


def test_cells_and_pack_are_not_compared_while_one_of_them_is_off_or_not_known() -> None:
    cell = CAPTURED["cell_over_voltage"]
    for others in ({}, {"cell_over_voltage": replace(cell, enable=0)}):
        assert found("pack_over_voltage", others, protection=60.0) == ()
    assert found("pack_over_voltage", {"cell_over_voltage": cell}, cells=None, protection=60.0) == ()
    assert found("pack_over_voltage", {"cell_over_voltage": cell}, protection=60.0) != ()


# The fast limits against the slow ones.


def test_a_fast_limit_must_not_lie_below_the_slow_one() -> None:
    fault = Fault.FAST_NOT_BEYOND
    assert one("fast_over_current", fault, "charge", charge=105) == (110, None)
    assert one("fast_over_current", fault, "discharge", discharge=105) == (110, None)
    assert found("fast_over_current", charge=110, discharge=110) == ()


def test_a_slow_limit_must_not_lie_beyond_the_fast_one() -> None:
    fault = Fault.FAST_NOT_BEYOND
    assert one("charge_over_current", fault, "protection", protection=151) == (None, 150)
    assert one("discharge_over_current", fault, "protection", protection=151) == (None, 150)
    assert found("charge_over_current", protection=150) == ()


def test_a_fast_limit_that_is_not_told_is_no_measure() -> None:
    fast = FastCurrentLimits(150, 0.1)
    assert found("charge_over_current", {"fast_over_current": fast}, protection=200) == ()
    assert found("discharge_over_current", {"fast_over_current": fast}, protection=200) != ()


# What is accepted is what the BMS will have.


def value_of(parameter: Parameter, kind: type) -> st.SearchStrategy[Any]:
    steps = round((parameter.most - parameter.least) / parameter.step)
    scale = round(1 / parameter.step) if parameter.step < 1 else 1
    return st.integers(-1, steps + 1).map(
        lambda n: kind(round((parameter.least + n * parameter.step) * scale) / scale)
    )


@st.composite
def edited_group(draw: st.DrawFn) -> tuple[str, Any]:
    group = draw(st.sampled_from(GROUPS))
    was = CAPTURED[group]
    return group, replace(
        was,
        **{name: draw(value_of(one, type(getattr(was, name)))) for name, one in RANGES[group].items()},
    )


@given(edited_group())
def test_a_group_without_a_problem_is_read_back_as_it_was_written(edited: tuple[str, Any]) -> None:
    group, new = edited
    if not problems(group, None, new, RANGES[group], {}, None):
        assert change.read_spelled(group, change.spelled(new)) == new


@given(edited_group())
def test_a_group_without_a_problem_warns_before_it_acts_and_can_be_released(edited: tuple[str, Any]) -> None:
    group, new = edited
    if problems(group, None, new, RANGES[group], {}, None) or not hasattr(new, "release"):
        return
    warns, acts, releases = new.alarm, new.protection, new.release
    assert (warns < acts and releases < acts) if "over" in group else (warns > acts and releases > acts)


# Units.


def test_every_field_has_a_unit_to_be_typed_in() -> None:
    symbols = {(group, field): unit_of(group, field).symbol for group in GROUPS for field in RANGES[group]}
    assert {name for name, symbol in symbols.items() if not symbol} == {
        name for name in symbols if name[1] == "enable"
    }
    assert symbols["cell_over_voltage", "delay"] == "s"
    assert symbols["sleep", "delay_min"] == "min"
    assert symbols["full_and_low_charge", "low_soc"] == "%"
    assert symbols["full_and_low_charge", "full_current"] == "A"
    assert symbols["charge_over_current", "alarm"] == "A"
    assert symbols["environment_temperature", "low_alarm"] == "°C"
    assert symbols["balancing", "start_difference"] == "V"
    assert symbols["short_circuit_delay", "delay"] == "µs"
