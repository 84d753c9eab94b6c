"""The page of the bus: the adapter, what is spoken, whether the inverter answers, and frame by frame."""

from dataclasses import dataclass

from hmi.model.check import hearing, lines, sending
from hmi.model.check.lines import BusFact
from hmi.model.check.traffic import Heard, TapPhase
from hmi.model.freshness import Freshness
from hmi.model.state import State
from hmi.ui import link_sent, link_words, text
from hmi.ui.facts_of import Fact
from hmi.ui.language import translator as _
from hmi.ui.link_sentences import ANSWERING, CHECKS, SIGNS, SILENCE, STRANGERS, TAKEN_OVER, TROUBLES
from hmi.ui.marked import N_

FACTS = {
    BusFact.SPOKEN: N_("Spoken"),
    BusFact.KNOWN_BY: N_("Known by"),
    BusFact.INVERTER: N_("Inverter"),
    BusFact.ANSWER: N_("Its answer"),
    BusFact.TAKEN_OVER: N_("Takes it over"),
    BusFact.RATE: N_("Frames a second"),
    BusFact.ERRORS: N_("Error frames"),
    BusFact.ADAPTER: N_("Adapter"),
    BusFact.SILENCE: N_("How it hears"),
    BusFact.REMOTE: N_("Remote, FD frames"),
    BusFact.MISSED: N_("Missed, not kept"),
    BusFact.TOLD_APART: N_("Told apart by"),
    BusFact.UNKNOWN: N_("Not known"),
    BusFact.VOLTAGE_STEPS: N_("Voltage told in"),
}
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
            trouble, check = _(TROUBLES[tap.trouble]), _(CHECKS[tap.trouble])
            if lines.bus_parts(state) == 1:
                return f"{trouble} {check} {tap.name}"
            return (f"{trouble} {tap.name}", check, "")[state.place.part]
    return ""


def detail(state: State) -> str:
    """The system's own words for it; where room is scarce, they have a part of their own."""
    last = state.place.part == lines.bus_parts(state) - 1
    return state.inverter.tap.detail if last and state.inverter.tap.phase is TapPhase.LOST else ""


def facts(state: State) -> tuple[Fact, ...]:
    """What stands on the present part, before the frames."""
    if state.inverter.tap.phase is not TapPhase.OPEN:
        return ()
    first, room = state.place.part * state.room.facts, state.room.facts
    return tuple(_fact(state, one) for one in lines.facts(state)[first : first + room])


def _fact(state: State, fact: BusFact) -> Fact:
    if fact in sending.SENT:
        return link_sent.fact(state, fact)
    found = state.check.recognised
    match fact:
        case BusFact.SPOKEN:
            value = _spoken(state)
        case BusFact.KNOWN_BY:
            value = _some(state, found.evidence)
        case BusFact.TOLD_APART:
            value = _some(state, found.tells_apart)
        case BusFact.UNKNOWN:
            value = _some(state, found.unknown)
        case BusFact.INVERTER | BusFact.ANSWER | BusFact.TAKEN_OVER:
            value = _inverter(state, fact)
        case BusFact.VOLTAGE_STEPS:
            value = f"{text.number(0.1, 1)} V"  # an inverter that expects 0.01 V shows a tenth of it
        case _:
            value = _bus(state, fact)
    return Fact(_(FACTS[fact]), value)


def _spoken(state: State) -> str:
    found = state.check.recognised
    if found.stranger:
        return _(STRANGERS[found.stranger])
    return link_words.all_of(found.mixed) if found.mixed else link_words.any_of(found.fits)


def _inverter(state: State, fact: BusFact) -> str:
    check = state.check
    if fact is BusFact.INVERTER:
        return _(ANSWERING[check.answering])
    if fact is BusFact.TAKEN_OVER:
        return _(TAKEN_OVER[check.taken_over])
    answer = check.answers[0]
    return f"{answer.frame.name} {_(SIGNS[answer.sign])}"


def _bus(state: State, fact: BusFact) -> str:
    """What is counted, and by whom."""
    tap, errors = state.inverter.tap, state.inverter.tap.traffic.errors
    match fact:
        case BusFact.ADAPTER:
            return tap.name
        case BusFact.SILENCE:
            return _(SILENCE[tap.silent])
        case BusFact.RATE:
            return text.number(tap.traffic.rate)
        case BusFact.REMOTE:
            return f"{text.count(errors.remote_frames)}, {text.count(errors.fd_frames)}"
        case BusFact.MISSED:
            return f"{text.count(errors.missed)}, {text.count(errors.unkept)}"
    counted = text.count(errors.error_frames)
    if errors.error_rate < 1:
        return counted
    return _("{count}, {rate} a second").format(count=counted, rate=text.number(errors.error_rate))


def _some(state: State, words: tuple[str, ...]) -> str:
    """As many of them as there is room for, at least one, and how many more."""
    columns = state.room.columns // (2 if state.room.facts > state.room.lines else 1)
    for shown in range(len(words), 0, -1):
        more = f" +{len(words) - shown}" if shown < len(words) else ""
        line = ", ".join(words[:shown]) + more
        if shown == 1 or len(line) <= columns - NAME_COLUMNS:
            return line
    return text.NOTHING


def frames(state: State) -> tuple[FrameLine, ...]:
    """The identifiers on the present part, behind the facts."""
    part = state.place.part - lines.fact_parts(state)
    if state.inverter.tap.phase is not TapPhase.OPEN or part < 0:
        return ()
    shown = state.check.live[part * state.room.frames : (part + 1) * state.room.frames]
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
