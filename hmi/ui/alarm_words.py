"""The page of one alarm: what is known of it, and what can be done with it."""

from dataclasses import dataclass, replace

from hmi.model import explaining
from hmi.model.alarm import lists, measured
from hmi.model.alarm.lists import Line
from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Condition, Evidence, Key, Standing
from hmi.model.intents import Acknowledge, Cancel, ShowAlarm, Silence
from hmi.model.stack import HOST_SLOT
from hmi.model.state import State
from hmi.ui import alarm_lines, names, text
from hmi.ui.alarm_lines import BETWEEN
from hmi.ui.language import translator as _
from hmi.ui.language import width_of
from hmi.ui.marked import N_

CONDITIONS = {
    Condition.NEW: N_("New"),
    Condition.SEEN: N_("Seen"),
    Condition.OVER_UNSEEN: N_("Over"),
    Condition.OVER: N_("Over"),
}
DECIMALS = {"V": 2, "A": 1, "°C": 1, "%": 0}
CELL_V = 3  # decimals
DAY_S = 24 * 3600.0
LONG_S = 2 * DAY_S  # from then on days are counted


@dataclass(frozen=True, slots=True)
class AlarmFacts:
    """What is known of the alarm."""

    words: str
    where: str
    others: str  # which of how many packs
    apart: bool  # the rest of it stands on the part behind
    intent: ShowAlarm | Cancel  # to the next of them
    turns: bool  # there is a next one
    priority: Priority | int  # 0: it is over
    rim: Priority | int
    first: bool
    value: str
    unit: str
    limit: str
    ends: str
    condition: str  # on a line of its own: where there is no value, or room
    since: str


def knows(state: State) -> bool:
    """The part tells what is known of the alarm: the first does; where there is room, every one."""
    return state.room.halves or not state.place.part


def facts(state: State) -> tuple[AlarmFacts, ...]:
    """What the page begins with; nothing while no alarm was chosen."""
    key = state.watch.shown
    if key is None or not knows(state):
        return ()
    line, one = lists.shown(state), lists.shown_standing(state)
    following = lists.next_pack(state)
    seen = one.evidence if one else Evidence()
    apart = state.room.beside > 0 or seen.value is None
    return (
        AlarmFacts(
            words=names.alarm(key.name),
            where=_where(state, key, one, line),
            others="" if state.room.apart else _others(line, key),
            apart=state.room.apart,
            intent=ShowAlarm(following) if following else Cancel(),
            turns=following is not None,
            priority=key.priority if one and lists.is_active(state, one) else 0,
            rim=key.priority,
            first=bool(one and one.first_out),
            value="" if seen.value is None else number(seen.value, seen),
            unit="" if seen.value is None else seen.unit,
            limit=_beside(state, one, seen),
            ends="" if state.room.apart else _ends(state, one),
            condition=_apart(state, one, seen) if apart and not state.room.apart else "",
            since="" if state.room.apart else since(state, one, whole=not apart),
        ),
    )


def known(state: State) -> str:
    """The rest of it, a line each, on the part behind where a page has too little room."""
    one = lists.shown_standing(state)
    seen = one.evidence if one else Evidence()
    value = "" if seen.value is None else figure(seen.value, seen)
    spot, first = (alarm_lines.spot(state, one), one.first_out) if one else ("", False)
    lines = (
        (spot if state.room.told >= explaining.KNOWN_LINES else "", value, _limit(seen)),
        (_ends(state, one),),
        (_("1st") if first else "", condition(state, one)),
        (since(state, one, whole=False),),
    )
    return "\n".join(filter(None, (BETWEEN.join(filter(None, line)) for line in lines)))


def _where(state: State, key: Key, one: Standing | None, line: Line | None) -> str:
    pack = alarm_lines.packs(state, (key.slot,))
    if state.room.apart:
        return BETWEEN.join(filter(None, (pack, "/".join(map(str, _counted(line, key))))))
    return ", ".join(filter(None, (pack, alarm_lines.spot(state, one) if one else "")))


def _beside(state: State, one: Standing | None, seen: Evidence) -> str:
    """Beside the value: its limit, or which cell or sensor has it."""
    if seen.value is None or one is None:
        return ""
    return alarm_lines.spot(state, one) if state.room.apart else _limit(seen)


def _others(line: Line | None, key: Key) -> str:
    counted = _counted(line, key)
    return _("{number} of {count}").format(number=counted[0], count=counted[1]) if counted else ""


