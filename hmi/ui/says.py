"""Sentences about the whole state: the link line, MIN STATE's words, the live line of each door."""

from hmi.model import alarms
from hmi.model.alarms import Priority
from hmi.model.freshness import Freshness
from hmi.model.navigation import Section
from hmi.model.stack import Flow
from hmi.model.state import Phase, State
from hmi.protocol.messages import Command
from hmi.ui import names, text
from hmi.ui.language import own_name
from hmi.ui.language import translator as _


def link(state: State) -> str:
    """The state of the link in the fewest words, the mark of a simulation first."""
    mark = _("SIMULATED") if state.simulated else ""
    said = _link(state)
    return f"{mark} · {said}" if mark and said else mark or said


def _link(state: State) -> str:
    match state.link.phase:
        case Phase.OPENING:
            return _("Opening the port")
        case Phase.SEARCHING:
            return _("Looking for the battery")
        case Phase.LOST:
            return _("No connection")
    if unusable_values(state):
        return _("Values not usable")
    if state.total.fresh is Freshness.AGED:
        return text.age(state.total.age)
    return "" if state.simulated else _("Connected")


def boot(state: State) -> str:
    """BOOT: what is going on."""
    if state.link.trouble is not None:
        return names.trouble(state.link.trouble)
    if state.link.phase is Phase.LIVE:
        return (
            _("{count} packs found").format(count=state.pack_count)
            if state.pack_count > 1
            else _("Pack found")
        )
    return _link(state)


def boot_steps(state: State) -> int:
    """BOOT: how many of the three steps are done: display, link, pack."""
    return {Phase.OPENING: 1, Phase.LOST: 1, Phase.SEARCHING: 2, Phase.LIVE: 3}[state.link.phase]


def in_trouble(state: State) -> bool:
    """The link line needs to be read."""
    return state.link.phase is Phase.LOST or unusable_values(state)


def unusable_values(state: State) -> bool:
    """What the battery sends as live values cannot be used."""
    return any(one.command in (Command.ANALOG, Command.STATUS) for one in state.link.unusable)


def energy(state: State) -> str:
    """MIN STATE: what the battery does now, or why nothing is known."""
    if state.link.trouble is not None:
        return names.trouble(state.link.trouble)
    if not state.total.counted:
        return _link(state)
    if state.total.flow is Flow.RESTING and any(
        pack.status is not None and pack.status.fully_charged for pack in state.packs
    ):
        return _("Fully charged")
    return names.flow(state.total.flow)


def outlook(state: State) -> str:
    """MIN STATE: when it will be full or empty, or what to check."""
    if state.link.trouble is not None:
        return names.check(state.link.trouble)
    total = state.total
    if total.counted and not total.complete:
        return _("{counted} of {expected} packs").format(counted=total.counted, expected=total.expected)
    hours = total.hours
    if hours is None or hours > 48:
        return ""
    words = _("Full in {time}") if total.flow is Flow.CHARGING else _("Empty in {time}")
    return words.format(time=text.hours(hours))


def warranty(state: State) -> str:
    """MIN STATE: the warranty; there is no register of it yet."""
    return _("Warranty not set")


def worst(state: State) -> str:
    """MIN STATE: the worst alarm in words, with how many more there are; empty while nothing is wrong."""
    if not state.alarms:
        return ""
    first, more = state.alarms[0], len(state.alarms) - 1
    return names.alarm(first.name) + (f" +{more}" if more else "")


def door(state: State, section: Section) -> str:
    """The live line of a door of HOME."""
    match section:
        case Section.PACK_INFO:
            return f"{text.volts(state.total.voltage)} V"
        case Section.STATUS:
            return alarm_count(state)
        case Section.PROTOCOL:
            return protocol(state)
        case Section.SYSTEM:
            return _("Notice") if state.notices else own_name(state.language)


def alarm_count(state: State) -> str:
    """How many alarms are active; "--" while that is not known."""
    if not state.status_known:
        return text.NOTHING
    count = len(state.alarms)
    return _.plural("{count} alarm", "{count} alarms", count).format(count=count) if count else _("No alarm")


def protocol(state: State) -> str:
    """The protocol that the BMS speaks to the inverter: CAN's, or RS485's where CAN has none."""
    chosen = state.identity.inverter_protocol
    if chosen is None:
        return text.NOTHING
    name = chosen.can_name or chosen.rs485_name
    return name.split(" / ")[0] if name else _("None set")


def pack(state: State) -> str:
    """Which pack of how many PACK-INFO shows; empty where there is no choice."""
    if state.pack_count <= 1 or state.section is not Section.PACK_INFO:
        return ""
    return _("Pack {number} of {count}").format(number=state.selected, count=state.pack_count)


def none_active(state: State, priority: Priority) -> str:
    """In place of a list of alarms: that there are none, or that it is not known."""
    if not state.status_known:
        return _("Not known: the battery does not tell")
    if alarms.of_priority(state.alarms, priority):
        return ""
    return {
        Priority.PROTECTION: _("No protection is active"),
        Priority.WARNING: _("No warning"),
        Priority.FAULT: _("No fault"),
    }[priority]


def serial_number(state: State) -> str:
    """The pack's serial number; the BMS's where the pack has none; empty while neither is known."""
    serials = state.identity.serials
    return (serials.pack or serials.bms) if serials else ""


def link_state(state: State) -> str:
    """The connection page: how the link stands."""
    if state.link.trouble is not None:
        return names.trouble(state.link.trouble)
    if unusable_values(state):
        return _("The battery sends values that cannot be used")
    return _link(state) or _("Connected")


def advice(state: State) -> str:
    """The connection page: what to check, what came, where; then the notices."""
    lines = []
    if state.link.trouble is not None:
        lines.append(names.check(state.link.trouble))
    if state.link.detail:
        lines.append(state.link.detail)
    lines += [f"{one.command:02X}H: {one.detail}" for one in state.link.unusable]
    lines.append(_("Port: {port}").format(port=text.words(state.link.port)))
    return "\n".join((*lines, *state.notices))
