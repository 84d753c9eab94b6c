"""The DIP doctor in words, and the boxes of its drawing."""

from dataclasses import dataclass

from hmi.model import dip
from hmi.model.dip import LAST, Finding, Problem, Seat, Standing
from hmi.model.stack import MASTER
from hmi.model.state import State
from hmi.ui import connection, text
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

STANDINGS = {
    Standing.FOUND: N_("found"),
    Standing.SILENT: N_("silent"),
    Standing.GARBLED: N_("unclear"),
    Standing.MISSING: N_("missing"),
    Standing.ELSEWHERE: N_("wrong"),
    Standing.UNKNOWN: N_("not yet"),
}

# {pack}: the address that it has, {instead}: the one that it should have, {switches}: how they should stand.
PROBLEMS = {
    Problem.NOT_HOST: N_(
        "The panel is on pack {pack}, which hears of no other. Connect it to the host: {switches}."
    ),
    Problem.OF_MANY: N_("This pack is set as pack {pack} of several. Alone: {switches}."),
    Problem.ALONE: N_("This pack is set as one without others. Host, pack {instead}: {switches}."),
    Problem.GAP: N_("Pack {pack} is beyond a gap. Set it as pack {instead}: {switches}."),
    Problem.GARBLED: N_("Pack {pack} is not legible. Has another one the same address? {switches}."),
    Problem.SILENT: N_("Pack {pack} does not answer. Check its power, cable, switches: {switches}."),
    Problem.SAME_VALUES: N_(
        "Packs {packs} tell the same values. Check that each is itself. {pack}: {switches}."
    ),
    Problem.FEWER: N_(
        "Not counted: pack {packs}. Off, loose cable, or address used twice? {pack}: {switches}."
    ),
    Problem.MORE: N_("The host counts {count} packs, more than there should be. Check the number."),
    Problem.SAME_SERIAL: N_(
        "This serial number was met with another BMS: replaced, or two packs with one number."
    ),
}
_WITHOUT_SWITCHES = (Problem.MORE, Problem.SAME_SERIAL)


@dataclass(frozen=True, slots=True)
class DipBox:
    """One pack of the drawing: its address, how it stands in a word, its switches as they should be."""

    number: str
    words: str
    switches: tuple[bool, ...]
    there: bool  # something answers from that address


def boxes(state: State) -> tuple[DipBox, ...]:
    """The packs on this part; the first ones tell what is found."""
    if tells(state):
        return ()
    first = (state.place.part - state.room.dip_told) * state.room.dips
    return tuple(_box(seat) for seat in dip.seats(state)[first : first + state.room.dips])


def tells(state: State) -> bool:
    """This part tells what is found."""
    return state.place.part < state.room.dip_told


def counts(state: State) -> bool:
    """On this part it is said how many packs there should be: the last that tells what is found."""
    return state.place.part == state.room.dip_told - 1


def _box(seat: Seat) -> DipBox:
    return DipBox(
        number=str(seat.address),
        words=_(STANDINGS[seat.standing]),
        switches=dip.positions(seat.address),
        there=seat.standing in (Standing.FOUND, Standing.ELSEWHERE, Standing.GARBLED),
    )


def switches(address: int) -> str:
    """How the switches of an address stand, in words."""
    on, off = _("{number} ON"), _("{number} OFF")
    stand = enumerate(dip.positions(address), 1)
    return ", ".join((on if up else off).format(number=number) for number, up in stand)


def told(state: State) -> str:
    """The worst finding, and what to do; or that nothing is wrong, as far as that can be seen.

    Where there is little room, what else there is to say stands on a second part.
    """
    found = dip.findings(state)
    words = [problem(state, found[0]) if found else _fine(state)]
    if found and found[0].problem not in _WITHOUT_SWITCHES:
        words.append(_("It counts after a BMS reset."))
    if len(found) > 1:
        words.append(_("{count} more").format(count=f"+{len(found) - 1}"))
    if state.room.dip_told == 1:
        return " ".join(words)
    return " ".join(words[1:] if counts(state) else words[:1])


def problem(state: State, one: Finding) -> str:
    """A finding in words, with the switches to look at."""
    pack = one.addresses[0] if one.addresses else MASTER
    instead = one.instead[0] if one.instead else pack
    return _(PROBLEMS[one.problem]).format(
        pack=pack,
        packs=text.ranges(one.addresses),
        instead=instead,
        switches=switches(instead),
        count=state.pack_count,
    )


def _fine(state: State) -> str:
    seats = dip.seats(state)
    if not state.packs or not any(seat.standing is Standing.FOUND for seat in seats):
        return connection.sentence(state)
    waiting = [seat.address for seat in seats if seat.standing is Standing.UNKNOWN]
    if waiting:
        return _("Not asked yet: pack {packs}").format(packs=text.ranges(waiting))
    if len(seats) == 1:
        return _("One pack, address {address}. Are there more? Say so with +.").format(
            address=seats[0].address
        )
    counted = _("All {count} packs answer.").format(count=len(seats))
    return counted + " " + _("Two with the same address would look like one: compare with the packs you see.")


def count(state: State) -> str:
    """How many packs there should be."""
    number = dip.count(state)
    return _.plural("{count} pack", "{count} packs", number).format(count=number)


def more(state: State) -> int:
    """One pack more."""
    return min(LAST, (state.expected_packs or dip.count(state)) + 1)


def fewer(state: State) -> int:
    """One pack less."""
    return max(1, (state.expected_packs or dip.count(state)) - 1)
