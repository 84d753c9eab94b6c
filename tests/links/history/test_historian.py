"""The thread of the history: in order, and not to be stopped."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hmi.links.history import keeper as keeper_module
from hmi.links.history.historian import Historian
from hmi.links.history.history_file import NAME
from hmi.model.events import FromHistory, HistoryOpened, LogRead, Noticed, StoryRead, TrendRead
from hmi.model.happening import Happened, Happening
from hmi.model.history.blackbox import unpacked
from hmi.model.history.trend import Quantity, Sample, Span
from hmi.model.moment import Moment
from hmi.model.stack import Reading
from hmi.model.wanted import ForHistory, Keep, Log, ReadLog, ReadStory, ReadTrend
from tests.links.history.driven import BATTERY, BEGIN, LEAST

PATIENCE_S = 10.0
NOW = Moment(100.0, BEGIN, True)
LATER = Moment(110.0, BEGIN + timedelta(seconds=10), True)
ROW = Log(BATTERY, NOW, Happening(Happened.STARTED), urgent=True)


class Told:
    """What a historian has told so far."""

    def __init__(self, directory: Path) -> None:
        self.events: list[FromHistory | Noticed] = []
        self._more = threading.Condition()
        self.historian = Historian(directory, self._take, LEAST, lambda: NOW.at)

    def _take(self, event: FromHistory | Noticed) -> None:
        with self._more:
            self.events.append(event)
            self._more.notify_all()

    def until(self, condition: Callable[[], bool]) -> None:
        with self._more:
            assert self._more.wait_for(condition, PATIENCE_S), self.events

    def ask(self, wanted: ForHistory) -> FromHistory | Noticed:
        known = len(self.events)
        self.historian.put(wanted)
        self.until(lambda: len(self.events) > known)
        return self.events[known]


@contextmanager
def running(directory: Path) -> Iterator[Told]:
    told = Told(directory)
    told.historian.start()
    try:
        told.until(lambda: bool(told.events))
        yield told
    finally:
        told.historian.stop()


def test_it_opens_answers_and_ends(tmp_path: Path) -> None:
    with running(tmp_path) as told:
        assert told.events == [HistoryOpened({}, "", NOW.at)]
        told.historian.put(ROW)
        told.historian.put(Keep(Sample(BATTERY, LATER, 10.0, {Quantity.SOC: 50.0}, 3.0)))
        read = told.ask(ReadLog(0, 5))
        assert isinstance(read, LogRead)
        assert [row.happening for row in read.rows] == [ROW.happening]
        trend = told.ask(ReadTrend(BATTERY, Span.DAY, 10, LATER, 3600.0))
        assert isinstance(trend, TrendRead)
        assert trend.energy.charged_wh == pytest.approx(3.0)
    assert [file.name for file in tmp_path.iterdir()] == [NAME]
    with running(tmp_path) as told:
        read = told.ask(ReadLog(0, 5))
        assert isinstance(read, LogRead)
        assert read.total == 1


def test_the_minutes_before_a_row_are_packed_in_its_thread(tmp_path: Path) -> None:
    minutes = tuple((NOW.at - ago, (Reading(1, 1, analog_at=NOW.at - ago),)) for ago in (20.0, 10.0, 1.0))
    with running(tmp_path) as told:
        told.historian.put(replace(ROW, minutes=minutes))
        read = told.ask(ReadLog(0, 1))
        assert isinstance(read, LogRead)
        story = told.ask(ReadStory(read.rows[0].number))
        assert isinstance(story, StoryRead)
        assert [frame.before_s for frame in unpacked(story.story.box)] == [20.0, 10.0, 1.0]


def test_what_waits_is_written_without_a_further_wish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper_module, "COMMIT_S", 0.0)
    monkeypatch.setattr(keeper_module, "LATE_S", 0.0)
    monkeypatch.setattr(keeper_module, "AGAIN_S", 0.0)
    (tmp_path / "state").write_text("")
    with running(tmp_path / "state") as told:
        (tmp_path / "state").unlink()
        told.until(lambda: told.events[-1] == HistoryOpened({}, "", NOW.at))


def test_what_nobody_foresaw_is_logged_and_the_thread_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with running(tmp_path) as told:
        told.historian.put(Keep(None))  # type: ignore[arg-type]
        told.historian.put(ROW)
        assert isinstance(told.ask(ReadLog(0, 5)), LogRead)
    assert "failed in a way that it should not" in caplog.text


def test_nor_does_it_stop_the_thread_when_the_history_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(keeper_module.Keeper, "open", lambda _: 1 / 0)
    told = Told(tmp_path)
    told.historian.start()
    assert isinstance(told.ask(ReadLog(0, 5)), LogRead)
    told.until(lambda: told.events[-1] == HistoryOpened({}, "", NOW.at))
    told.historian.stop()
    assert "failed in a way that it should not" in caplog.text
