"""How sure the SOC is: the figure, why, and where to go from there."""

from collections.abc import Iterator
from dataclasses import dataclass

from hmi.model import doubt
from hmi.model.doubt import Doubt
from hmi.model.freshness import Freshness
from hmi.model.intents import Calibrate, Go, Intent, Turn
from hmi.model.learned.guide import Guide
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.ui import names, text
from hmi.ui.facts_of import Fact
from hmi.ui.guide_words import sure_part
from hmi.ui.language import translator as _
from hmi.ui.portions import portion

LEAST_PCT = 1.0  # shown of a doubt
ON = ">>"  # to the next part of the page


@dataclass(frozen=True, slots=True)
class Head:
    """The SOC with its doubt, and where both lie on a bar, %; `known`: there is a doubt to draw."""

    soc: str
    doubt: str
    known: bool
    low: float
    at: float
    high: float
    fresh: Freshness


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to press; without intent it cannot be pressed now."""

    name: str
    intent: Intent | None


def beside(state: State) -> str:
    """MIN STATE: the doubt, where it is so large that it should be known, or has a jump for its cause."""
    found = doubt.doubt(state)
    if found is None:
        return ""
    if found.notable:
        return _("± {doubt} %").format(doubt=_rounded(found.pct))
    return _("unsure") if found.jumps and found.pct is None else ""


def head(state: State) -> tuple[Head, ...]:
    """The figure, on the first part of the page."""
    if not sure_part(state).head:
        return ()
    found, soc = doubt.doubt(state), state.total.soc
    pct = found.pct if found and soc is not None else None
    at, width = soc or 0.0, pct or 0.0
    return (
        Head(
            text.percent(soc),
            _rounded(pct),
            pct is not None,
            max(0.0, at - width),
            at,
            min(100.0, at + width),
            state.total.fresh,
        ),
    )


def _rounded(pct: float | None) -> str:
    return text.number(None if pct is None else max(LEAST_PCT, pct))


def said(state: State) -> str:
    """Since when, and what has happened."""
    found = doubt.doubt(state)
    part = sure_part(state)
    if not part.said:
        return ""
    if found is None:
        return _("Nothing is known of this battery's charge yet.")
    sentences = [_since(state, found)]
    if found.jumps:
        jumps = _.plural("{count} jump of the SOC since.", "{count} jumps of the SOC since.", found.jumps)
        sentences.append(jumps.format(count=text.count(found.jumps)))
    return portion(" ".join(sentences), part.saying, part.said)


def _since(state: State, found: Doubt) -> str:
    if found.unseen and state.pack_count == 1:
        return _("The panel has not seen this battery full yet: how far off the SOC is, nobody knows.")
    if found.unseen:
        return _("Not seen full yet: pack {packs}. How far off the SOC is, nobody knows.").format(
            packs=text.ranges(found.unseen)
        )
    if not found.dated:
        return _("It was full, but the clock is not certain: it may be longer ago than the panel knows.")
    days = int(found.days)
    if not days:
        return _("It was full less than a day ago.")
    ago = _.plural("It was full {count} day ago.", "It was full {count} days ago.", days)
    return ago.format(count=text.count(days))


def why(state: State) -> tuple[Fact, ...]:
    """What the doubt is made of, an estimate a line."""
    found, part = doubt.doubt(state), sure_part(state)
    return tuple(_parts_of(found))[part.first : part.end] if found else ()


def _parts_of(found: Doubt) -> Iterator[Fact]:
    days = _.plural("{count} day", "{count} days", int(found.days)).format(count=text.count(int(found.days)))
    yield Fact(
        _("{amount} Ah in and out").format(amount=text.number(found.passed_ah)), _share(found.passed_pct)
    )
    yield Fact(text.certain(days, found.dated), _share(found.idle_pct))
    yield Fact(_capacity(found), _share(found.capacity_pct))
    if found.jumps:
        yield Fact(_("Largest jump of the SOC"), f"{text.number(found.jumped_pct, 1)} %")


def _share(pct: float) -> str:
    """An estimate."""
    return f"≈ {text.number(pct, 1)} %"


def _capacity(found: Doubt) -> str:
    if found.measured is None:
        return _("Capacity not measured")
    return _("Capacity of {date}").format(date=text.dated(found.measured))


def presses(state: State) -> tuple[Choice, ...]:
    """What leads on from this part of the page."""
    at, parts = state.place.part, doubt.told(state)
    begins, last = next(number for number, one in enumerate(parts) if one.of), len(parts) - 1
    back = Choice(names.page(Page.SURE), Turn(-at))
    if at >= begins:
        return back, _of_guide(state.ledger.guide, state) if at >= last else Choice(ON, Turn(1))
    other = back if at else Choice(_("What if?"), Go(Page.WHAT_IF))
    if at < begins - 1:
        other = Choice(ON if at else _("Why?"), Turn(1))
    return other, Choice(_("Make it sure"), Turn(begins - at))


def _of_guide(guide: Guide | None, state: State) -> Choice:
    if guide is None:
        return Choice(_("Begin"), Calibrate(True) if state.ledger.battery is not None else None)
    return Choice(_("Close") if guide.ended else _("Give up"), Calibrate(False))
