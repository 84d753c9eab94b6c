"""Which packs differ from the others, and in what: a word on a pack's tile, a line below."""

from hmi.model.differing import Difference, Differing, Trait, differing
from hmi.model.state import State
from hmi.ui import text
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

# Less and more than the others; and of two packs that they are so far apart.
WORDS = {
    Trait.SOC: (N_("{value} % below"), N_("{value} % above"), N_("{value} % apart")),
    Trait.CURRENT: (
        N_("{value} % less current"),
        N_("{value} % more current"),
        N_("currents {value} % apart"),
    ),
    Trait.VOLTAGE: (N_("{value} V lower"), N_("{value} V higher"), N_("{value} V apart")),
    Trait.TEMPERATURE: (N_("{value} °C colder"), N_("{value} °C warmer"), N_("{value} °C apart")),
    Trait.SPREAD: (
        N_("cells {value} {unit} closer"),
        N_("cells {value} {unit} wider"),
        N_("cells {value} {unit} apart"),
    ),
    Trait.SOH: (N_("SOH {value} % lower"), N_("SOH {value} % higher"), N_("SOH {value} % apart")),
    Trait.CYCLES: (N_("{value} cycles fewer"), N_("{value} cycles more"), N_("{value} cycles apart")),
}
DIGITS = {Trait.VOLTAGE: 2}
ALL = 100.0  # % less current: none


def on_tile(differences: Differing, slot: int) -> str:
    """In what this pack differs most; empty while it does not."""
    first = next(iter(differences.of(slot)), None)
    return _words(first, differences.pair) if first else ""


def lines(state: State) -> tuple[str, ...]:
    """In what the pack differs that differs most, and the same in ever fewer words; empty: all are alike."""
    found = differing(state.packs)
    if not found.all:
        return ("",)
    slot = found.all[0].slot
    own = [_words(one, found.pair) for one in found.of(slot)]
    shape = _("The two packs differ: {differences}") if found.pair else _("Pack {pack}: {differences}")
    many = range(len(own), 0, -1)
    return tuple(shape.format(pack=slot, differences=", ".join(own[:count])) for count in many)


def _words(one: Difference, pair: bool) -> str:
    if one.trait is Trait.CURRENT and one.off <= -ALL and not pair:
        return _("no current") if one.off == -ALL else _("current the other way")
    less, more, apart = WORDS[one.trait]
    shape, off = _(apart if pair else more if one.off > 0 else less), abs(one.off)
    if one.trait is Trait.SPREAD:
        return shape.format(value=text.spread(off), unit=text.spread_unit(off))
    return shape.format(value=text.number(off, DIGITS.get(one.trait, 0)))
