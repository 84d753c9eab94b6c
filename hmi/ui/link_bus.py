"""The page of the bus: the adapter, what is spoken, whether the inverter answers, and frame by frame."""

from dataclasses import dataclass

from hmi.model.check import hearing, lines
from hmi.model.check.traffic import Heard, TapPhase
from hmi.model.freshness import Freshness
from hmi.model.state import State
from hmi.ui import link_words, text
from hmi.ui.facts_of import Fact
from hmi.ui.language import translator as _
from hmi.ui.link_sentences import ANSWERING, CHECKS, SIGNS, SILENCE, STRANGERS, TAKEN_OVER, TROUBLES

NAME_COLUMNS = 6  # characters of a line that stand beside its name


@dataclass(frozen=True, slots=True)
class FrameLine:
    """One identifier: how it comes, and what its last frame holds."""

    name: str
    data: str
    age: str
    rate: str
    misfit: str  # that its data do not fit it
    fresh: Freshness


def told(state: State) -> str:
    """In place of lines: why nothing is heard, and what to do."""
    tap = state.inverter.tap
    match tap.phase:
        case TapPhase.NONE:
            return _("No CAN adapter is configured. The section inverter_can of the configuration names one.")
        case TapPhase.OPENING:
            return _("The CAN adapter is being opened.")
        case TapPhase.LOST if tap.trouble is not None:
            return " ".join((_(TROUBLES[tap.trouble]), _(CHECKS[tap.trouble]), tap.name))
    return ""


def detail(state: State) -> str:
    """The system's own words for it."""
    return state.inverter.tap.detail if state.inverter.tap.phase is TapPhase.LOST else ""


def facts(state: State) -> tuple[Fact, ...]:
    """What stands on the present part, before the frames."""
    if state.inverter.tap.phase is not TapPhase.OPEN or state.place.part >= lines.fact_parts(state):
        return ()
    first, room = state.place.part * state.room.lines, state.room.lines
    return (*_bus(state), *_spoken(state), *_inverter(state))[first : first + room]


def _bus(state: State) -> tuple[Fact, ...]:
    tap, traffic = state.inverter.tap, state.inverter.tap.traffic
    errors = traffic.errors
    rate = _("{count}, {rate} a second").format(
        count=text.count(errors.error_frames), rate=text.number(errors.error_rate)
    )
    return (
        Fact(_("Adapter"), tap.name),
        Fact(_("How it hears"), _(SILENCE[tap.silent])),
        Fact(_("Frames a second"), text.number(traffic.rate)),
        Fact(_("Error frames"), rate if errors.error_rate >= 1 else text.count(errors.error_frames)),
        Fact(_("Remote, FD frames"), f"{text.count(errors.remote_frames)}, {text.count(errors.fd_frames)}"),
        Fact(_("Missed, not kept"), f"{text.count(errors.missed)}, {text.count(errors.unkept)}"),
    )


def _spoken(state: State) -> tuple[Fact, ...]:
    found = state.check.recognised
    heard = link_words.all_of(found.mixed) if found.mixed else link_words.any_of(found.fits)
    return (
        Fact(_("Spoken"), _(STRANGERS[found.stranger]) if found.stranger else heard),
        Fact(_("Known by"), _some(state, found.evidence)),
        Fact(_("Told apart by"), _some(state, found.tells_apart)),
        Fact(_("Not known"), _some(state, found.unknown)),
        Fact(_("Voltage told in"), _steps(state)),
    )


def _inverter(state: State) -> tuple[Fact, ...]:
    check = state.check
    answer = check.answers[0] if check.answers else None
    shown = f"{answer.frame.name} {_(SIGNS[answer.sign])}" if answer else text.NOTHING
    return (
        Fact(_("Inverter"), _(ANSWERING[check.answering])),
        Fact(_("Its answer"), shown),
        Fact(_("Takes it over"), _(TAKEN_OVER[check.taken_over])),
    )


def _steps(state: State) -> str:
    """Papers have 0.01 V; some batteries tell 0.1 V, and some inverters read them wrong."""
    if state.check.told.voltage_v is None:
        return text.NOTHING
    return f"{text.number(0.1, 1)} V" if state.check.in_tenths else f"{text.number(0.01, 2)} V"


def _some(state: State, words: tuple[str, ...]) -> str:
    """As many of them as there is room for, at least one, and how many more."""
    for shown in range(len(words), 0, -1):
        more = f" +{len(words) - shown}" if shown < len(words) else ""
        line = ", ".join(words[:shown]) + more
        if shown == 1 or len(line) <= state.room.columns - NAME_COLUMNS:
            return line
    return text.NOTHING


def frames(state: State) -> tuple[FrameLine, ...]:
    """The identifiers on the present part, behind the facts."""
    part = state.place.part - lines.fact_parts(state)
    if state.inverter.tap.phase is not TapPhase.OPEN or part < 0:
        return ()
    shown = state.check.live[part * state.room.rows : (part + 1) * state.room.rows]
    return tuple(_frame(state, one) for one in shown)


def _frame(state: State, one: Heard) -> FrameLine:
    at = hearing.time_of(state.inverter.tap, state.now)
    return FrameLine(
        one.frame.name,
        one.frame.data.hex(" ").upper() or _("no data"),
        text.duration(hearing.age_s(one, at)),
        _("{rate} a second").format(rate=text.number(one.rate, 1)),
        _("does not fit") if one.frame.name in state.check.misfits else "",
        hearing.freshness_of(one, at),
    )
