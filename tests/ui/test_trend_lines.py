"""What the trend page says: why there is no graph, what to know of one, its scales, today's energy."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from hmi.model.events import HistoryOpened, Lost, Trouble
from hmi.model.history import looking
from hmi.model.history.trend import Band, Energy, Quantity, Span, Trend
from hmi.model.intents import ChooseQuantity, ChooseSpan
from hmi.model.state import State
from hmi.ui import trend_graph, trend_lines
from hmi.ui.language import translator
from hmi.ui.panel import PANELS
from tests.ui.past_states import DETAIL, PAST, trend
from tests.ui.states import NOW, after

SOME = Band(10.0, 20.0, 30.0)


@pytest.fixture(autouse=True)
def english() -> None:
    translator.choose("en")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("soc, MONTH", ""),
        ("nothing yet", "No history yet. From now on a value is kept every ten seconds."),
        ("unknown quantity", "Not known in this time"),
        ("no history", "The history cannot be read. [Errno 28] No space left on device"),
        ("no battery", "No battery yet: the history begins when one is heard."),
    ],
)
def test_where_there_is_no_graph_it_says_why(name: str, words: str) -> None:
    assert trend_lines.told(PAST[name]()) == words


def test_until_it_was_read_it_says_so() -> None:
    state = after(PAST["soc, MONTH"](), ChooseSpan(Span.HOUR))
    assert trend_lines.told(state) == "Reading the history"
    assert trend_lines.notes(state) == ""


def shown(*columns: Band | None, span: Span = Span.DAY, certain: bool = True) -> State:
    return trend(dict.fromkeys(Quantity, columns), span, certain)


def test_gaps_are_said_and_when_the_history_begins() -> None:
    local = datetime(2025, 6, 20, 16, 52, tzinfo=UTC).astimezone()
    begins = f"Begins {local:%-I:%M %p}"
    assert trend_lines.notes(shown(*(SOME,) * 8)) == ""
    assert trend_lines.notes(shown(*(SOME,) * 4, None, None, *(SOME,) * 2)) == "Gaps: 6 hr"
    assert trend_lines.notes(shown(None, None, *(SOME,) * 6)) == begins
    assert trend_lines.notes(shown(None, None, SOME, None, None, None, SOME, SOME)) == f"Gaps: 9 hr. {begins}"
    assert trend_lines.notes(shown(*(SOME,) * 7, None)) == ""  # the newest is not known yet


def test_long_gaps_are_told_in_days() -> None:
    state = shown(SOME, None, None, SOME, span=Span.MONTH)
    assert trend_lines.notes(state) == "Gaps: 15 days"


def test_the_gravest_is_told_first_and_on_the_smallest_panel_alone() -> None:
    state = shown(SOME, None, None, SOME, certain=False)
    assert trend_lines.notes(state) == "Times not certain. Gaps: 12 hr"
    small = replace(state, room=PANELS["ctp28"].room())
    assert trend_lines.notes(small) == "Times not certain"
    small = after(small, HistoryOpened({}, DETAIL, NOW))
    assert trend_lines.notes(small) == "History not kept now"


def test_choices_go_round() -> None:
    state, names = shown(SOME), []
    for _ in range(5):
        names.append(trend_lines.quantity(state).name)
        state = after(state, ChooseQuantity(trend_lines.next_quantity(state)))
    assert names == ["SOC", "Current", "Power", "Cell spread", "Temperature"]
    assert trend_lines.quantity(state).name == "SOC"
    spans = []
    for _ in range(4):
        spans.append(trend_lines.span(state).name)
        state = after(state, ChooseSpan(trend_lines.next_span(state)))
    assert spans == ["24 hours", "7 days", "30 days", "1 hour"]
    coldest = after(state, ChooseQuantity(Quantity.COLDEST))
    assert trend_lines.quantity(coldest).name == "Temperature"


@pytest.mark.parametrize(
    ("charged", "discharged", "flows", "sentence"),
    [
        (0.0, 0.2, ("0", "0", "Wh"), "Today 0 Wh in, 0 Wh out"),
        (850.4, 12.0, ("+850", "−12", "Wh"), "Today 850 Wh in, 12 Wh out"),
        (420.0, 4910.0, ("+0.42", "−4.91", "kWh"), "Today 420 Wh in, 4.91 kWh out"),
        (12_345.0, 999.6, ("+12.3", "−1.0", "kWh"), "Today 12.3 kWh in, 1.00 kWh out"),
        (123_456.0, 0.0, ("+123", "0", "kWh"), "Today 123 kWh in, 0 Wh out"),
    ],
)
def test_todays_energy_is_signed_as_a_current_is(
    charged: float, discharged: float, flows: tuple[str, str, str], sentence: str
) -> None:
    state = shown(SOME)
    read = Energy(looking.battery(state) or "", charged, discharged)
    state = replace(state, past=replace(state.past, energy=read))
    assert trend_lines.flows(state) == flows
    assert trend_lines.today(state) == sentence


def test_energy_of_another_battery_is_not_shown() -> None:
    state = shown(SOME)
    other = replace(state, past=replace(state.past, energy=Energy("other/16", 1.0, 1.0)))
    assert trend_lines.flows(other) == ("--", "--", "kWh")
    assert trend_lines.today(other) == ""
    assert trend_lines.today(after(state, Lost(Trouble.SILENT, "", NOW))) != ""


@pytest.mark.parametrize(
    ("quantity", "band", "labels"),
    [
        (Quantity.SOC, Band(40, 50, 60), ("0", "50", "100 %")),
        (Quantity.CURRENT, Band(-30, 0, 20), ("−20", "0", "+20 A")),
        (Quantity.POWER, Band(-300, 0, 900), ("−500", "0", "+500 W")),
        (Quantity.POWER, Band(-1500, 0, 2100), ("−2", "0", "+2 kW")),
        (Quantity.SPREAD, Band(0.004, 0.01, 0.03), ("0", "20 mV")),
        (Quantity.SPREAD, Band(0.004, 0.01, 1.2), ("0.0", "0.5", "1.0 V")),
        (Quantity.HOTTEST, Band(22, 23, 24), ("20", "25", "30 °C")),
    ],
)
def test_a_scale_has_round_values_and_its_unit_once(
    quantity: Quantity, band: Band, labels: tuple[str, ...]
) -> None:
    read = Trend("x", Span.DAY, datetime(2025, 6, 21, tzinfo=UTC), dict.fromkeys(Quantity, (band, None)))
    graph = trend_graph.graph(read, quantity)
    assert graph is not None
    assert graph.labels == labels


def test_temperatures_are_shown_from_the_coldest_to_the_hottest() -> None:
    bands = {Quantity.COLDEST: (Band(1, 2, 3), None), Quantity.HOTTEST: (Band(20, 21, 22), Band(5, 6, 7))}
    graph = trend_graph.graph(
        Trend("x", Span.DAY, datetime(2025, 6, 21, tzinfo=UTC), bands), Quantity.HOTTEST
    )
    assert graph is not None
    assert graph.band == ((1, 22), (5, 7))
    assert graph.lines == ((2, None), (21, 6))


@pytest.mark.parametrize(
    ("tag", "span", "until", "first"),
    [
        ("en", Span.HOUR, datetime(2025, 6, 21, 13, 1), "12:10 PM"),
        ("en", Span.DAY, datetime(2025, 6, 21, 13, 1), "3 PM"),
        ("zh_Hans", Span.DAY, datetime(2025, 6, 21, 13, 1), "15:00"),
        ("zh_Hans", Span.WEEK, datetime(2025, 6, 21, 13, 1), "周日"),
        ("en", Span.MONTH, datetime(2025, 6, 21, 13, 1), "May 27"),
    ],
)
def test_times_are_round_by_the_local_clock(tag: str, span: Span, until: datetime, first: str) -> None:
    translator.choose(tag)
    read = Trend("x", span, until.astimezone(UTC))
    marks = next(trend_graph.times(read))
    assert marks[0][1] == first
    assert list(marks) == sorted(marks)
    assert all(0 <= share <= 1 for share, _ in marks)
    counts = [len(one) for one in trend_graph.times(read)]
    assert counts == sorted(counts, reverse=True)


def test_days_stay_days_when_the_clock_is_put_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        read = Trend("x", Span.WEEK, datetime(2026, 4, 1, 10, 0, tzinfo=UTC))
        shares = [share for share, _ in next(trend_graph.times(read))]
    finally:
        monkeypatch.undo()
        time.tzset()
    hours = [(later - one) * 7 * 24 for one, later in pairwise(shares)]
    assert hours == pytest.approx([24, 24, 24, 23, 24, 24])
