"""The lamps on the box: what each does, what they mean together, and which lamps mean what was seen."""

from dataclasses import dataclass

from hmi.model import lamp_guide, lamps
from hmi.model.alarm.name import Priority
from hmi.model.freshness import Freshness
from hmi.model.intents import SeeLamp
from hmi.model.lamp_guide import Meaning
from hmi.model.lamp_table import Blink, Flash
from hmi.model.lamps import Doubt, Lamps
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.ui import text
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

# A flash by its whole time: who stands before the box counts seconds.
BLINKS = {
    Blink.OFF: N_("out"),
    Blink.ON: N_("lit"),
    Blink.FLASH_1: N_("4 s"),
    Blink.FLASH_2: N_("1 s"),
    Blink.FLASH_3: N_("2 s"),
    Blink.SLOW_FLASHING: N_("slow"),
    Blink.FLASHING: N_("fast"),
}
DOUBTS = {
    Doubt.NO_STATUS: N_("Are all lamps out? Then the pack sleeps or is off."),
    Doubt.NOT_TOLD: N_("The manual does not tell what they do now."),
    Doubt.SEVERAL: N_("Several alarms: the manual does not tell which one shows."),
    Doubt.LED_ALARM_OFF: N_("The lamps' alarm seems off: ALM may stay dark."),
}


@dataclass(frozen=True, slots=True)
class LampTile:
    """A lamp: its name on the box, a word for what it does, and its rhythm while that is one."""

    name: str
    word: str
    on: bool  # without a pause
    flash: Flash | None
    worst: Priority | int  # the alarm that it tells; 0: none
    fresh: Freshness
    intent: SeeLamp | None = None
    screen: bool = False  # of the box itself; its word may be left out


def tiles(state: State, gauge: bool) -> tuple[LampTile, ...]:
    """The lamps of the selected pack as they should be: those of the SOC, or the others."""
    shown = lamps.expected(state)
    if shown is None or not has_lamps(state):
        return ()
    names = [name for name in shown.box.lamps if (name in shown.box.gauge) is gauge]
    return tuple(_tile(state, shown, name) for name in names)


def has_lamps(state: State) -> bool:
    """The part shows the lamps: where there is little room, only the first does."""
    return state.place.part == 0 or not (state.room.lamps_apart or state.place.page is Page.LAMP_GUIDE)


def _tile(state: State, shown: Lamps, name: str) -> LampTile:
    if name == shown.box.screen:
        return LampTile(name, _("screen"), False, None, 0, shown.fresh, screen=True)
    blink = shown.lamps[name]
    flash = state.facts.lamps.flashes.get(blink) if blink else None
    worst = _alarm(blink) if name == shown.box.alarm else 0
    word = _(BLINKS[blink]) if blink else text.NOTHING
    return LampTile(name, word, blink is Blink.ON, flash, worst, shown.fresh)


def _alarm(blink: Blink | None) -> Priority | int:
    """What the lamp of the alarms tells: it flashes for a warning, and stands for what is worse."""
    if blink in (None, Blink.OFF):
        return 0
    return Priority.FAULT if blink is Blink.ON else Priority.WARNING


def title(state: State) -> str:
    """What the lamps mean, in short; "--" while that is not known."""
    shown = lamps.expected(state)
    rows = shown.rows if shown else ()
    if len(rows) > 1:
        return _("Charging, discharging stopped")
    return _(rows[0].title) if rows else text.NOTHING


def words(state: State) -> str:
    """And in sentences, those of the present part of the page."""
    room = state.room.remarks
    first = (state.place.part - state.room.lamps_apart) * room
    if first < 0:
        return ""
    return "\n".join(_sentences(state)[first : first + room])


def _sentences(state: State) -> tuple[str, ...]:
    shown = lamps.expected(state)
    if shown is None:
        return ()
    return tuple(_(words) for words in (*shown.sentences, *(DOUBTS[one] for one in shown.doubts)))


# The other way round.


def seen(state: State, gauge: bool) -> tuple[LampTile, ...]:
    """The lamps of the box as the user has seen them: those of the SOC, or the others."""
    box = lamp_guide.box_of(state)
    if box is None or not has_lamps(state):
        return ()
    flashes, lit = state.facts.lamps.flashes, lamp_guide.seen(state, box)
    return tuple(
        LampTile(
            name, _(BLINKS[blink]), blink is Blink.ON, flashes.get(blink), 0, Freshness.LIVE, SeeLamp(name)
        )
        for name, blink in lit.items()
        if (name in box.gauge) is gauge
    )


def touched(state: State) -> bool:
    """A lamp was touched."""
    return any(blink is not Blink.OFF for blink in state.seen_lamps.values())


def meaning(state: State) -> str:
    """What the lamps that were seen mean, one meaning a line; or what comes nearest."""
    if state.place.part < state.room.guide_apart:
        return ""
    box = lamp_guide.box_of(state)
    if box is None:
        return text.NOTHING
    found = lamp_guide.meanings(state.facts.lamps, box, lamp_guide.seen(state, box))
    lines = [_line(state, one) for one in found.rows]
    hint = (_("Tap each lamp to match the box:"),) if not touched(state) else ()
    if found.fits and state.room.guide_apart:
        return "\n".join(lines)
    if found.fits:
        return "\n".join((*hint, *lines))
    return "\n".join(hint or (_("No state looks like this. The nearest is:"), lines[0]))


def _line(state: State, one: Meaning) -> str:
    """With more of it where there is room."""
    words = _(one.row.title)
    if one.band is not None:
        least, most = text.number(one.band.least), text.number(one.band.most)
        words = _("{title}, {least}–{most} %").format(title=words, least=least, most=most)
    return f"{words}. {_(one.row.text)}" if state.room.remarks > 2 else words
