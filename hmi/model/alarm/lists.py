"""The alarms as pages list them: each once with all the packs that have it; also what is over but unseen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hmi.model.alarm.name import Name, Priority
from hmi.model.alarm.standing import Condition, Key, Standing

if TYPE_CHECKING:
    from hmi.model.state import State


@dataclass(frozen=True, slots=True)
class Line:
    """One alarm with all the packs that have it, from the lowest slot."""

    members: tuple[Standing, ...]  # at least one
    silent: frozenset[Key] = frozenset()  # those active last, of packs that tell nothing now

    @property
    def key(self) -> Key:
        """Of the pack that its page begins with: where a trip began, else where it is still active."""
        return min(self.members, key=lambda one: (not one.first_out, not self._has(one), one.key.slot)).key

    @property
    def slots(self) -> tuple[int, ...]:
        """Of its packs; those that still have it, if any has."""
        still = tuple(one.key.slot for one in self.members if self._has(one))
        return still or tuple(one.key.slot for one in self.members)

    @property
    def active(self) -> bool:
        """Some pack still has it."""
        return any(map(self._has, self.members))

    def _has(self, one: Standing) -> bool:
        return one.active and not (self.silent and one.key in self.silent)

    @property
    def unseen(self) -> tuple[Key, ...]:
        """Of which packs nobody has acknowledged it."""
        return tuple(one.key for one in self.members if one.unseen)

    @property
    def first_out(self) -> bool:
        """With it a trip began."""
        return any(one.first_out for one in self.members)

    @property
    def count(self) -> int:
        """How often it has come, on the pack where it came most."""
        return max(one.count for one in self.members)

    @property
    def oldest(self) -> Standing:
        """The one that came first."""
        return min(self.members, key=lambda one: one.since)


@dataclass(frozen=True, slots=True)
class More:
    """In a flood: so many others came, which stand on the parts behind."""

    count: int


def standing(state: "State") -> tuple[Standing, ...]:
    """All alarms that are known to be active, or that nobody has acknowledged; the worst first.

    What a pack had that fell silent since can be acknowledged too: the mark in the bar tells of it.
    """
    telling = _telling(state)
    return tuple(one for one in _every(state) if one.unseen or (one.active and one.key.slot in telling))


def is_active(state: "State", one: Standing) -> bool:
    """Its pack still tells something, and that it is."""
    return one.active and known(state, one)


def silent(state: "State") -> frozenset[Key]:
    """What was active last, of packs that tell nothing now: nobody knows whether it is."""
    telling = _telling(state)
    return frozenset(one.key for one in state.watch.standing if one.active and one.key.slot not in telling)


def known(state: "State", one: Standing) -> bool:
    """Its pack still tells something, so it is known whether it is active; or it is over anyway."""
    return not one.active or one.key.slot in _telling(state)


def _telling(state: "State") -> frozenset[int]:
    """The slots of the packs whose status is known now."""
    return frozenset(pack.slot for pack in state.packs if pack.status)


def _every(state: "State") -> tuple[Standing, ...]:
    """With those that are told by packs which are not watched."""
    watched = state.watch.watched
    others = (Key(one.priority, one.name, one.slot) for one in state.alarms if one.slot not in watched)
    unwatched = (
        Standing(key, None, Condition.NEW, state.now, state.clock, state.time.certain) for key in others
    )
    return tuple(sorted((*state.watch.standing, *unwatched), key=lambda one: -one.key.priority))


def lines(
    alarms: Iterable[Standing], priority: Priority, silent: frozenset[Key] = frozenset()
) -> tuple[Line, ...]:
    """Those of one priority, in their order; of `silent` ones nobody knows whether they are active."""
    members: dict[Name, list[Standing]] = {}
    for one in alarms:
        if one.key.priority is priority:
            members.setdefault(one.key.name, []).append(one)
    return tuple(
        Line(_by_slot(each), silent and silent & {one.key for one in each}) for each in members.values()
    )


def _by_slot(alarms: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(alarms, key=lambda one: one.key.slot))


def parts(state: "State", priority: Priority) -> tuple[tuple[Line | More, ...], ...]:
    """What stands on each part of the page; in a flood the others begin on a part of their own."""
    every = lines(standing(state), priority, silent(state))
    told = {(one.key.priority, one.key.name) for one in state.watch.told} if state.watch.flood else None
    if told is None:
        return _in_parts(every, state.room.alarms)
    leading = tuple(line for line in every if (priority, line.key.name) in told)
    others = tuple(line for line in every if line not in leading)
    if not others:
        return _in_parts(every, state.room.alarms)
    more = More(sum(len(line.members) for line in others))
    room = state.room.alarms
    return (*_in_parts((*leading, more), room), *_in_parts(others, room))


def _in_parts(things: Sequence[Line | More], room: int) -> tuple[tuple[Line | More, ...], ...]:
    return tuple(tuple(things[at : at + room]) for at in range(0, len(things), room)) or ((),)


def shown(state: "State") -> Line | None:
    """The alarm whose page is shown, with all its packs; None: it stands no more, or none was chosen."""
    key = state.watch.shown
    if key is None:
        return None
    of_kind = (line for line in lines(_every(state), key.priority) if line.key.name == key.name)
    return next(of_kind, None)


def shown_standing(state: "State") -> Standing | None:
    """The alarm of the page shown on its own pack."""
    line = shown(state)
    return next((one for one in line.members if one.key == state.watch.shown), None) if line else None


def next_pack(state: "State") -> Key | None:
    """The same alarm on the next pack that has it, round and round; None: no other has it."""
    line, key = shown(state), state.watch.shown
    if line is None or key is None:
        return None
    keys = [one.key for one in line.members]
    others = [one for one in keys if one != key]
    return next((one for one in others if one.slot > key.slot), others[0]) if others else None
