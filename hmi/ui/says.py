"""Sentences about the whole state: MIN STATE's words, the live line of each door, what a page says."""

from hmi.model import notices, offers
from hmi.model.alarm import lists
from hmi.model.check.finding import Grade
from hmi.model.facts import Interface
from hmi.model.job import Stage
from hmi.model.navigation import PAGES, Page, Section
from hmi.model.stack import Flow
from hmi.model.state import Phase, State
from hmi.protocol.inverter_protocol import NONE
from hmi.ui import (
    connection,
    names,
    outlook_words,
    text,
    trial_words,
    value_lines,
    warranty_lines,
    write_words,
)
from hmi.ui.language import own_name
from hmi.ui.language import translator as _


def title(state: State) -> str:
    """The title where it has a row of its own: parameters by their names."""
    if state.place.page is Page.GROUP:
        return write_words.subject(state.group)
    value = value_lines.name(state) if state.place.page is Page.VALUE else ""
    return value or names.page(state.place.page)


def boot(state: State) -> str:
    """BOOT: what is going on."""
    if state.link.phase is not Phase.LIVE:
        return connection.sentence(state)
    if state.pack_count > 1:
        return _("{count} packs found").format(count=state.pack_count)
    return _("Pack found")


def boot_steps(state: State) -> int:
    """BOOT: how many of the three steps are done: display, link, pack."""
    return {Phase.OPENING: 1, Phase.LOST: 1, Phase.SEARCHING: 2, Phase.LIVE: 3}[state.link.phase]


def energy(state: State) -> str:
    """MIN STATE: what the battery does now, or why nothing is known."""
    if state.link.trouble is not None or not state.total.counted:
        return connection.sentence(state)
    if state.total.flow is Flow.RESTING and outlook_words.full(state):
        return _("Fully charged")
    return names.flow(state.total.flow)


def shows_power(state: State) -> bool:
    """MIN STATE: a power is beside those words."""
    flowing = state.total.flow in (Flow.CHARGING, Flow.DISCHARGING)
    return flowing and not state.alarms and state.link.trouble is None


def warranty(state: State) -> str:
    """MIN STATE: what is left of the warranty, or that it is not registered."""
    return warranty_lines.in_short(state)


def standing(state: State, short: bool = False) -> str:
    """MIN STATE: what stands on the last line: a protocol on trial, else the warranty."""
    if state.trial is None:
        return warranty(state)
    return (trial_words.short if short else trial_words.sentence)(state, state.trial)


def worst(state: State) -> str:
    """MIN STATE: the worst alarm in words; empty while nothing is wrong."""
    return names.alarm(state.alarms[0].name) if state.alarms else ""


def more(state: State) -> str:
    """MIN STATE: how many alarms there are besides."""
    return f"+{len(state.alarms) - 1}" if len(state.alarms) > 1 else ""


def door(state: State, section: Section) -> str:
    """The live line of a door of HOME."""
    match section:
        case Section.PACK_INFO:
            return f"{text.volts(state.total.voltage)} V"
        case Section.STATUS:
            return alarm_count(state)
        case Section.PROTOCOL:
            return _("Check link") if link_wrong(state) else protocol(state)
        case Section.SYSTEM:
            return system(state)


def system(state: State) -> str:
    """The live line of SYSTEM: what waits to be seen, else the language."""
    return {
        Page.CHANGE: _("Result"),
        Page.NOTICES: _("Notice"),
        Page.PASSWORD: _("Own code?"),
    }.get(_waiting(state), own_name(state.language))


def behind(state: State, section: Section) -> Page:
    """Where a door leads: to its first page, or to what its line says.

    That an own code is wanted may wait for years, and the first page of SYSTEM says so too.
    """
    if section is Section.PROTOCOL and link_wrong(state):
        return Page.LINK_CHECK
    waiting = _waiting(state)
    waits = section is Section.SYSTEM and waiting is not Page.PASSWORD
    return waiting if waits else PAGES[section][0]


def link_wrong(state: State) -> bool:
    """BMS and inverter are known not to understand each other."""
    return state.check.grade is Grade.WRONG


def _waiting(state: State) -> Page:
    """The page of what matters most behind SYSTEM; its first one while nothing waits."""
    if state.job is not None and state.job.stage is Stage.ENDED:
        return Page.CHANGE
    if notices.pending(state):
        return Page.NOTICES
    # The factory's code is told once it was used, so that nobody is asked for a password in vain before.
    if state.access.offered and not state.access.own_code:
        return Page.PASSWORD
    return PAGES[Section.SYSTEM][0]


def behind_title(state: State) -> Page:
    """Where the bar's title leads: to the protocol on trial, else to the connection."""
    on_trial = state.trial is not None and state.place.page is not Page.TRIAL
    return Page.TRIAL if on_trial else Page.NOTICES


def alarm_count(state: State) -> str:
    """How many alarms are active, or are over and unseen; "--" while that is not known."""
    if not state.status_known:
        return text.NOTHING
    count = len(state.alarms)
    if count:
        return _.plural("{count} alarm", "{count} alarms", count).format(count=count)
    over = len(lists.standing(state))
    return _.plural("{count} is over", "{count} are over", over).format(count=over) if over else _("No alarm")


def protocol(state: State) -> str:
    """The protocol that the BMS speaks to the inverter: CAN's, or RS485's where CAN has none."""
    chosen = state.identity.inverter_protocol
    if chosen is None:
        return text.NOTHING
    interface = Interface.RS485 if chosen.can == NONE else Interface.CAN
    code = offers.code_of(chosen, interface)
    if code == NONE:
        return _("None set")
    return offers.name(state, interface, code).split(" / ")[0] or f"{code:02X}H"


def pack(state: State, short: bool = False) -> str:
    """Which pack of how many is shown, or which alone; empty where there is no choice."""
    of_all = state.place.page is Page.TREND
    of_one_pack = state.section is Section.PACK_INFO or state.place.page in (Page.SWITCHES, Page.LAMPS)
    if state.pack_count <= 1 or of_all or not of_one_pack:
        return ""
    if short:
        return _("Pack {number}").format(number=state.selected)
    return _("Pack {number} of {count}").format(number=state.selected, count=state.pack_count)


def serial_number(state: State) -> str:
    """The pack's serial number; the BMS's where the pack has none; empty while neither is known."""
    serials = state.identity.serials
    return (serials.pack or serials.bms) if serials else ""


def serial_kind(state: State) -> str:
    """Whose serial number that is."""
    serials = state.identity.serials
    return _("Serial number of the BMS") if serials and not serials.pack else _("Serial number of the pack")
