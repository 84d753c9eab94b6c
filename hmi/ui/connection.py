"""How the link stands, in words: in two for the bar, in a sentence, and what to check."""

from hmi.model.freshness import Freshness
from hmi.model.record import Mark
from hmi.model.state import Phase, State
from hmi.ui import names, text, trial_words
from hmi.ui.language import translator as _


def short(state: State) -> str:
    """For the bar: the age of the values when they are not live, else how the link stands."""
    match state.link.phase:
        case Phase.OPENING | Phase.SEARCHING:
            return _("Searching")
        case Phase.LOST:
            return _("Offline")
    if state.unusable_values:
        return _("Unusable")
    if not state.total.counted:
        return _("No values")
    return text.age(state.total.age) if state.total.fresh is Freshness.AGED else _("Connected")


def bar(state: State) -> str:
    """For the bar's second line: a protocol on trial, how the link stands, or both."""
    link = "" if fine(state) and (state.simulated or state.trial) else short(state)
    if state.trial is None:
        return link
    left = trial_words.left(state.trial, state.now)
    return f"{left} {link}" if link else trial_words.short(state, state.trial)


def brief(state: State) -> str:
    """For the bar, where its line has no room: of a protocol on trial, how long it still runs."""
    return trial_words.left(state.trial, state.now) if state.trial else ""


def mark(state: State) -> Mark | str:
    """For the bar, where its line has no room: a sign for how the link stands."""
    if fine(state):
        return Mark.DONE if state.trial is None else ""
    return Mark.REFUSED if troubled(state) else Mark.UNCONFIRMED


def sentence(state: State) -> str:
    """For where there is room."""
    if state.link.trouble is not None:
        return names.trouble(state.link.trouble)
    match state.link.phase:
        case Phase.OPENING:
            return _("Opening the port")
        case Phase.SEARCHING:
            return _("Looking for the battery")
    if state.unusable_values:
        return _("Values are not usable")
    if not state.total.counted:
        return _("No values yet")
    return old(state) if state.total.fresh is Freshness.AGED else _("Connected")


def old(state: State) -> str:
    """That the values shown are not live, and since when."""
    return _("Values are {age}").format(age=text.age(state.total.age))


def check(state: State) -> str:
    """What to check; empty while nothing is wrong."""
    if state.link.trouble is not None:
        return names.check(state.link.trouble)
    if state.unusable_values:
        return _("Check the cable for interference, and that the BMS speaks PACE V2.5.")
    return ""


def troubled(state: State) -> bool:
    """The link line needs to be read."""
    return state.link.phase is Phase.LOST or bool(state.unusable_values)


def fine(state: State) -> bool:
    """Values come, can be used and are live."""
    live = state.link.phase is Phase.LIVE and state.total.fresh is Freshness.LIVE
    return live and not state.unusable_values


def page(state: State) -> str:
    """The connection page: what to check, and the words of system and BMS that belong to this part."""
    first = check(state) if not state.place.part else ""
    parts = state.notice_parts
    rest = parts[state.place.part] if state.place.part < len(parts) else ""
    return "\n".join(filter(None, (first, rest))) or where(state)


def where(state: State) -> str:
    """Where the values come from."""
    name = _("none, a simulated stack") if state.embedded else text.words(state.link.port)
    port = _("Port: {port}").format(port=name)
    address = state.packs[0].address if state.packs else None
    return port + "\n" + _("Address of the pack: {address}").format(address=text.count(address))


def page_title(state: State) -> str:
    """The connection page's first line."""
    return sentence(state) if not state.place.part else _("Details")
