"""How long a trend takes to read: from thirty days of samples, and from a file that is full with years."""

import random
import statistics
import time
from collections.abc import Iterator

import pytest

from hmi.links.history.calendar import place
from hmi.links.history.packing import NOTHING, pack_stretch
from hmi.model.history.trend import Quantity, Span
from tests.links.history.driven import Panel

DAYS = 30
MOST_BYTES = 64_000_000
ALLOWED_S = 0.3


@pytest.fixture(scope="module", params=[0, 680_000], ids=["thirty days", "a full file"])
def panel(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """After so many hours of older years."""
    panel, chance = Panel(tmp_path_factory.mktemp("trend") / "state", MOST_BYTES), random.Random(1)
    places = (place(0, 3600 * hour) for hour in range(request.param))
    rows = ((each, each, 3600, 1, 5, 5, pack_stretch(NOTHING)) for each in places)
    connection = panel.keeper._store._archive._connection
    connection.execute(
        "INSERT INTO era VALUES (0, ?, 1, ?)", (-3600.0 * request.param, 3600.0 * request.param)
    )
    connection.executemany("INSERT INTO hour VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    for _ in range(DAYS * 8640):
        current = chance.uniform(-60, 100)
        panel.sample(52 * current, soc=50.0, current=current, spread=0.01, coldest=20.0, hottest=25.0)
    began = time.monotonic()
    panel.stop().start()
    print(f"\n{panel.bytes() / 1e6:.1f} MB, opened and looked through in {time.monotonic() - began:.2f} s")
    panel.true += 60.0
    yield panel
    panel.stop()


@pytest.mark.parametrize("span", Span)
def test_a_trend_is_read(panel: Panel, span: Span) -> None:
    for columns in (240, 360, 480):
        took = []
        for _ in range(9):
            began = time.thread_time()
            read = panel.trend(span, columns)
            took.append(time.thread_time() - began)
        bands = read.trend.bands[Quantity.POWER]
        known = sum(band is not None for band in bands)
        median_ms, least_ms, most_ms = (1e3 * of(took) for of in (statistics.median, min, max))
        print(f"\n{span.name}, {columns} columns: {median_ms:.1f} ms of CPU ({least_ms:.1f}-{most_ms:.1f})")
        assert known > 0.95 * columns
        assert statistics.median(took) < ALLOWED_S
