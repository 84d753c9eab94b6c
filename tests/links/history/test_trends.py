"""What a trend shows of what was kept: every value in its column, gaps as gaps, all energy, however old."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hmi.links.history import samples as samples_module
from hmi.model.history.trend import Quantity, Span
from tests.links.history.driven import BATTERY, BEGIN, Panel

OTHER = "SN-2/8"


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Panel]:
    panel = Panel(tmp_path / "state")
    yield panel
    panel.stop()


def means(panel: Panel, span: Span, columns: int, quantity: Quantity = Quantity.POWER) -> list[float | None]:
    bands = panel.trend(span, columns).trend.bands[quantity]
    return [None if band is None else band.mean for band in bands]


def test_of_a_new_history_nothing_is_known(panel: Panel) -> None:
    read = panel.trend(Span.DAY, 5)
    assert read.trend.bands == dict.fromkeys(Quantity, (None,) * 5)
    assert (read.trend.battery, read.trend.until, read.trend.certain) == (BATTERY, panel.utc, True)
    assert (read.energy.charged_wh, read.energy.discharged_wh) == (0.0, 0.0)


def test_an_hour_shows_each_sample_and_each_gap(panel: Panel) -> None:
    for minute in range(60):
        if minute in (20, 21, 22):
            panel.wait(60.0)
        else:
            panel.samples(6, power=float(minute), soc=None)
    shown = means(panel, Span.HOUR, 60)
    assert shown == [None if minute in (20, 21, 22) else float(minute) for minute in range(60)]
    assert means(panel, Span.HOUR, 60, Quantity.SOC) == [None] * 60


def test_what_is_older_than_the_span_is_not_shown(panel: Panel) -> None:
    panel.samples(6, power=5.0)
    panel.wait(3600.0)
    assert means(panel, Span.HOUR, 240) == [None] * 240
    assert means(panel, Span.DAY, 24) == [None] * 22 + [5.0, None]


def test_another_battery_is_kept_apart(panel: Panel) -> None:
    for _ in range(20):
        panel.samples(3, power=100.0)
        panel.samples(3, power=-200.0, battery=OTHER)
    ours, theirs = panel.trend(Span.HOUR, 60), panel.trend(Span.HOUR, 60, OTHER)
    assert {band.mean for band in ours.trend.bands[Quantity.POWER] if band} == {100.0}
    assert {band.mean for band in theirs.trend.bands[Quantity.POWER] if band} == {-200.0}
    assert ours.energy.charged_wh == pytest.approx(60 * 100 / 360, abs=0.1)
    assert theirs.energy.discharged_wh == pytest.approx(60 * 200 / 360, abs=0.1)
    assert (ours.energy.discharged_wh, theirs.energy.charged_wh) == (0.0, 0.0)


def test_a_trend_over_a_time_that_is_not_certain_says_so(panel: Panel) -> None:
    panel.samples(60)
    panel.stop()
    panel.certain = False
    panel.start()
    panel.samples(60)
    assert not panel.trend().trend.certain
    panel.certain = True
    panel.sample()
    assert panel.trend().trend.certain


def test_a_clock_that_is_years_off_tears_no_hole(panel: Panel) -> None:
    panel.samples(60, power=1.0)
    panel.off, panel.certain = -3 * 365 * 86400.0, False
    panel.samples(60, power=2.0)
    panel.off, panel.certain = 0.0, True
    panel.samples(60, power=3.0)
    shown = [mean for mean in means(panel, Span.HOUR, 12) if mean is not None]
    assert len(shown) == 6
    assert shown == sorted(shown)


def test_the_day_begins_within_a_minute_of_samples(panel: Panel) -> None:
    panel.true = 86400.0 - 25.0
    panel.stop().start()
    panel.samples(6, power=3600.0)
    assert panel.trend().energy.charged_wh == pytest.approx(35.0, abs=0.5)


def test_a_row_that_cannot_be_read_is_a_gap(panel: Panel, caplog: pytest.LogCaptureFixture) -> None:
    panel.samples(6, power=1.0)
    panel.keeper._store._archive._connection.execute("UPDATE minute SET body = x'00'")
    panel.samples(60, power=2.0)
    assert set(means(panel, Span.HOUR, 60)) == {None, 2.0}
    assert "a row of minute cannot be read" in caplog.text


def test_samples_without_sense_break_nothing(panel: Panel) -> None:
    for seconds in (0.0, -5.0, float("nan"), 1e9):
        panel.sample(power=5.0)
        panel.sample(power=6.0, seconds=0.0)
        panel.true += 30
        panel.take(misdated(panel, seconds))
    panel.wait(60.0)
    assert panel.opened.detail == ""
    assert panel.trend().energy.charged_wh < 1e6


def misdated(panel: Panel, seconds: float):  # type: ignore[no-untyped-def]
    from hmi.model.history.trend import Sample
    from hmi.model.wanted import Keep

    return Keep(Sample(BATTERY, panel.moment(), seconds, {Quantity.POWER: 7.0}, 1e12, float("nan")))


@dataclass
class Lived:
    """All samples of a history: start, end (true time, s), power."""

    samples: list[tuple[float, float, float]] = field(default_factory=list)

    def within(self, start: float, end: float) -> list[float]:
        return [power for begin, stop, power in self.samples if begin < end and stop > start]

    def energy_wh(self, start: float) -> float:
        return sum(
            (stop - max(begin, start)) * power / 3600 for begin, stop, power in self.samples if stop > start
        )


def live(panel: Panel, days: float, seed: int) -> Lived:
    """Samples of changing length and power with pauses, restarts, and another battery in between."""
    chance, lived = random.Random(seed), Lived()
    while panel.true < days * 86400:
        power = chance.randrange(1, 5000)
        for _ in range(chance.randrange(1, 40)):
            panel.sample(power=float(power), seconds=30.0)
            lived.samples.append((panel.true - 30, panel.true, power))
        what = chance.random()
        if what < 0.1:
            panel.wait(chance.choice((40.0, 3000.0, 40_000.0)))
        elif what < 0.13:
            panel.stop().start()
        elif what < 0.2:
            panel.samples(3, battery=OTHER)
    return lived


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Panel, Lived]]:
    """Days of which each table holds but a part, as after years."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(samples_module, "KEPT_ROWS", (600, 400, 200, None))
        panel = Panel(tmp_path_factory.mktemp("month") / "state")
        lived = live(panel, 8.0, seed=3)
        yield panel, lived
        panel.stop()


