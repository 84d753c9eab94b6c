"""The pages of the link check as tiles and lines."""

from dataclasses import dataclass

from hmi.model.check import beforehand, lines
from hmi.model.check.finding import Comparison, Finding, Grade, Holds, Suspect
from hmi.model.check.traffic import EXPECTED_PERIOD_S, TapPhase
from hmi.model.facts import Interface
from hmi.model.freshness import LIVE_PERIODS, Freshness
from hmi.model.intents import ChooseProtocol, Go, ShowAdvice, ShowBrand
from hmi.model.navigation import Page
from hmi.model.record import Mark
from hmi.model.state import State
from hmi.ui import choices, link_words, names, text
from hmi.ui.items import FigureTile
from hmi.ui.language import translator as _
from hmi.ui.link_sentences import SUSPECTS
from hmi.ui.signs import DIFFERS

DIGITS = {"V": 2, "A": 1, "°C": 1}  # behind the point; of whole numbers none
WHOLE_AMPERES = 100.0  # from which on a current has none
# A step is told by a shape: a tick, a cross, a question mark.
SHAPES = {Holds.YES: Mark.DONE, Holds.NO: Mark.REFUSED, Holds.UNKNOWN: Mark.UNCONFIRMED}
# Of what the inverter is told, where there is room on the first page.
FIGURES = ("charge_voltage_limit_v", "charge_current_limit_a", "discharge_current_limit_a", "soc_pct")
AGED_S = LIVE_PERIODS * EXPECTED_PERIOD_S  # from which on what is told is dimmed
COMPARE = (
    Finding.NO_TAP,
    Finding.AGREED,
    Finding.LIMIT_DIFFERS,
    Finding.NUMBERS_DIFFER,
)  # what a human does is what counts


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three steps, and its shape."""

    name: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class LinkTile:
    """What a press leads to."""

    name: str
    intent: Go | ChooseProtocol | ShowBrand | ShowAdvice


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a value: a figure, words, or a shape."""

    figure: str = ""
    words: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A line of the values; its sign says that both sides differ, or that what is told is doubtful."""

    what: str  # with its unit
    told: Side
    said: Side
    sign: str
    age: str  # of what is told
    aged: bool


def steps(state: State) -> tuple[Step, ...]:
    """The chain."""
    check = state.check
    return (
        Step(_("Heard"), SHAPES[check.heard]),
        Step(_("Understood"), SHAPES[check.understood]),
        Step(_("Obeyed"), SHAPES[check.obeyed]),
    )


def tiles(state: State) -> tuple[LinkTile, ...]:
    """The likeliest next steps, one tap each; the last one leads to those that have no room."""
    every, most = _all(state), state.room.next_columns * state.room.next_rows
    if len(every) <= most:
        return every
    return (*every[: most - 1], _to(Page.LINK_DETAILS))


def details(state: State) -> tuple[LinkTile, ...]:
    """Those on the present part of their page."""
    first, room = state.place.part * state.room.details, state.room.details
    return _all(state)[first : first + room]


def _all(state: State) -> tuple[LinkTile, ...]:
    """Every next step, the likeliest first."""
    suspects = tuple(_suspect(state, one) for one in state.check.suspects)
    compare = (_to(Page.LINK_NUMBERS),)
    bus = (*((_to(Page.LINK_VALUES),) if state.check.comparisons else ()), _to(Page.LINK_BUS))
    if state.check.finding in COMPARE:
        return (*compare, *suspects, *bus)
    if state.check.grade is Grade.GOOD or state.check.finding is Finding.LISTENING:
        return (*bus, *compare, *suspects)
    return (*suspects, *bus, *compare)


def _to(page: Page) -> LinkTile:
    return LinkTile(names.tile(page), Go(page))


def _suspect(state: State, suspect: Suspect) -> LinkTile:
    match suspect:
        case Suspect.PROTOCOL:
            return _protocol(state)
        case Suspect.PINS:
            return LinkTile(
                _(SUSPECTS[suspect]), ShowBrand(state.brand) if state.brand else Go(Page.INVERTERS)
            )
        case Suspect.ADDRESS:
            return LinkTile(_(SUSPECTS[suspect]), Go(Page.DIP))
    return LinkTile(_(SUSPECTS[suspect]), ShowAdvice(suspect))


def _protocol(state: State) -> LinkTile:
    """The one that was heard, where it can be chosen; else the page of all of them, which says why not."""
    check = state.check
    heard = check.recognised.fits
    if check.finding is Finding.INVERTER_SPEAKS_OTHER and check.answers:
        heard = check.answers[0].languages
    free = check.selected not in heard and not choices.blocked(state)
    for choice in filter(None, (state.facts.choice(Interface.CAN, one) for one in heard if free)):
        if not beforehand.cannot_work(state, Interface.CAN, choice.code):
            intent = ChooseProtocol(Interface.CAN, choice.code)
            return LinkTile(_("Set {name}").format(name=choice.name), intent)
    return LinkTile(_(SUSPECTS[Suspect.PROTOCOL]), Go(Page.CAN))


def figures(state: State) -> tuple[FigureTile, ...]:
    """The limits that the inverter is told, and the SOC; nothing while it is told none of them."""
    told = {one.what: one for one in lines.values(state.check)}
    shown = [told[what] for what in FIGURES if what in told]
    return tuple(_figure(one) for one in shown) if any(one.told is not None for one in shown) else ()


def _figure(one: Comparison) -> FigureTile:
    unit = link_words.unit(one.what)
    fresh = Freshness.AGED if _aged(one) else Freshness.LIVE
    return FigureTile(link_words.what(one.what), _side(one.told, unit).figure, unit, fresh)


def values(state: State) -> tuple[Value, ...]:
    """What the inverter is told beside what the BMS says, on the present part of the page."""
    first, rows = state.place.part * state.room.values, state.room.values
    return tuple(_value(one) for one in lines.values(state.check)[first : first + rows])


def no_values(state: State) -> str:
    """In place of them: why there are none."""
    if state.check.comparisons:
        return ""
    if state.inverter.tap.phase is TapPhase.NONE:
        return _("Without a CAN adapter it is not known what the inverter is told.")
    return _("Nothing that could be read is told to the inverter.")


def _value(one: Comparison) -> Value:
    unit = link_words.unit(one.what)
    return Value(
        f"{link_words.what(one.what)} {unit}".strip(),
        _side(one.told, unit),
        _side(one.said, unit),
        DIFFERS if one.differs else Mark.UNCONFIRMED if one.doubtful else "",
        "" if one.age_s is None else text.duration(one.age_s),
        _aged(one),
    )


def _aged(one: Comparison) -> bool:
    return one.age_s is not None and one.age_s > AGED_S


def _side(value: object, unit: str) -> Side:
    match value:
        case bool():
            return Side(mark=Mark.DONE if value else Mark.REFUSED)
        case int() | float():
            whole = unit == "A" and abs(value) >= WHOLE_AMPERES
            return Side(text.number(value, 0 if whole else DIGITS.get(unit, 0)))
        case str() if value:
            return Side(words=value)
        case tuple():
            return Side(words=_("none"))
    return Side(text.NOTHING)
