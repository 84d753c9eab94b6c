"""A history whose clocks are driven: real files, and a panel that is started, runs, and loses its power."""

import random
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hmi.links.history.history_file import NAME
from hmi.links.history.keeper import Keeper
from hmi.model.events import FromHistory, HistoryOpened, LogRead, Noticed, StoryRead, TrendRead
from hmi.model.happening import Happened, Happening
from hmi.model.history.trend import Quantity, Sample, Span
from hmi.model.moment import Moment
from hmi.model.wanted import ForHistory, Keep, Log, ReadLog, ReadStory, ReadTrend

BATTERY = "SN-1/16"
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)  # `true` counts from here
SECTOR = 512
LEAST = 8_000_000

Disturb = Callable[[Path], None]


class Panel:
    """Runs of a panel on one directory. `true` is the time, s; `off` is by how much its clock is not."""

    def __init__(self, directory: Path, most_bytes: int = LEAST) -> None:
        self.directory = directory
        self.most_bytes = most_bytes
        self.true = 0.0
        self.off = 0.0
        self.certain = True
        self.events: list[FromHistory | Noticed] = []
        self._started = 0.0
        self.start()

    def start(self) -> "Panel":
        """Switch it on: its steady clock begins anew."""
        self._started = self.true - 20.0
        self.events = []
        self.keeper = Keeper(self.directory, self.events.append, self.most_bytes, lambda: self.steady)
        self.keeper.open()
        return self

    @property
    def steady(self) -> float:
        return self.true - self._started

    @property
    def utc(self) -> datetime:
        """As it is."""
        return BEGIN + timedelta(seconds=self.true)

    def moment(self) -> Moment:
        return Moment(self.steady, self.utc + timedelta(seconds=self.off), self.certain)

    def wait(self, seconds: float) -> None:
        self.true += seconds
        self.keeper.look()

    def take(self, wanted: ForHistory) -> None:
        self.keeper.take(wanted)

    def sample(
        self, power: float = 360.0, seconds: float = 10.0, battery: str = BATTERY, **values: Any
    ) -> None:
        """After so many seconds, the sample that stands for them."""
        self.true += seconds
        wh = power * seconds / 3600
        known = {Quantity.POWER: power} | {Quantity(name): value for name, value in values.items()}
        self.take(Keep(Sample(battery, self.moment(), seconds, known, max(0.0, wh), max(0.0, -wh))))

    def samples(self, count: int, **values: Any) -> None:
        for _ in range(count):
            self.sample(**values)

    def log(self, detail: str = "", battery: str = BATTERY, urgent: bool = False, box: bytes = b"") -> None:
        happening = Happening(Happened.LINK_BACK, detail=detail)
        self.take(Log(battery, self.moment(), happening, urgent, box=box))

    def trend(self, span: Span = Span.HOUR, columns: int = 240, battery: str = BATTERY) -> TrendRead:
        midnight_s = self.true % 86400
        self.take(ReadTrend(battery, span, columns, self.moment(), midnight_s))
        answer = self.events[-1]
        assert isinstance(answer, TrendRead)
        return answer

    def rows(self, first: int = 0, count: int = 1000) -> LogRead:
        self.take(ReadLog(first, count))
        answer = self.events[-1]
        assert isinstance(answer, LogRead)
        return answer

    def story(self, number: int) -> StoryRead:
        self.take(ReadStory(number))
        answer = self.events[-1]
        assert isinstance(answer, StoryRead)
        return answer

    def details(self) -> list[str]:
        """Of all rows of the log, the oldest first."""
        return [row.happening.detail for row in reversed(self.rows().rows)]

    @property
    def opened(self) -> HistoryOpened:
        """As told last."""
        return [event for event in self.events if isinstance(event, HistoryOpened)][-1]

    def stop(self) -> "Panel":
        """Switch it off in order."""
        self.keeper.close()
        return self

    def cut(self, disturb: Disturb | None = None) -> "Panel":
        """The power goes; then what is on the disk may be disturbed."""
        before = files(self.directory)
        self.keeper._store.close()  # writes where nobody looks any more
        shutil.rmtree(self.directory)
        put_back(self.directory, before)
        if disturb:
            disturb(self.directory)
        return self

    def cut_within_commit(self, chance: random.Random) -> "Panel":
        """The power goes while a commit is written: any sector of it is on the disk, or is not."""
        before = files(self.directory)
        self.keeper._save()
        after = files(self.directory)
        self.cut()
        worked_in = after[NAME] != before[NAME]  # the file is touched only once all before it is safe
        torn = {
            name: content if worked_in and name != NAME else _torn(before.get(name, b""), content, chance)
            for name, content in after.items()
        }
        shutil.rmtree(self.directory)
        put_back(self.directory, torn)
        return self

    def bytes(self) -> int:
        """All files of the history together."""
        return sum(file.stat().st_size for file in self.directory.iterdir())


def files(directory: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in directory.iterdir()}


def put_back(directory: Path, content: dict[str, bytes]) -> None:
    directory.mkdir(exist_ok=True)
    for name, each in content.items():
        (directory / name).write_bytes(each)


def _torn(before: bytes, after: bytes, chance: random.Random) -> bytes:
    size = max(len(before), len(after))
    old, new = before.ljust(size, b"\0"), after.ljust(size, b"\0")
    return b"".join(
        (old if chance.random() < 0.5 else new)[at : at + SECTOR] for at in range(0, size, SECTOR)
    )


def copied(panel: Panel) -> Path:
    """What a power cut would leave now."""
    aside = Path(tempfile.mkdtemp(dir=panel.directory.parent))
    shutil.copytree(panel.directory, aside, dirs_exist_ok=True)
    return aside


def ledgers(panel: Panel) -> dict[str, str]:
    """As told last."""
    return dict(panel.opened.ledgers)