def test_each_table_holds_a_part_of_the_time(month: tuple[Panel, Lived]) -> None:
    connection = month[0].keeper._store._archive._connection
    first = [
        connection.execute(f"SELECT min(place) FROM {table}").fetchone()[0]
        for table in ("hour", "ten_minutes", "three_minutes", "minute")
    ]
    assert first == sorted(set(first))


@pytest.mark.parametrize(("span", "columns"), [(span, count) for span in Span for count in (48, 400)])
def test_every_column_tells_of_what_was_in_it(month: tuple[Panel, Lived], span: Span, columns: int) -> None:
    """A row that is wider than a column may tell its neighbours too, for as long as it stands for itself."""
    panel, lived = month
    width = span / columns
    blur = {Span.HOUR: 0.5, Span.DAY: 780.0}.get(span, 4400.0)
    for number, band in enumerate(panel.trend(span, columns).trend.bands[Quantity.POWER]):
        left = panel.true - span + number * width
        surely, at_most = (
            lived.within(left + 1, left + width - 1),
            lived.within(left - blur, left + width + blur),
        )
        if band is None:
            assert not surely
            continue
        assert at_most
        assert min(at_most) - 0.1 <= band.least <= band.mean <= band.most <= max(at_most) + 0.1
        if surely:
            assert band.least <= min(surely) + 0.1
            assert band.most >= max(surely) - 0.1


@pytest.mark.parametrize("back_s", [600.0, 3600.0, 20_000.0, 86400.0, 5 * 86400.0])
def test_no_energy_is_lost_by_thinning(month: tuple[Panel, Lived], back_s: float) -> None:
    from hmi.model.events import TrendRead
    from hmi.model.wanted import ReadTrend

    panel, lived = month
    panel.take(ReadTrend(BATTERY, Span.HOUR, 10, panel.moment(), back_s))
    read = panel.events[-1]
    assert isinstance(read, TrendRead)
    assert read.energy.charged_wh == pytest.approx(lived.energy_wh(panel.true - back_s), rel=0.002, abs=5.0)


def test_the_time_begins_where_the_first_sample_does(panel: Panel) -> None:
    panel.sample(seconds=10.0)
    connection = panel.keeper._store._archive._connection
    assert connection.execute("SELECT start FROM era").fetchall() == [(BEGIN.timestamp(),)]
