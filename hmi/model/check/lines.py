"""What the pages of the link check list, line by line, and over how many parts."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from hmi.model import explaining
from hmi.model.check import sending
from hmi.model.check.finding import Check, Comparison, Holds
from hmi.model.check.traffic import Silent, TapPhase
from hmi.model.explaining import Heading
from hmi.model.navigation import parts_needed

if TYPE_CHECKING:
    from hmi.model.state import State


class BusFact(StrEnum):
    """What is listed of the bus, in this order."""

    SPOKEN = "spoken"
    KNOWN_BY = "known_by"
    INVERTER = "inverter"
    ANSWER = "answer"
    # What an SMA inverter sends, by its names there.
    BATTERY_VOLTAGE = "inverter_battery_voltage_v"
    CHARGING_CURRENT = sending.CHARGING
    TEMPERATURE = "inverter_battery_temperature_c"
    SOC = "inverter_soc_pct"
    CHARGE_VOLTAGE = "inverter_charge_voltage_v"
    OPERATING = "operating_state"
    ERROR = "error_no"
    TAKEN_OVER = "taken_over"
    RATE = "rate"
    ERRORS = "errors"
    ADAPTER = "adapter"
    SILENCE = "silence"
    REMOTE = "remote"  # and FD frames
    MISSED = "missed"  # and not kept
    TOLD_APART = "told_apart"
    UNKNOWN = "unknown"  # identifiers that no protocol has
    VOLTAGE_STEPS = "voltage_steps"


def values(check: Check) -> tuple[Comparison, ...]:
    """The comparisons; of codes one line each, whose `what` is "protections.over_voltage" or the like."""
    return tuple(line for one in check.comparisons for line in _lines(one))


def _lines(one: Comparison) -> Iterator[Comparison]:
    told, said = _codes(one.told), _codes(one.said)
    codes = dict.fromkeys((*(told or ()), *(said or ())))
    if not codes:
        yield one
    for code in codes:
        both = (None if side is None else code in side for side in (told, said))
        yield _line(one, code, *both)


def _line(one: Comparison, code: str, told: bool | None, said: bool | None) -> Comparison:
    differs = one.differs and told is not None and said is not None and told != said
    return Comparison(f"{one.what}.{code}", told, said, differs, one.doubtful, one.age_s)


def _codes(value: object) -> tuple[str, ...] | None:
    return value if isinstance(value, tuple) else None


def details(state: "State") -> int:
    """How much leads on from the link check: what is suspected, the bus, the numbers, and any values."""
    return len(state.check.suspects) + 2 + bool(state.check.comparisons)


def advice(state: "State") -> tuple[tuple[str, ...], ...]:
    """What to do about what is suspected, a sentence a step, over as many parts as it needs."""
    suspect, room = state.inverter.advice, state.room
    found = state.facts.link_check.advice.get(suspect) if suspect else None
    if found is None:
        return ((),)
    sentences = found.sentences if room.check_parts == 1 else (found.title, *found.sentences)
    told = explaining.parted(((Heading.NOW, sentences),), room.lines_of, room.told)
    return tuple(tuple(each for block in part for each in block.sentences) for part in told)


def value_parts(state: "State") -> int:
    """Of the page of values."""
    return parts_needed(len(values(state.check)), state.room.values)


def facts(state: "State") -> tuple[BusFact, ...]:
    """Those that say something."""
    check, tap = state.check, state.inverter.tap
    errors, found = tap.traffic.errors, check.recognised
    sent = sending.sent(check.answers, check.live)
    silent = {
        **{BusFact(one): one not in sent for one in sending.SENT},
        BusFact.KNOWN_BY: not found.evidence,
        BusFact.ANSWER: not check.answers,
        BusFact.TAKEN_OVER: check.taken_over is Holds.UNKNOWN,
        BusFact.SILENCE: tap.silent is Silent.UNKNOWN,
        BusFact.REMOTE: not errors.remote_frames and not errors.fd_frames,
        BusFact.MISSED: not errors.missed and not errors.unkept,
        BusFact.TOLD_APART: not found.tells_apart,
        BusFact.UNKNOWN: not found.unknown,
        BusFact.VOLTAGE_STEPS: not check.in_tenths,
    }
    return tuple(one for one in BusFact if not silent.get(one))


def fact_parts(state: "State") -> int:
    """Of the page of the bus, before the frames."""
    return parts_needed(len(facts(state)), state.room.facts)


def bus_parts(state: "State") -> int:
    """Of the page of the bus: facts, then frames; or why nothing is heard and what to do."""
    if state.inverter.tap.phase is not TapPhase.OPEN:
        return 3 if state.inverter.tap.phase is TapPhase.LOST and state.room.asked < 3 else 1
    frames = -(-len(state.check.live) // state.room.frames)
    return fact_parts(state) + frames
