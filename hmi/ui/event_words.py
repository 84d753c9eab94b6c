"""What happened, in words: for the panel's own log and for the story of a trip."""

from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Evidence, Key
from hmi.model.events import Trouble
from hmi.model.happening import Happened, Happening
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.ui import alarm_lines, alarm_words, names, text
from hmi.ui.alarm_lines import BETWEEN
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

WORDS = {
    Happened.STARTED: N_("Panel started"),
    Happened.LINK_LOST: N_("Link lost"),
    Happened.LINK_BACK: N_("Link is back"),
    Happened.OTHER_BATTERY: N_("Another battery"),
    Happened.ALARM: "{alarm}",  # by its name alone
    Happened.OVER: N_("Over: {alarm}"),
    Happened.SEEN: N_("Seen: {alarm}"),
    Happened.FLOOD: N_("Many alarms"),
    Happened.CHARGE_OFF: N_("Charging is off"),
    Happened.CHARGE_ON: N_("Charging is on again"),
    Happened.DISCHARGE_OFF: N_("Output is off"),
    Happened.DISCHARGE_ON: N_("Output is on again"),
    Happened.CURRENT_STOPPED: N_("Current has stopped"),
    Happened.CURRENT_BACK: N_("Current flows again"),
    Happened.FULL: N_("Fully charged"),
    Happened.SOC_JUMPED: N_("Charge jumped"),
    Happened.CALIBRATED: N_("Charge made sure"),
    Happened.TIME_SET: N_("Clock set"),
}
END = 8  # characters of a serial number


def words(happening: Happening) -> str:
    """What happened; an alarm of a later panel that has no words here goes by its name."""
    match happening.what:
        case Happened.SEEN if not happening.name:
            return _("All alarms seen")
        case Happened.LINK_LOST if happening.name in list(Trouble):
            return names.trouble(Trouble(happening.name))
        case Happened.SOC_JUMPED if happening.value is not None and happening.limit is not None:
            old, new = text.percent(happening.limit), text.percent(happening.value)
            return _("Charge jumped {old} → {new} %").format(old=old, new=new)
    known = next((said for name, said in names.ALARMS.items() if name == happening.name), None)
    return _(WORDS[happening.what]).format(alarm=_(known) if known else happening.name)


def in_short(state: State, happening: Happening) -> str:
    """Whom it concerns, and how often or how much, as far as there is room beside a time.

    A warning has the same name as what it warns of.
    """
    warns = happening.what is Happened.ALARM and happening.priority is Priority.WARNING
    kind = names.page(Page.WARNING) if warns else ""
    pack = alarm_lines.packs(state, (happening.slot,)) if happening.slot is not None else ""
    return BETWEEN.join(filter(None, (kind, pack, _especially(happening))))


def detail(state: State, happening: Happening) -> str:
    """The same, and of an alarm which cell or sensor, and its value."""
    measured = (_spot(state, happening), _value(happening)) if happening.what is Happened.ALARM else ()
    return BETWEEN.join(filter(None, (in_short(state, happening), *measured)))


def _especially(happening: Happening) -> str:
    match happening.what:
        case Happened.LINK_LOST:
            return _(WORDS[Happened.LINK_LOST]) if happening.name in list(Trouble) else ""
        case Happened.OTHER_BATTERY:
            return _other(happening)
        case Happened.TIME_SET:
            return _moved(happening.value)
        case Happened.FLOOD:
            return _alarms(happening.count)
        case Happened.SEEN if not happening.name:
            return _alarms(happening.count)
        case _:
            return alarm_lines.times(happening.count)


def _other(happening: Happening) -> str:
    """The end of the other serial number; or that the number of cells is another."""
    if happening.detail:
        return f"…{happening.detail[-END:]}"
    if happening.value is None:
        return ""
    return _("{count} cells").format(count=text.number(happening.value))


def _moved(seconds: float | None) -> str:
    """By how much the clock was set, and in which direction."""
    if seconds is None:
        return ""
    sign = "+" if seconds >= 0 else text.MINUS
    return f"{sign}{alarm_words.duration(abs(seconds))}"


def _alarms(count: int) -> str:
    return _.plural("{count} alarm", "{count} alarms", count).format(count=text.count(count))


def _spot(state: State, happening: Happening) -> str:
    priority = happening.priority or Priority.WARNING
    key = next((one for one in state.facts.explanations if one == (priority, happening.name)), None)
    return alarm_lines.numbered(state, Key(*key, happening.slot or 0), happening.number) if key else ""


def _value(happening: Happening) -> str:
    if happening.value is None:
        return ""
    return alarm_words.figure(happening.value, Evidence(happening.number, unit=happening.unit))


def leads_to_story(happening: Happening) -> bool:
    """What followed it can be told."""
    return happening.what in (Happened.ALARM, Happened.FLOOD)
