"""The inverter guide: the brands as tiles under index tabs, and what the page of one brand tells."""

from dataclasses import dataclass
from itertools import takewhile

from hmi.model import offers
from hmi.model.facts import Brand, Wire
from hmi.model.intents import ChooseProtocol, Go, ShowBrand
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.ui import choices
from hmi.ui.language import translator as _


@dataclass(frozen=True, slots=True)
class BrandTile:
    """A brand and the interface to which it is wired."""

    name: str
    interface: str
    intent: ShowBrand


@dataclass(frozen=True, slots=True)
class Tab:
    """The letters of the brands on one part of the page."""

    letters: str
    first: str  # of them
    intent: Go
    here: bool


@dataclass(frozen=True, slots=True)
class Use:
    """What the press of a brand's page says, and on what terms or why not; without an intent it is none."""

    words: str
    why: str
    intent: ChooseProtocol | None


def tiles(state: State) -> tuple[BrandTile, ...]:
    """The brands on the present part of the page."""
    part, room = state.place.part, state.room.brands
    shown = state.facts.brands[part * room : (part + 1) * room]
    return tuple(BrandTile(one.name, one.interface.upper(), ShowBrand(one.name)) for one in shown)


def tabs(state: State) -> tuple[Tab, ...]:
    """One for each of several parts of the page, with as many letters as tell it from its neighbours."""
    names, room = [one.name for one in state.facts.brands], state.room.brands
    if len(names) <= room:
        return ()
    return tuple(
        Tab(
            _letters(names, at, room),
            _apart(names[at], names[:at][-1:]),
            Go(Page.INVERTERS, part),
            part == state.place.part,
        )
        for part, at in enumerate(range(0, len(names), room))
    )


def _letters(names: list[str], at: int, room: int) -> str:
    before, shown, after = names[:at][-1:], names[at : at + room], names[at + room :][:1]
    first, last = _apart(shown[0], before), _apart(shown[-1], after)
    return first if first == last else f"{first}\N{EN DASH}{last}"


def _apart(name: str, neighbour: list[str]) -> str:
    """The first letters of a name, up to the one in which its neighbour differs."""
    other = neighbour[0] if neighbour else ""
    pairs = zip(name.casefold(), other.casefold(), strict=False)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return name[: same + 1].capitalize()


def brand(state: State) -> Brand | None:
    """The brand whose page is shown."""
    return next((one for one in state.facts.brands if one.name == state.brand), None)


def wires(state: State) -> tuple[Wire, ...]:
    """The wires that the present part of the brand's page draws."""
    shown = brand(state)
    return shown.wires if shown and state.place.part == 0 else ()


def pins_told(state: State) -> bool:
    """The manual tells the pins of the inverter."""
    shown = brand(state)
    return shown is not None and any(wire.inverter_pin for wire in shown.wires)


def use(state: State) -> Use:
    """The protocol for the brand, chosen by one press; or that it is set, or why it cannot be.

    Beside the notes it is the brand's name, and nothing to press.
    """
    shown = brand(state)
    if shown is None:
        return Use("", "", None)
    if state.place.part:
        return Use(shown.name, _terms(shown) if state.room.titled else "", None)
    why = _why(state, shown) if state.room.titled else ""
    if _is_set(state, shown):
        return Use(_("{protocol} is already set").format(protocol=shown.protocol), why, None)
    words = _("Use {protocol}").format(protocol=shown.protocol)
    choice = state.facts.choice(shown.interface, shown.protocol)
    if choices.blocked(state) or choice is None:
        return Use(words, why, None)
    return Use(words, why, ChooseProtocol(shown.interface, choice.code))


def _is_set(state: State, shown: Brand) -> bool:
    choice = state.facts.choice(shown.interface, shown.protocol)
    return choice is not None and offers.reported(state, shown.interface) == choice.code


def _why(state: State, shown: Brand) -> str:
    """On what terms its protocol can be used, or why it cannot be."""
    return ("" if _is_set(state, shown) else choices.blocked(state)) or _terms(shown)


def _terms(shown: Brand) -> str:
    interface = shown.interface.upper()
    if shown.modules is None:
        return _("on {interface}").format(interface=interface)
    return _("on {interface}, up to {count} packs").format(interface=interface, count=shown.modules)


def noted(state: State) -> bool:
    """Something is odd about this brand, or not told."""
    shown = brand(state)
    return shown is not None and bool(shown.note)


def notes(state: State) -> str:
    """What is known of the setting there, and what is odd: below the wires or on further parts of the page.

    And before, what has no room beside the wires.
    """
    shown, room = brand(state), state.room.notes
    if shown is None or (state.place.part == 0 and not state.room.notes_below):
        return ""
    beside = () if state.room.titled else (f"{_why(state, shown)} · {_('front view')}",)
    setting = _(shown.setting) if shown.setting else _("What to set on the inverter is not told.")
    remark = _(shown.note) if shown.note else _("In doubt the inverter's own manual decides.")
    first = max(0, state.place.part - 1) * room
    return "\n".join((*beside, setting, remark)[first : first + room])


def socket(state: State) -> str:
    """Below the inverter's socket: that it is one; the brand, where that stands nowhere else."""
    if not state.room.titled:
        return state.brand
    return _("Inverter") if pins_told(state) else _("Inverter: not told")
