"""The trend of a battery, and its energy of the day, as pages show them."""

from collections.abc import Iterator

from hmi.links.history import packing
from hmi.links.history.calendar import Calendar, as_utc, era_of, place, second_of
from hmi.links.history.columns import Columns
from hmi.links.history.eras import Era
from hmi.links.history.ring import Row
from hmi.links.history.samples import BUCKET_S, Samples, parts
from hmi.model.events import TrendRead
from hmi.model.history.trend import Energy, Trend
from hmi.model.wanted import ReadTrend

_Eras = dict[int, Era]


class Trends:
    """Reads what was kept of one battery at a time."""

    def __init__(self, calendar: Calendar, samples: Samples) -> None:
        self._calendar = calendar
        self._samples = samples

    def read(self, battery: int, wanted: ReadTrend) -> TrendRead:
        """As wanted; of nothing that was kept, empty columns."""
        now = self._calendar.met(wanted.now)
        since, width_s = now.end - wanted.span, wanted.span / wanted.columns
        eras = self._calendar.after(since)
        columns = Columns(since, width_s, wanted.columns)
        certain = now.certain
        for level, row in self._rows(battery, eras, since, width_s):
            era = eras.get(era_of(row.place))  # in a damaged file there may be none
            told = parts(level, row)
            if era and told and era.start + second_of(row.end) > since:
                columns.add(era.start + second_of(row.place), told)
                certain = certain and era.certain
        trend = Trend(wanted.battery, wanted.span, as_utc(now.end), columns.bands(), certain)
        return TrendRead(trend, self._energy(battery, wanted.battery, now.end - wanted.midnight_s))

    def _rows(self, battery: int, eras: _Eras, since: float, width_s: float) -> Iterator[tuple[int, Row]]:
        """All that end after that time, of tables no coarser than the columns as far as these reach."""
        level = max((level for level, seconds in enumerate(BUCKET_S) if seconds <= width_s), default=0)
        for piece in self._samples.pieces(_place(eras, since - BUCKET_S[-1]), level) if eras else ():
            for row in self._samples.rows(piece, battery):
                yield piece.level, row

    def _energy(self, battery: int, name: str, since: float) -> Energy:
        """What passed since then; of the minute that began before, its share."""
        eras = self._calendar.after(since)
        charged = discharged = 0.0
        if eras:
            low = _place(eras, since)
            charged, discharged = self._samples.energy(low, battery)
            row = self._samples.minute_before(low, battery)
            if row and row.end > low:
                share = (row.end - low) / row.span
                charged += share * row.charged
                discharged += share * row.discharged
        return Energy(name, charged / packing.PER_WH, discharged / packing.PER_WH)


def _place(eras: _Eras, utc: float) -> int:
    """The first place in these eras that is not before this time."""
    oldest = min(eras.values(), key=lambda era: era.number)
    return place(oldest.number, max(0, int(utc - oldest.start)))
