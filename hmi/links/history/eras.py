"""Time that never jumps back, though a clock does.

What is kept carries an era and the seconds of the steady clock since the era began. An era is one run of the
panel, or the part of it between two jumps of its clock. When it began stands once, so that all in it gets its
true time when the time becomes certain. Eras never overlap: the order in which things were kept is the order
of their times, whatever clocks say.

    a new era, not certain, would begin before the last one ended    it begins at that end
    an era that is certain begins before an older one ended          the older ones are moved back before it
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hmi.model.moment import Moment

JUMP_S = 120.0  # by which a clock may differ from what the steady clock says
SLIGHT_S = 600.0  # certain is a time that is right to within minutes: it stays so if moved by no more


@dataclass(frozen=True, slots=True)
class Era:
    """A time in which the clock did not jump."""

    number: int
    start: float  # UTC, s since 1970
    certain: bool
    seconds: float = 0.0  # that it has lasted, as far as anything was kept

    @property
    def end(self) -> float:
        """UTC, s since 1970."""
        return self.start + self.seconds


@dataclass(frozen=True, slots=True)
class Running:
    """The era that goes on."""

    era: Era
    origin: float  # of the steady clock, when the era began
    offset: float | None  # UTC less the steady clock, as the era has been told it; None: there was no clock


def begun(last: Era | None, moment: Moment) -> Running:
    """A new era after the last one."""
    told = _told(moment)
    earliest = last.end if last else 0.0
    certain = moment.certain and told is not None
    start = earliest if told is None or (told < earliest and not certain) else told
    era = Era(last.number + 1 if last else 1, start, certain)
    return Running(era, moment.at, None if told is None else told - moment.at)


def met(running: Running, moment: Moment) -> Running:
    """The era of this moment, which has lasted until then: the same, its start corrected, or a new one."""
    era = replace(running.era, seconds=max(running.era.seconds, moment.at - running.origin))
    told = _told(moment)
    if told is None:
        return replace(running, era=era)
    offset = told - moment.at
    jumped = running.offset is not None and abs(offset - running.offset) > JUMP_S
    if moment.certain and not era.certain:
        return Running(replace(era, start=running.origin + offset, certain=True), running.origin, offset)
    if era.certain and not moment.certain:
        return replace(running, era=era)  # the steady clock goes on from a time that was right
    if jumped:
        return begun(era, moment)
    if running.offset is None:
        return Running(replace(era, start=max(era.start, running.origin + offset)), running.origin, offset)
    return replace(running, era=era)


def made_room(older: Iterable[Era], start: float) -> Iterator[Era]:
    """Those of the older eras, the newest first, that have to be moved for one that starts then; as moved."""
    for era in older:
        moved_s = era.end - start
        if moved_s <= 0:
            return
        era = replace(era, start=era.start - moved_s, certain=era.certain and moved_s <= SLIGHT_S)
        yield era
        start = era.start


def _told(moment: Moment) -> float | None:
    return None if moment.utc is None else moment.utc.timestamp()
