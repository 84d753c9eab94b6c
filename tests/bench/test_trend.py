"""What it costs to draw thirty days, to remember a reading for the black box, to close it and to open it."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from time import thread_time

from hmi.model import hearing
from hmi.model.events import Received
from hmi.model.history import blackbox
from hmi.model.history.trend import Band, Quantity, Span, Trend
from hmi.model.state import State
from hmi.protocol.analog import PackAnalog
from hmi.protocol.identity import PackCount
from hmi.ui import trend_graph, trend_mesh
from tests.model.history.known import run, serial
from tests.model.known import ANALOG, QUIET, heard

COLUMNS = 800
PACKS = 15
ROUND_S = 7.0  # in which fifteen packs are read
DRAWN_S, APPENDED_S, CLOSED_S = 0.020, 20e-6, 0.1


def best(times: int, what: Callable[[], object]) -> float:
    """The CPU time (s) of the quickest of so many turns: other programs have a part in the others."""
    taken = []
    for _ in range(times):
        since = thread_time()
        what()
        taken.append(thread_time() - since)
    return min(taken)


def thirty_days() -> Trend:
    chance = random.Random(5)
    columns = tuple(
        Band(mean - 20, mean, mean + 20) if chance.random() > 0.02 else None
        for mean in (chance.uniform(-4000, 4000) for _ in range(COLUMNS))
    )
    return Trend("x", Span.MONTH, datetime(2025, 6, 21, tzinfo=UTC), dict.fromkeys(Quantity, columns))


def test_thirty_days_are_drawn_within_twenty_milliseconds() -> None:
    trend = thirty_days()

    def drawn() -> None:
        shown = trend_graph.graph(trend, Quantity.POWER)
        assert shown is not None
        plot = trend_mesh.Plot(0, 0, COLUMNS, 300, shown.scale.low, shown.scale.high)
        trend_mesh.gaps(shown.band, plot)
        trend_mesh.band(shown.band, plot)
        trend_mesh.line(shown.lines[0], plot, 2.0)
        list(trend_graph.times(trend))

    taken = best(10, drawn)
    print(f"\n{COLUMNS} columns as triangles: {taken * 1000:.1f} ms")
    assert taken < DRAWN_S


def readings(seconds: float) -> Iterator[Received]:
    """What fifteen packs say, one after the other."""
    chance, now, slot = random.Random(5), 0.0, 1
    while now < seconds:
        for message in (noisy(chance), QUIET):
            yield heard(message, slot, now, ROUND_S)
            now += ROUND_S / PACKS / 2
        slot = slot % PACKS + 1


def noisy(chance: random.Random) -> PackAnalog:
    return replace(
        ANALOG,
        cell_voltages=tuple(round(3.3 + chance.randint(-30, 30) / 1000, 3) for _ in range(16)),
        current=chance.randint(-9999, 9999) / 100,
        remaining=chance.randint(0, 10_000) / 100,
        voltage=chance.randint(50_000, 54_000) / 1000,
    )


def test_fifteen_packs_are_remembered_and_their_box_is_closed_and_opened_in_time() -> None:
    state, _ = run(State(), heard(PackCount(PACKS)), serial())
    taken = []
    for event in readings(700.0):
        heard_of = hearing.received(state, event)
        since = thread_time()
        after, _ = blackbox.observed(state, heard_of, event)
        taken.append(thread_time() - since)
        state = after
    middle = sorted(taken)[len(taken) // 2]
    closed = best(5, lambda: blackbox.packed(state))
    box = blackbox.packed(state)
    opened = best(5, lambda: blackbox.unpacked(box))
    print(
        f"\n{len(state.ring.frames)} frames of {PACKS} packs: one more {middle * 1e6:.1f} us,"
        f" closed in {closed * 1000:.1f} ms, {len(box) / 1000:.0f} kB, opened in {opened * 1000:.1f} ms"
    )
    assert middle < APPENDED_S
    assert len(box) < 100_000
    assert max(closed, opened) < CLOSED_S