def _counted(line: Line | None, key: Key) -> tuple[int, ...]:
    """Which of how many packs with this alarm; nothing where there is only one."""
    keys = [one.key for one in line.members] if line else []
    return (keys.index(key) + 1, len(keys)) if len(keys) > 1 and key in keys else ()


def number(value: float, seen: Evidence) -> str:
    """A value of this kind, with as many decimals as the BMS has: a cell's voltage in mV."""
    if seen.unit == "V" and seen.number is not None:
        return text.number(value, CELL_V)
    return text.number(value, DECIMALS.get(seen.unit, 1))


def figure(value: float | None, seen: Evidence) -> str:
    """The same with its unit."""
    return text.NOTHING if value is None else f"{number(value, seen)} {seen.unit}"


def _limit(seen: Evidence) -> str:
    if seen.limit is None:
        return ""
    return _("Limit {value}").format(value=figure(seen.limit, seen))


def _ends(state: State, one: Standing | None) -> str:
    """At which value it is over, while it is not; what other packs are set to is not known."""
    told = explaining.explanation(state)
    value = measured.set_to(state.parameters.groups, told.ends) if told else None
    if value is None or one is None or not one.active or one.key.slot != HOST_SLOT:
        return ""
    return _("Over at {value}").format(value=figure(value, one.evidence))


def _apart(state: State, one: Standing | None, seen: Evidence) -> str:
    """With the limit that has no value beside it: a current may be gone when it is read."""
    limit = _limit(seen) if seen.value is None else ""
    return BETWEEN.join(filter(None, (condition(state, one), limit)))


def condition(state: State, one: Standing | None) -> str:
    """Where it stands in its life, and how often it came."""
    if one is None or one.condition is Condition.OVER:
        return _("Over, and seen")
    if not lists.known(state, one):
        return _("Not known now")
    times = f"×{text.count(one.count)}" if one.count > 1 else ""
    return BETWEEN.join(filter(None, (_(CONDITIONS[one.condition]), times)))


def since(state: State, one: Standing | None, whole: bool) -> str:
    """When it appeared; of today, for how long it is active or over; `whole`: behind its condition."""
    told = condition(state, one) if whole else ""
    if one is None or not lists.known(state, one):
        return told
    began = one.since if one.active else one.ended
    today = one.clock is None or (state.clock is not None and one.clock.date() == state.clock.date())
    lasted = duration(state.now - began) if today and began is not None and began < state.now else ""
    return BETWEEN.join(filter(None, (told, alarm_lines.time(state, one), lasted)))


def duration(seconds: float) -> str:
    """For how long, in days where it is more than two."""
    if seconds < LONG_S:
        return text.duration(seconds)
    return text.days(int(seconds // DAY_S))


@dataclass(frozen=True, slots=True)
class AlarmAction:
    """What can be done, or that it was: then there is nothing to press."""

    words: str
    intents: tuple[Acknowledge | Silence, ...] = ()
    done: bool = False
    longest: str = ""  # of the words of all, where they stand one below the other


def actions(state: State, stacked: bool = False) -> tuple[AlarmAction, ...]:
    """Acknowledge it on all its packs, and then all others; silence what would flash or wake."""
    every = _actions(state)
    longest = max((one.words for one in every), key=width_of, default="")
    return tuple(replace(one, longest=longest if stacked else one.words) for one in every)


def _actions(state: State) -> tuple[AlarmAction, ...]:
    if not knows(state) or state.watch.shown is None:
        return ()
    line = lists.shown(state)
    if line is None or not line.unseen:
        return (AlarmAction(_("Seen"), done=True), *_all_others(state))
    quiet = all(one.silenced for one in line.members if one.unseen)
    silence = AlarmAction(_("Silent"), done=True) if quiet else AlarmAction(_("Silence"), (Silence(),))
    return AlarmAction(_("Acknowledge"), tuple(map(Acknowledge, line.unseen))), silence


def _all_others(state: State) -> tuple[AlarmAction, ...]:
    unseen = {(one.key.priority, one.key.name) for one in state.watch.standing if one.unseen}
    if not unseen:
        return ()
    words = _.plural("{count} other too", "{count} others too", len(unseen)).format(count=len(unseen))
    return (AlarmAction(words, (Acknowledge(),)),)


def none_shown(state: State) -> str:
    """In place of the page, while no alarm was chosen."""
    return "" if state.watch.shown else _("No alarm was chosen.")
