"""Frames in, Traffic out. Pure: the caller says what time it is. Of a frame as little is done as can be."""

from collections import deque
from dataclasses import dataclass, field

from hmi.links.can.alternating import Data, alternates
from hmi.model.check.traffic import Errors, Heard, Traffic
from hmi.protocol.can.frame import CanFrame

EXTENDED = 1 << 31  # in a key: its other bits are an identifier of 29 bits (as the kernel marks it)
WINDOW_S = 3.0  # of rates and alternations
LEAST_WINDOW_S = 1.0  # so that one frame just after the opening is no high rate
MOST_KEPT = 512  # identifiers; a healthy bus has about twenty
GAPS = 8  # of which the period is the median

# Classes of error frames, as the kernel tells them in the identifier (linux/can/error.h).
_CONTROLLER, _NO_ACKNOWLEDGE, _BUS_OFF, _RESTARTED = 0x004, 0x020, 0x040, 0x100
_RECEIVE_OVERFLOW = 0x01  # in the second byte, of the controller's class


class _Kept:
    """One identifier. `fresh`: its frames in the batch that is being taken."""

    __slots__ = ("alternations", "at", "before", "count", "data", "fresh", "gaps")

    def __init__(self, data: Data) -> None:
        self.data = self.before = data
        self.count = 0
        self.fresh = 0
        self.at = 0.0
        self.gaps: deque[float] = deque(maxlen=GAPS)
        self.alternations = 0

    def arrived(self, at: float) -> None:
        """The fresh frames are there. When each came is not known: they count as evenly spread."""
        if self.count:
            self.gaps.extend([(at - self.at) / self.fresh] * min(self.fresh, GAPS))
        self.at = at
        self.count += self.fresh
        self.fresh = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    """The counts at one time."""

    at: float
    frames: int = 0
    error_frames: int = 0
    kept: dict[int, tuple[int, int]] = field(default_factory=dict)  # key -> frames, alternations


class Tally:
    """What was heard since the tap was opened. Counters without a method are the caller's to add to.

    A key is an identifier, with EXTENDED when it has 29 bits. Of at most MOST_KEPT identifiers the frames are
    kept; further ones are counted, and take the places of those that came only once.
    """

    def __init__(self, since: float) -> None:
        self._since = since
        self.remote_frames = 0
        self.fd_frames = 0
        self.missed = 0
        self.bus_off = False
        self._frames = 0
        self._unkept = 0
        self._error_frames = 0
        self._not_acknowledged = 0
        self._kept: dict[int, _Kept] = {}
        self._order: list[int] = []
        self._batch: list[_Kept] = []
        self._marks = deque([_Mark(since)])

    def frame(self, key: int, data: Data) -> None:
        """Take a data frame of at most 8 bytes. Its time is that of the next `arrived`."""
        self._frames += 1
        self.bus_off = False
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) == MOST_KEPT:
                self._unkept += 1
                return
            kept = self._kept[key] = _Kept(data)
        elif data != kept.data and alternates(data, kept.data, kept.before):
            kept.alternations += 1
        if not kept.fresh:
            self._batch.append(kept)
        kept.fresh += 1
        kept.before = kept.data
        kept.data = data

    def arrived(self, at: float) -> None:
        """The frames since the last call came by then."""
        for kept in self._batch:
            kept.arrived(at)
        self._batch.clear()

    def error(self, classes: int, data: Data) -> None:
        """Take an error frame. `classes`: as the kernel gives them; 0: the interface does not tell."""
        self._error_frames += 1
        if classes & _NO_ACKNOWLEDGE:
            self._not_acknowledged += 1
        if classes & _BUS_OFF:
            self.bus_off = True
        if classes & _RESTARTED:
            self.bus_off = False
        if classes & _CONTROLLER and data[1:2] and data[1] & _RECEIVE_OVERFLOW:
            self.missed += 1

    def snapshot(self, at: float, dropped: int = 0) -> Traffic:
        """All of it up to now. `dropped`: frames that the system says it lost since the opening."""
        self.arrived(at)
        marks = self._marks
        while len(marks) > 1 and marks[1].at <= at - WINDOW_S:
            marks.popleft()
        then = marks[0]
        window_s = max(at - then.at, LEAST_WINDOW_S)
        if len(self._order) != len(self._kept):
            self._order = sorted(self._kept, key=lambda key: (key & ~EXTENDED, key))
        traffic = Traffic(
            at,
            self._since,
            tuple(self._heard(key, then, window_s) for key in self._order),
            self._frames,
            (self._frames - then.frames) / window_s,
            Errors(
                self._error_frames,
                (self._error_frames - then.error_frames) / window_s,
                self._not_acknowledged,
                self.bus_off,
                self.remote_frames,
                self.fd_frames,
                self.missed + dropped,
                self._unkept,
            ),
        )
        if len(self._kept) == MOST_KEPT:
            self._forget(at - WINDOW_S)
        counts = {key: (kept.count, kept.alternations) for key, kept in self._kept.items()}
        marks.append(_Mark(at, self._frames, self._error_frames, counts))
        return traffic

    def _heard(self, key: int, then: _Mark, window_s: float) -> Heard:
        kept = self._kept[key]
        count, alternations = then.kept.get(key, (0, 0))
        return Heard(
            CanFrame(key & ~EXTENDED, bytes(kept.data), key & EXTENDED != 0),
            kept.count,
            kept.at,
            _median(kept.gaps),
            (kept.count - count) / window_s,
            kept.alternations - alternations,
        )

    def _forget(self, before: float) -> None:
        """Make room: a flood of random identifiers must not keep out those of a battery."""
        self._kept = {key: kept for key, kept in self._kept.items() if kept.count > 1 or kept.at > before}
        self._order.clear()


def _median(gaps: deque[float]) -> float | None:
    if not gaps:
        return None
    ordered = sorted(gaps)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
