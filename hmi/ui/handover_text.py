"""The handover in words: its page, and the card that any phone can read."""

from dataclasses import dataclass
from datetime import datetime

from hmi import __version__
from hmi.model import handed
from hmi.model.check.finding import Finding
from hmi.model.facts import Interface
from hmi.model.handed import Difference, Handover
from hmi.model.handover import Obstacle, obstacle
from hmi.model.state import State
from hmi.protocol.inverter_protocol import NONE
from hmi.ui import link_words, text
from hmi.ui import write_words as words
from hmi.ui.facts_of import Fact
from hmi.ui.figures import figure
from hmi.ui.language import translator as _
from hmi.ui.marked import N_
from hmi.ui.told_blocks import BOUND

MOST_BYTES = 425  # of the card: every panel shows so many with modules of three pixels, half a millimetre

OBSTACLES = {
    Obstacle.BATTERY: N_("Which battery this is, is not known yet."),
    Obstacle.CLOCK: N_("The panel does not know which day is today. Connect it to a network."),
    Obstacle.TRIAL: N_("The protocol is on trial: say first that the inverter works."),
    Obstacle.RECORD: N_("The record cannot be kept: nothing can be handed over."),
}
COMPARED = {
    "bms_serial": N_("BMS-SN"),
    "firmware": N_("BMS"),
    "model": N_("Model"),
    "addresses": N_("Packs"),
    "can": N_("CAN"),
    "rs485": N_("RS485"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """What it is, and below it two values of it: at the handover or of the factory, and now."""

    name: str
    values: tuple[str, ...]  # the longest first


def told(state: State) -> str:
    """What can be done, or what has been."""
    then, standing = handed.over(state), obstacle(state)
    if then is not None:
        return _("Handed over on {date}.").format(date=text.day(then.date)) + " " + _differences(state)
    if standing is not None:
        return _(OBSTACLES[standing])
    registered = handed.registration(state) is not None
    if not registered and not state.time.certain and state.clock is not None:
        return _("The warranty starts today: is it {date}?").format(date=text.day(state.clock.date()))
    keeps = _("Keeps serial numbers, versions, packs, protocol and parameters.")
    return keeps if registered else keeps + " " + _("The warranty starts today.")


def _differences(state: State) -> str:
    if obstacle(state) is Obstacle.BATTERY:
        return _("What differs today is not known.")
    count = len(handed.differing(state))
    if not count:
        return _("Nothing differs today.")
    return _.plural("{count} value differs today.", "{count} values differ today.", count).format(count=count)


def action(state: State) -> str:
    """What a press hands over; empty while something is in the way."""
    if obstacle(state) is not None:
        return ""
    return _("Hand over today") if handed.over(state) is None else _("Hand over anew")


def card_action(state: State) -> str:
    """What a press shows; empty before a handover."""
    return _("Show card") if handed.over(state) else ""


def pairs(state: State) -> tuple[Pair, ...]:
    """What differs today, or what differed from the factory, if this part is about that."""
    then, part, room = handed.over(state), state.place.part, state.room
    if then is None or not part:
        return ()
    today = tuple(_difference(state, one) for one in handed.differing(state))
    off = tuple(_deviation(one) for one in then.off_factory)
    first = part - 1
    if first < _parts(today, room.entries):
        return today[first * room.entries : (first + 1) * room.entries]
    first -= _parts(today, room.entries) + -(-handed.LINES // room.facts)
    return off[first * room.entries : (first + 1) * room.entries] if first >= 0 else ()


def facts(state: State) -> tuple[Fact, ...]:
    """What was handed over, if this part is about that."""
    then, lines = handed.over(state), state.room.facts
    first = state.place.part - 1 - _parts(handed.differing(state), state.room.entries)
    if then is None or not state.place.part or first < 0:
        return ()
    return _facts(state, then)[first * lines : (first + 1) * lines]


def _parts(things: tuple[object, ...], room: int) -> int:
    return -(-len(things) // room)


def _facts(state: State, then: Handover) -> tuple[Fact, ...]:
    """As many as handed.LINES says."""
    off = len(then.off_factory)
    model = then.model if then.model_configured or not then.model else f"{then.model}?"
    warranty = handed.registration(state) or then.warranty  # what was registered since counts
    years = _.plural("{count} year", "{count} years", warranty.years).format(count=warranty.years)
    cycles = _("{count} cycles").format(count=text.count(warranty.cycles))
    return (
        Fact(_("Date"), text.day(then.date)),
        Fact(_("PACK-SN"), text.words(then.pack_serial)),
        Fact(_("BMS-SN"), text.words(then.bms_serial)),
        Fact(_("BMS"), text.words(then.firmware)),
        Fact(_("Model"), text.words(model)),
        Fact(_("Packs"), text.words(text.ranges(then.addresses))),
        Fact(_("CAN"), words.protocol(state, Interface.CAN, then.can)),
        Fact(_("RS485"), words.protocol(state, Interface.RS485, then.rs485)),
        *_link(then),
        Fact(_("Cycles"), text.count(then.cycles)),
        Fact(_("State of health"), f"{text.percent(then.soh_pct)} %"),
        Fact(_("Parameters off factory"), text.count(None if not then.model else off)),
        Fact(_("Warranty"), f"{years}, {cycles}"),
    )


def _link(then: Handover) -> tuple[Fact, Fact]:
    """What the check of the link to the inverter said, and when."""
    known = then.link_finding in list(Finding) and bool(then.link_checked)
    found = link_words.in_short(Finding(then.link_finding)) if known else text.NOTHING
    on = text.day(datetime.fromisoformat(then.link_checked)) if known else text.NOTHING
    return Fact(_("Link check"), found), Fact(_("Checked on"), on)


def _difference(state: State, one: Difference) -> Pair:
    if one.field:
        then, now = (figure(one.subject, one.field, value) for value in (one.then, one.now))
        return Pair(f"{words.subject(one.subject)}: {words.field(one.field)}", (f"{then} → {now}",))
    then, now = (_fact(state, one.subject, value) for value in (one.then, one.now))
    return Pair(_(COMPARED[one.subject]), (f"{then} → {now}", f"→{BOUND}{now}"))


def _fact(state: State, name: str, value: object) -> str:
    if isinstance(value, tuple):
        return text.ranges(value)
    return words.protocol(state, Interface(name), value) if isinstance(value, int) else str(value)


def _deviation(one: handed.Deviation) -> Pair:
    value, factory = (figure(one.group, one.field, value) for value in (one.value, one.factory))
    name = f"{words.subject(one.group)}: {words.field(one.field)}"
    return Pair(name, (_("{value}, factory {factory}").format(value=value, factory=factory),))


def card(state: State) -> str:
    """The record of the handover as plain text. Always in English, for whoever gives support."""
    then = handed.over(state)
    if then is None:
        return ""
    now = handed.registration(state) or then.warranty  # what was registered since counts
    head = [
        f"pack-hmi handover {then.date.isoformat()}",
        f"pack {then.pack_serial or '-'}",
        f"BMS {then.bms_serial or '-'}",
        f"firmware {then.firmware or '-'}, panel {__version__}",
        f"model {then.model or '-'}{'' if then.model_configured or not then.model else '?'}",
        f"packs {len(then.addresses)}, addresses {_ascii(text.ranges(then.addresses))}",
        f"CAN {_protocol(then.can, then.can_name)}, RS485 {_protocol(then.rs485, then.rs485_name)}",
        *_link_card(then),
        f"cycles {_plain(then.cycles)}, SOH {_plain(then.soh_pct)} %",
        f"warranty from {now.since.isoformat()}, {now.years} years, {now.cycles} cycles",
        f"off factory {len(then.off_factory) if then.model else '-'}, not judged {len(then.unjudged)}",
    ]
    return _shortened(
        head, [f"{one.group}.{one.field} {one.value:g} ({one.factory:g})" for one in then.off_factory]
    )


def _link_card(then: Handover) -> tuple[str, ...]:
    if not then.link_finding:
        return ()
    finding, on = then.link_finding.replace("_", " "), then.link_checked.partition("T")[0]
    return (" ".join(filter(None, ("link", then.link_protocol, finding, on))),)


def _shortened(head: list[str], more: list[str]) -> str:
    """As many of the further lines as there is room for, and how many are left out."""
    for shown in range(len(more), -1, -1):
        left = [f"+{len(more) - shown} more"] if shown < len(more) else []
        lines = "\n".join((*head, *more[:shown], *left))
        if len(lines.encode()) <= MOST_BYTES or not shown:
            return lines
    raise AssertionError("the last one is returned in any case")


def _protocol(code: int | None, name: str) -> str:
    if code is None or code == NONE:
        return "-" if code is None else "none"
    return f"{name.split(' / ')[0]} {code:02X}H".strip()


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def _ascii(ranges: str) -> str:
    return ranges.replace("–", "-") or "-"
