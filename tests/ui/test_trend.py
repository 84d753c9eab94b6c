"""The trend on the glass: chosen by touch, drawn as it was read, gaps as gaps."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from hmi.model.events import TrendRead
from hmi.model.history.trend import Band, Energy, Quantity, Span, Trend
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.model.wanted import ReadTrend
from hmi.ui import trend_mesh
from hmi.ui.panel import Panel
from hmi.ui.theme import THEMES
from tests.ui.past_states import UNTIL, trend

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
LOW, HIGH = Band(8.0, 28.0, 42.0), Band(58.0, 70.0, 86.0)
COLUMNS = (LOW,) * 60 + (None,) * 72 + (HIGH,) * 108


def answered(wanted: ReadTrend, columns: tuple[Band | None, ...]) -> TrendRead:
    read = Trend(wanted.battery, wanted.span, UNTIL, dict.fromkeys(Quantity, columns))
    return TrendRead(read, Energy(wanted.battery, 6240.0, 4910.0))


def test_the_graph_is_what_was_read_and_nothing_in_its_gaps(start: Start, panel: Panel) -> None:
    driver = start(panel, State())
    driver.show(trend(dict.fromkeys(Quantity, COLUMNS)))
    graph, picture, colours = driver.shape("TrendGraph"), driver.picture(), THEMES["dark"]
    plot = next(one for one in plots(driver))
    drawn = {colours["level"], colours["words"]}
    for share, band in ((0.1, LOW), (0.4, None), (0.6, HIGH), (0.95, HIGH)):
        x = round(plot.x(share))
        seen = picture.colours(x, round(plot.bottom), x + 1, round(graph.top))
        assert bool(drawn & seen.keys()) == (band is not None), share
        if band is not None:
            assert picture.at(x, round((plot.y(band.least) + plot.y(band.mean)) / 2)) == colours["level"]
            assert picture.at(x, round(plot.y(band.mean))) == colours["words"]
            assert picture.at(x, round(plot.y(band.most)) + 4) not in drawn
            assert picture.at(x, round(plot.y(band.least)) - 4) not in drawn
        else:
            assert colours["card"] in seen
    assert {"no data", "100 %", "50", "0", "now"} <= set(driver.texts())


def plots(driver: "Driver") -> list[trend_mesh.Plot]:
    from hmi.ui import trend_graph

    graph = driver.shape("TrendGraph")
    shown = trend_graph.graph(graph.trend, graph.quantity)
    assert shown is not None
    return [graph.plot(shown)]


def test_quantity_and_span_are_chosen_with_a_press_each(start: Start, panel: Panel) -> None:
    state = trend(dict.fromkeys(Quantity, COLUMNS))
    driver = start(panel, replace(state, room=panel.room()))
    driver.go(Page.CELLS)
    driver.go(Page.CAPACITY, 1)
    driver.tap(driver.shape("Chevrons", forth=1))
    assert driver.sees(Page.TREND)
    assert isinstance(driver.wanted[-1], ReadTrend)
    assert {"SOC", "24 hours", "100 %"} <= set(driver.texts())
    driver.tap("SOC")
    assert "+100 A" in driver.texts()
    driver.tap("24 hours")
    wanted = driver.wanted[-1]
    assert isinstance(wanted, ReadTrend)
    assert (wanted.span, wanted.columns) == (Span.WEEK, 240)
    assert "Reading the history" in driver.texts()
    driver.app.do(answered(wanted, (HIGH,) * 240))
    driver.turn()
    assert {"7 days", "Current", "Today in", "+6.24", "used", "−4.91"} <= set(driver.texts())
    assert "Reading the history" not in driver.texts()


def test_a_trend_that_stays_is_not_drawn_again_every_second(start: Start, panel: Panel) -> None:
    driver = start(panel, replace(trend(dict.fromkeys(Quantity, COLUMNS)), room=panel.room()))
    driver.turn()
    before = driver.shape("TrendGraph").canvas.before.children[:]
    driver.pass_time(1.0)
    assert driver.shape("TrendGraph").canvas.before.children == before
