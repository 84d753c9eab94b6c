"""A weak cell in words: what was found, by which evidence, what to do; or what evidence there is yet."""

from datetime import date

from hmi.model import weak_cell
from hmi.model.state import State
from hmi.model.weak_cell import LEAST, LEAST_DAYS, Evidence, Finding, Verdict
from hmi.ui import text
from hmi.ui.facts_of import Fact
from hmi.ui.language import translator as _
from hmi.ui.marked import N_
from hmi.ui.portions import portion

TITLES = {
    Verdict.LOW_CAPACITY: N_("Cell {cell} holds too little"),
    Verdict.BEHIND: N_("Cell {cell} is empty first"),
    Verdict.OUT_OF_BALANCE: N_("Cell {cell} is out of balance"),
    Verdict.UNDECIDED: N_("Cell {cell} is full first"),
}
ADVICE = {
    Verdict.LOW_CAPACITY: N_(
        "It is full first and empty first: the whole pack holds only what this cell holds. Show this page to"
        " your supplier."
    ),
    Verdict.BEHIND: N_(
        "It is empty first: it holds less, or has lost charge. Keep the pack full for some hours on a few"
        " days. If this stays, ask your supplier."
    ),
    Verdict.OUT_OF_BALANCE: N_(
        "It is full first, and the others stay behind. Keep the pack full for some hours on a few days: the"
        " BMS balances it then. If this stays, ask your supplier."
    ),
    Verdict.UNDECIDED: N_(
        "Ten discharges below 3.1 V would show whether it holds less, too. Keep the pack full for some hours"
        " on a few days: the BMS balances it then."
    ),
}


def offered(state: State) -> str:
    """CELLS: that something was found of a cell of the selected pack; empty while nothing was."""
    found = next((one for one in weak_cell.findings(state) if one.slot == state.selected), None)
    return _("Cell {cell}: weak?").format(cell=text.count(found.cell)) if found else ""


def title(state: State) -> str:
    """What was found, or that nothing was."""
    one = _shown(state)
    if one is None:
        return _("No weak cell") if weak_cell.gathered(state).enough else _("Nothing found yet")
    cell = _(TITLES[one.verdict]).format(cell=text.count(one.cell))
    pack = _("Pack {number}").format(number=one.slot) if state.pack_count > 1 else ""
    return f"{pack} – {cell}" if pack else cell


def begins(state: State) -> bool:
    """What was found begins on this part."""
    part = _part(state)
    return part.first == 0 and part.end > 0


def facts(state: State) -> tuple[Fact, ...]:
    """The evidence: for the finding on this part, or as much as there is."""
    one = _shown(state)
    part = _part(state)
    if one is None:
        return _so_far(state)[part.first : part.end]
    first, last = (text.short_day(date.fromordinal(max(1, day))) for day in (one.first_day, one.last_day))
    each = (
        Fact(_("Full first"), _share(one.charges)),
        Fact(_("Empty first"), _share(one.discharges)),
        Fact(_("Observed"), f"{first} – {last}"),
    )
    return each[part.first : part.end]


def said(state: State) -> str:
    """What to do; of no finding, when there would be one."""
    one, part = _shown(state), _part(state)
    if one is None:
        said = _("A cell is named here once it has ended most of ten charges over two weeks.")
        return said if part.of else ""
    return portion(_(ADVICE[one.verdict]), part.at, part.of)


def _shown(state: State) -> Finding | None:
    """The finding on the present part; None: there is none."""
    return _part(state).finding


def _part(state: State) -> weak_cell.Part:
    parts = weak_cell.told(state)
    return parts[min(state.place.part, len(parts) - 1)]


def _share(one: Evidence) -> str:
    share = _of(one.first, one.count)
    if one.lead_mv is None:
        return share
    return _("{share}, by {lead} mV").format(share=share, lead=text.number(one.lead_mv))


def _of(some: int, count: int) -> str:
    return _("{known} of {count}").format(known=text.count(some), count=text.count(count))


def _so_far(state: State) -> tuple[Fact, ...]:
    """How much of the evidence is there; more than is needed is enough."""
    found = weak_cell.gathered(state)
    return (
        Fact(_("Charges to the top"), _of(min(LEAST, found.charges), LEAST)),
        Fact(_("Days that they span"), _of(min(LEAST_DAYS, found.days), LEAST_DAYS)),
        Fact(_("Discharges to the bottom"), _of(min(LEAST, found.discharges), LEAST)),
    )
