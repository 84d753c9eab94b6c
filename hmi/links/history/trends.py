"""The trend of a battery, and its energy of the day, as pages show them."""

from collections.abc import Iterator

from hmi.links.history import packing
from hmi.links.history.calendar import Calendar, as_utc, era_of, place, second_of
from hmi.links.history.columns import Columns
from hmi.links.history.eras import Era
from hmi.links.history.samples import BUCKET_S, Row, Samples, parts
from hmi.model.events import TrendRead
from hmi.model.history.trend import Energy, Trend
from hmi.model.wanted import ReadTrend

_Dated = tuple[int, Row, float, float]  # its table, a row, its start and end (UTC, s since 1970)


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
        for level, row, start, end in self._dated(battery, eras, since, width_s):
            certain = certain and eras[era_of(row.place)].certain
            told = parts(level, row)
            if width_s >= BUCKET_S[0]:
                columns.add(start, end, [stretch for _, stretch in told])
                continue
            for second, stretch in told:
                columns.add(start + second - stretch[0], start + second, [stretch])
        trend = Trend(wanted.battery, wanted.span, as_utc(now.end), columns.bands(), certain)
        return TrendRead(trend, self._energy(battery, wanted.battery, now.end - wanted.midnight_s))

    def _energy(self, battery: int, name: str, since: float) -> Energy:
        """What passed since then; of a row that began before, its share."""
        charged = discharged = 0.0
        for _, row, start, end in self._dated(battery, self._calendar.after(since), since, 0.0):
            share = min(1.0, (end - since) / (end - start))
            charged += share * row.charged
            discharged += share * row.discharged
        return Energy(name, charged / packing.PER_WH, discharged / packing.PER_WH)

    def _dated(self, battery: int, eras: dict[int, Era], since: float, width_s: float) -> Iterator[_Dated]:
        """All rows that end after that time, of tables no coarser than the columns as far as these reach."""
        level = max((level for level, seconds in enumerate(BUCKET_S) if seconds <= width_s), default=0)
        if not eras:
            return
        oldest = min(eras.values(), key=lambda era: era.number)
        low = place(oldest.number, max(0, int(since - oldest.start) - BUCKET_S[-1]))
        for piece in self._samples.pieces(low, level):
            for row in self._samples.rows(piece, battery):
                start = eras[era_of(row.place)].start + second_of(row.place)
                if start + row.span > since:
                    yield piece.level, row, start, start + row.span
