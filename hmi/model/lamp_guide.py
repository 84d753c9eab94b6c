"""The other way round: what lamps that blink like this mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hmi.model.intents import SeeLamp
from hmi.model.lamp_table import Band, Blink, Box, LampTable, Pattern, Shown, pattern

if TYPE_CHECKING:
    from hmi.model.state import State


# How much it matters that a lamp was seen to do something else: a rhythm is more easily mistaken than a dark
# lamp for a lit one, most of all that of the one lamp among those of the SOC that blinks.
DARK_OR_LIT, RHYTHM, RHYTHM_OF_GAUGE = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Meaning:
    """A row of the table, and the SOC that its lamps tell; None: they tell none."""

    row: Shown
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class Meanings:
    """The rows whose lamps do what was seen; else, where none does, those that are nearest."""

    rows: tuple[Meaning, ...] = ()
    fits: bool = False


def box_of(state: "State") -> Box | None:
    """The box whose lamps are asked about; None: there is no table."""
    model = state.pack_model
    return state.facts.lamps.box(model.name if model else None)


def seen(state: "State", box: Box) -> dict[str, Blink]:
    """What every lamp of the box does, as the user sees it; one that was not touched is dark."""
    return {name: state.seen_lamps.get(name, Blink.OFF) for name in box.lamps if name != box.screen}


def can(table: LampTable, box: Box, lamp: str) -> tuple[Blink, ...]:
    """What this lamp can do, in the order in which touches go through it."""
    found = {shown[lamp] for _, shown in _patterns(table, box)} | {Blink.OFF, Blink.ON}
    return tuple(blink for blink in Blink if blink in found)


def touched(state: "State", event: SeeLamp) -> "State":
    """A lamp of the drawn box does what it does next."""
    box = box_of(state)
    if box is None or event.lamp not in seen(state, box):
        return state
    ways = can(state.facts.lamps, box, event.lamp)
    now = ways.index(seen(state, box)[event.lamp])
    lamps = {**state.seen_lamps, event.lamp: ways[(now + 1) % len(ways)]}
    return replace(state, seen_lamps=lamps)


def forgotten(state: "State") -> "State":
    """Every lamp is dark again."""
    return replace(state, seen_lamps={}) if state.seen_lamps else state


def meanings(table: LampTable, box: Box, lamps: Pattern) -> Meanings:
    """What these lamps tell together. A row stands there once, with the first SOC that fits."""
    away = [(_apart(box, lamps, shown), meaning) for meaning, shown in _patterns(table, box)]
    least = min((apart for apart, _ in away), default=DARK_OR_LIT)
    once: dict[int, Meaning] = {}
    for apart, meaning in away:
        if apart == least:
            once.setdefault(box.shows.index(meaning.row), meaning)
    return Meanings(tuple(once.values()), fits=not least)


def _apart(box: Box, lamps: Pattern, shown: Mapping[str, Blink | None]) -> int:
    """How far what was seen is from what is shown."""
    pairs = {name: (lamps[name], blink) for name, blink in shown.items() if lamps[name] is not blink}
    rhythm = {name: RHYTHM_OF_GAUGE if name in box.gauge else RHYTHM for name in pairs}
    return sum(DARK_OR_LIT if Blink.OFF in pair else rhythm[name] for name, pair in pairs.items())


def _patterns(table: LampTable, box: Box) -> Iterator[tuple[Meaning, dict[str, Blink | None]]]:
    """Everything that the box may show."""
    for row in box.shows:
        for band in table.bands if row.by_soc else (None,):
            yield Meaning(row, band), pattern(box, row, band)
