"""A cell that holds less than the others, or another charge: a finding over weeks, with its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

from hmi.model.learned.ends import First
from hmi.model.learned.pack import LearnedPack
from hmi.model.room import Room

if TYPE_CHECKING:
    from hmi.model.state import State

LEAST = 10  # charges, or discharges, before anything is said of them
LEAST_DAYS = 14  # that the charges must span
FACTS = 3  # of a finding, or while there is none
LONGEST = 260  # letters of advice in any language
ALL_LETTERS = 300  # of a page that holds the evidence and what it is for
TOP_SHARE, BOTTOM_SHARE = 0.9, 0.8


class Verdict(StrEnum):
    """What is found of a cell, the worst first."""

    LOW_CAPACITY = "low_capacity"  # full first and empty first
    BEHIND = "behind"  # empty first, not full first: it holds less, or has lost some of its charge
    OUT_OF_BALANCE = "out_of_balance"  # full first, not empty first: it holds more charge than the others
    UNDECIDED = "undecided"  # full first; too few discharges went low enough to tell one from the other


# Of what to do.
SENTENCES = {Verdict.LOW_CAPACITY: 2, Verdict.BEHIND: 3, Verdict.OUT_OF_BALANCE: 3, Verdict.UNDECIDED: 2}


@dataclass(frozen=True, slots=True)
class Evidence:
    """How often one cell was first, of so many, and by how much as a rule (mV ahead of the middle cell)."""

    first: int
    count: int
    lead_mv: int | None = None  # None: it never was


@dataclass(frozen=True, slots=True)
class Finding:
    """One cell of one pack; days are UTC ordinals."""

    verdict: Verdict
    slot: int
    cell: int
    charges: Evidence
    discharges: Evidence
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True)
class Part:
    """Of the page: the evidence from `first` to before `end`; of the advice, the portion `at` of so many."""

    finding: Finding | None
    first: int
    end: int
    at: int = 0
    of: int = 0  # 0: no advice


@dataclass(frozen=True, slots=True)
class Gathered:
    """What there is of evidence in a pack; days: that its charges span."""

    charges: int
    discharges: int
    days: int

    @property
    def enough(self) -> bool:
        """It would show a cell that is always full first."""
        return self.charges >= LEAST and self.days >= LEAST_DAYS


def findings(state: "State") -> tuple[Finding, ...]:
    """Every finding of the battery on the wire, the worst first."""
    found = [one for pack in state.ledger.packs if (one := _of_pack(pack)) is not None]
    return tuple(sorted(found, key=lambda one: list(Verdict).index(one.verdict)))


def gathered(state: "State") -> Gathered:
    """The evidence so far of the selected pack."""
    pack = state.ledger.of(state.selected)
    if pack is None:
        return Gathered(0, 0, 0)
    return Gathered(len(pack.tops.found), len(pack.bottoms.found), _span(pack))


def parts(state: "State") -> int:
    """Over how many parts its page goes."""
    return len(told(state))


def told(state: "State") -> tuple[Part, ...]:
    """What was found and what to do about it, cell by cell; or how much evidence there is yet."""
    room = state.room
    found = findings(state)
    if not found:
        return (
            (Part(None, 0, FACTS, 0, 1),)
            if room.facts > FACTS and room.letters > ALL_LETTERS
            else tuple(_parts(None, 1, room))
        )
    if room.roomy:
        return tuple(Part(one, 0, FACTS, 0, 1) for one in found)
    return tuple(part for one in found for part in _parts(one, SENTENCES[one.verdict], room))


def _parts(one: Finding | None, sentences: int, room: Room) -> Iterator[Part]:
    """The title takes the place of a fact."""
    first = 0
    while first < FACTS:
        end = min(FACTS, first + room.facts - (first == 0))
        yield Part(one, first, end)
        first = end
    portions = min(sentences, -(-LONGEST // room.letters))
    for at in range(portions):
        yield Part(one, 0, 0, at, portions)


def _days(pack: LearnedPack) -> list[int]:
    return [one.day for one in pack.tops.found if one.day is not None]


def _span(pack: LearnedPack) -> int:
    days = _days(pack)
    return max(days) - min(days) if days else 0


def _of_pack(pack: LearnedPack) -> Finding | None:
    tops, bottoms = pack.tops.found, pack.bottoms.found
    if len(tops) < LEAST or _span(pack) < LEAST_DAYS:
        return None
    top = _usual(tops, TOP_SHARE)
    bottom = _usual(bottoms, BOTTOM_SHARE) if len(bottoms) >= LEAST else None
    cell = top or bottom
    if not cell:
        return None
    verdict = Verdict.BEHIND
    if top:
        verdict = Verdict.LOW_CAPACITY if top == bottom else Verdict.OUT_OF_BALANCE
        verdict = Verdict.UNDECIDED if len(bottoms) < LEAST else verdict
    days = _days(pack)
    return Finding(
        verdict, pack.slot, cell, _evidence(tops, cell), _evidence(bottoms, cell), min(days), max(days)
    )


def _usual(found: tuple[First, ...], share: float) -> int | None:
    """The cell that was first in that share of them; None: there is none."""
    cells = [one.cell for one in found if one.cell]
    usual = max(cells, key=cells.count, default=0)
    return usual if usual and cells.count(usual) >= share * len(found) else None


def _evidence(found: tuple[First, ...], cell: int) -> Evidence:
    leads = [one.lead_mv for one in found if one.cell == cell]
    return Evidence(len(leads), len(found), round(median(leads)) if leads else None)
