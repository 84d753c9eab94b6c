"""A weak cell is found by weeks of charges and discharges, and not before."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from hmi.model import weak_cell
from hmi.model.learned.ends import End, First
from hmi.model.learned.pack import LearnedPack, heard
from hmi.model.ledger import Ledger
from hmi.model.moment import Moment
from hmi.model.stack import shown
from hmi.model.state import State
from hmi.model.weak_cell import Evidence, Finding, Gathered, Verdict
from hmi.protocol.analog import PackAnalog
from hmi.simulator.cells import Cells
from tests.model.battery import BEGAN
from tests.model.known import ANALOG, reading

DAY = 739_000


def learned(tops: str, bottoms: str = "", every: int = 2, slot: int = 1) -> LearnedPack:
    """A pack whose charges and discharges ended with these cells, one digit each; 0: with none."""

    def end(sign: int, cells: str) -> End:
        return End(sign, tuple(First(int(cell), 80 + at, DAY + every * at) for at, cell in enumerate(cells)))

    return LearnedPack(slot, 0, 100.0, 50.0, tops=end(+1, tops), bottoms=end(-1, bottoms))


def found(*packs: LearnedPack) -> tuple[Finding, ...]:
    return weak_cell.findings(State(ledger=Ledger("A/16", packs)))


@pytest.mark.parametrize(
    ("tops", "bottoms", "verdict"),
    [
        ("7777777777", "7777777777", Verdict.LOW_CAPACITY),
        ("7777707777", "7777777703", Verdict.LOW_CAPACITY),  # nine of ten, eight of ten
        ("7777777777", "7777777003", Verdict.OUT_OF_BALANCE),  # seven of ten
        ("7777777777", "3333333333", Verdict.OUT_OF_BALANCE),
        ("7777777777", "777777777", Verdict.UNDECIDED),  # nine discharges are no evidence
        ("7777777777", "", Verdict.UNDECIDED),
        ("0000000000", "7777777777", Verdict.BEHIND),
        ("7777777700", "7777777777", Verdict.BEHIND),  # eight of ten are not enough at the top
    ],
)
def test_first_to_top_and_bottom_is_low_capacity_and_first_to_the_top_only_out_of_balance(
    tops: str, bottoms: str, verdict: Verdict
) -> None:
    (finding,) = found(learned(tops, bottoms))
    assert (finding.verdict, finding.slot, finding.cell) == (verdict, 1, 7)


@pytest.mark.parametrize(
    ("tops", "bottoms", "every"),
    [
        ("777777777", "7777777777", 2),  # nine charges
        ("7777777777", "7777777777", 1),  # ten within ten days
        ("7777777770", "3333333000", 1),
        ("0000000000", "0000000000", 2),  # a healthy pack
        ("7373737373", "7777777000", 2),  # now this one, now that one
        ("", "7777777777", 2),
    ],
)
def test_there_is_no_finding_before_there_is_evidence(tops: str, bottoms: str, every: int) -> None:
    assert found(learned(tops, bottoms, every)) == ()


def test_a_finding_shows_its_evidence() -> None:
    (finding,) = found(learned("7777077777", "7077777777"))
    assert finding.charges == Evidence(9, 10, 85)
    assert finding.discharges == Evidence(9, 10, 85)
    assert (finding.first_day, finding.last_day) == (DAY, DAY + 18)
    (alone,) = found(learned("7777777777"))
    assert alone.discharges == Evidence(0, 0, None)


def test_a_span_that_no_clock_has_measured_is_no_evidence() -> None:
    pack = learned("7777777777")
    undated = replace(pack.tops, found=tuple(replace(one, day=None) for one in pack.tops.found))
    assert found(replace(pack, tops=undated)) == ()


def test_the_worst_finding_comes_first_and_every_pack_has_its_own() -> None:
    packs = (learned("7777777777", "3333333333"), learned("2222222222", "2222222222", slot=2))
    assert [(one.slot, one.verdict) for one in found(*packs)] == [
        (2, Verdict.LOW_CAPACITY),
        (1, Verdict.OUT_OF_BALANCE),
    ]


def test_what_there_is_of_evidence_can_be_told_before_there_is_enough() -> None:
    state = State(ledger=Ledger("A/16", (learned("7777", "77"),)))
    assert weak_cell.gathered(state) == Gathered(4, 2, 6)
    assert not weak_cell.gathered(state).enough
    assert Gathered(10, 0, 14).enough
    assert not Gathered(9, 0, 14).enough
    assert not Gathered(10, 0, 13).enough
    assert weak_cell.gathered(replace(state, selected=2)) == Gathered(0, 0, 0)
    assert weak_cell.gathered(State(ledger=Ledger("A/16", (learned("0000000000"),)))).enough


def test_a_small_panel_needs_several_parts_for_each_finding() -> None:
    two = State(ledger=Ledger("A/16", (learned("7777777777"), learned("7777777777", slot=2))))
    middle = replace(two.room, lines=5, columns=35, facts=5)
    small = replace(two.room, lines=3, columns=22, facts=2)
    assert [weak_cell.parts(replace(two, room=room)) for room in (two.room, middle, small)] == [2, 4, 8]
    assert [weak_cell.parts(State(room=room)) for room in (two.room, middle, small)] == [1, 1, 3]
    each = weak_cell.told(State(room=small))
    assert [(one.first, one.end, one.of) for one in each] == [(0, 1, 0), (1, 3, 0), (0, 0, 1)]


# By the simulator's cells: one pack of 100 Ah, charged and discharged at 20 A, once each on every other day.


def sixteen() -> Cells:
    return Cells.assembled(16, 100.0, 0.5, random.Random(7))


def low_capacity() -> Cells:
    cells = sixteen()
    cells.capacities[6] *= 0.85
    cells.charges[6] = 0.5 * cells.capacities[6]
    return cells


def out_of_balance() -> Cells:
    cells = sixteen()
    cells.lose(6, -0.03)
    return cells


def behind() -> Cells:
    cells = sixteen()
    cells.lose(6, 0.15)  # as in the scenario cell-drift
    return cells


def cycled(cells: Cells, days: int) -> Iterator[tuple[float, PackAnalog]]:
    """(seconds, values) as its BMS would tell them; far from the ends every five minutes."""
    now, noise = 0.0, random.Random(1)
    for day in range(0, days, 2):
        now = max(now, day * 86400.0)
        for sign in (+1, -1):
            current = 20.0 * sign
            while abs(current) >= 2.0:
                volts = cells.loaded(current, cells.at_rest())
                near = max(volts) > 3.37 if sign > 0 else min(volts) < 3.18
                seconds = 30.0 if near else 300.0
                yield now, _told(cells, volts, current, noise)
                cells.take(current, seconds, ())
                now += seconds
                if sign > 0 and max(volts) >= 3.54:
                    current *= 0.8
                if sign < 0 and min(volts) <= 2.9:
                    break
            now += 3600.0


def _told(cells: Cells, volts: list[float], current: float, noise: random.Random) -> PackAnalog:
    measured = tuple(round(one + noise.gauss(0, 0.0005), 3) for one in volts)
    return replace(
        ANALOG, cell_voltages=measured, current=current, remaining=min(100.0, sum(cells.charges) / 16)
    )


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        (sixteen, None),
        (low_capacity, Verdict.LOW_CAPACITY),
        (out_of_balance, Verdict.OUT_OF_BALANCE),
        (behind, Verdict.BEHIND),
    ],
)
def test_cells_that_age_over_simulated_weeks_are_told_apart(
    made: Callable[[], Cells], verdict: Verdict | None
) -> None:
    pack = None
    for now, analog in cycled(made(), days=22):
        moment = Moment(now, BEGAN + timedelta(seconds=now), True)
        pack = heard(pack, shown(reading(analog=analog, at=now), now), now, moment)
    assert pack is not None
    assert weak_cell.gathered(State(ledger=Ledger("A/16", (pack,)))).enough
    assert [(one.verdict, one.cell) for one in found(pack)] == ([(verdict, 7)] if verdict else [])
