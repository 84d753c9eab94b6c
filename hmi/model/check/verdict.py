"""The check as it stands: what is heard, whether it is understood, whether it is obeyed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from hmi.model.check import bus, comparing, confirming, hearing, lasting, reading, suspects
from hmi.model.check.beforehand import cells
from hmi.model.check.finding import Answering, Check, Finding, Holds
from hmi.model.check.hearing import WINDOW_S, Hearing
from hmi.model.check.numbers import agreed, limit_differs
from hmi.model.check.said import said
from hmi.model.check.traffic import TapPhase
from hmi.protocol.can.answers import Sign
from hmi.protocol.can.fingerprint import Stranger
from hmi.protocol.can.language import Language
from hmi.protocol.inverter_protocol import NONE, RS485

if TYPE_CHECKING:
    from hmi.model.state import State

_NO_PAPER = frozenset(code for code, name in RS485.items() if name.startswith("LuxPower"))
_UNHEARD = (Finding.NOT_ACKNOWLEDGED, Finding.BMS_SILENT)
# What is understood there is anybody's guess, and what a human has seen was before.
_UNSETTLED = (
    *_UNHEARD,
    Finding.BUS_OFF,
    Finding.ONLY_ERRORS,
    Finding.SILENT,
    Finding.FLOODED,
    Finding.HIGH_VOLTAGE,
    Finding.OTHER_TRAFFIC,
    Finding.MIXTURE,
    Finding.TWO_BATTERIES,
    Finding.TOO_LITTLE,
)
_MISUNDERSTOOD = (
    Finding.MISMATCH,
    Finding.INVERTER_SPEAKS_OTHER,
    Finding.OUT_OF_RANGE,
    Finding.DIFFERENT_VALUES,
    Finding.NOT_TAKEN_OVER,
    Finding.NUMBERS_DIFFER,
)
_ANSWERED = (Answering.YES, Answering.LATE)


def check(state: "State") -> Check:
    """Everything the page shows, worked out of the traffic, the UART and the answers of a human."""
    codes, link = state.identity.codes, state.inverter
    code = codes[0] if codes else None
    selected = None if code is None else state.facts.speaks.get(code)
    base = Check(Finding.NO_TAP, selected=selected, selected_code=code, obeyed=link.obedience.holds)
    if link.tap.phase is TapPhase.OPEN:
        made = _by_tap(state, base)
    elif link.tap.phase is TapPhase.LOST:
        made = replace(_by_numbers(state, base) or base, finding=Finding.TAP_LOST)
    else:
        waiting = Finding.LISTENING if link.tap.phase is TapPhase.OPENING else Finding.NO_TAP
        made = _by_numbers(state, base) or replace(base, finding=_uncheckable(state) or waiting)
    if made.obeyed is Holds.YES and made.understood is not Holds.YES:
        # An inverter that does not know the limits may keep within them by chance.
        made = replace(made, obeyed=Holds.UNKNOWN)
    return replace(made, suspects=suspects.suspects(state.facts.link_check, made.finding, link.numbers))


def _uncheckable(state: "State") -> Finding | None:
    """Where only RS485 is set, to a protocol of which nothing is known, there is nothing to listen for."""
    codes = state.identity.codes
    return Finding.NOT_CHECKABLE if codes and codes[0] == NONE and codes[1] in _NO_PAPER else None


def _by_numbers(state: "State", base: Check) -> Check | None:
    """What a human says who has compared them; None: nobody has, or not all of them."""
    match agreed(state):
        case Holds.NO:
            return replace(base, finding=Finding.NUMBERS_DIFFER, understood=Holds.NO)
        case Holds.YES:
            found = {Holds.YES: Finding.OBEYED, Holds.NO: Finding.DISOBEYED}.get(base.obeyed, Finding.AGREED)
            return replace(base, finding=found, heard=Holds.YES, understood=Holds.YES)
        case _:
            if limit_differs(state):
                return replace(base, finding=Finding.LIMIT_DIFFERS, heard=Holds.YES)
            return None


def _by_tap(state: "State", base: Check) -> Check:
    tap, now = state.inverter.tap, state.now
    on_bus = hearing.heard(tap, now, base.selected)
    full = now - tap.since >= WINDOW_S
    if not tap.traffic.frames and not tap.traffic.errors.error_frames:
        # What the inverter shows, it may have by another cable than the one that the tap listens on.
        waiting = Finding.SILENT if full else Finding.LISTENING
        return _by_numbers(state, base) or replace(base, finding=_uncheckable(state) or waiting)
    if _is_gone(state) and base.selected not in on_bus.recognised.fits:
        # It may have been set to what it speaks now by somebody else.
        base = replace(base, selected=None, selected_code=None)
    told = reading.read(on_bus.language, on_bus.live, on_bus.at)
    made = replace(
        base,
        recognised=on_bus.recognised,
        answering=on_bus.answering,
        answers=on_bus.answers,
        told=told.told,
        comparisons=(
            comparing.comparisons(told, said(state, on_bus.language), on_bus.language, cells(state))
            if on_bus.language
            else ()
        ),
        live=on_bus.live,
        misfits=told.misfits,
        in_tenths=told.in_tenths,
        taken_over=confirming.taken_over(on_bus, told.told),
        stops_in_s=confirming.stops_in_s(on_bus, tap.traffic, base.selected),
    )
    made = _with_understood(replace(made, heard=_heard(state, made)), agreed(state))
    finding = bus.finding(tap, on_bus) or _wrong(state, made, on_bus) or _standing(made, agreed(state))
    if not full and finding is not Finding.BUS_OFF:  # which no frame that is still to come can change
        return replace(made, finding=Finding.LISTENING, understood=Holds.UNKNOWN)
    return _settled(replace(made, finding=finding))


def _is_gone(state: "State") -> bool:
    """What is known of the BMS was read before its link was lost, and not again since."""
    return state.link.battery is None and state.identity.serials is not None


def _settled(made: Check) -> Check:
    """With the steps as the finding leaves them."""
    if made.finding in _UNSETTLED:
        answered = Holds.YES if made.answering in _ANSWERED else Holds.UNKNOWN
        heard = Holds.NO if made.finding in _UNHEARD else answered
        return replace(made, heard=heard, understood=Holds.UNKNOWN)
    return replace(made, understood=Holds.NO) if made.finding in _MISUNDERSTOOD else made


def _heard(state: "State", made: Check) -> Holds:
    """Whoever answers is there to hear; nobody hears by default."""
    return Holds.YES if made.answering in _ANSWERED or agreed(state) is Holds.YES else Holds.UNKNOWN


def _with_understood(made: Check, human: Holds) -> Check:
    answered = made.answering in _ANSWERED and made.selected in made.recognised.fits
    sure = {Holds.NO: False, Holds.YES: True, Holds.UNKNOWN: not _of_sma(made)}[made.taken_over]
    known = made.selected is not Language.SOFAR
    if human is Holds.YES or (answered and sure and known):
        return replace(made, understood=Holds.YES)
    return made


def _of_sma(made: Check) -> bool:
    """The inverter sends back what it was told, so that it is known whether it has understood."""
    return any(one.sign is Sign.TELEMETRY_305 for one in made.answers)


def _wrong(state: "State", made: Check, on_bus: Hearing) -> Finding | None:
    """What of language and content keeps them apart; the first one outdoes the others."""
    link, recognised, now = state.inverter, on_bus.recognised, state.now
    out_of_range = on_bus.language is Language.SMA and comparing.CVL in comparing.dropped(made.told)
    differs = lasting.differs_now(made) and lasting.long_enough(link.differs_since, now - state.total.age)
    refuses = made.taken_over is Holds.NO and lasting.long_enough(link.refuses_since, now)
    holds = {
        Finding.BMS_SILENT: not on_bus.battery,
        Finding.HIGH_VOLTAGE: recognised.stranger is Stranger.HIGH_VOLTAGE,
        Finding.OTHER_TRAFFIC: recognised.stranger is not None,
        Finding.MIXTURE: bool(recognised.mixed),
        Finding.TWO_BATTERIES: on_bus.two_batteries,
        Finding.MISMATCH: bool(made.selected and recognised.fits) and made.selected not in recognised.fits,
        Finding.INVERTER_SPEAKS_OTHER: on_bus.speaks_other,
        Finding.TOO_LITTLE: on_bus.too_little,
        Finding.OUT_OF_RANGE: out_of_range,
        Finding.DIFFERENT_VALUES: differs,
        Finding.NOT_TAKEN_OVER: refuses,
        Finding.NUMBERS_DIFFER: agreed(state) is Holds.NO,
        Finding.DISOBEYED: made.obeyed is Holds.NO,
    }
    return next((one for one, so in holds.items() if so), None)


def _standing(made: Check, human: Holds) -> Finding:
    """Where nothing is wrong: how much is known."""
    sure = made.understood is Holds.YES and made.answering is Answering.YES
    if human is Holds.YES or sure:
        if made.obeyed is Holds.YES:
            return Finding.OBEYED
        return Finding.UNDERSTOOD if sure else Finding.AGREED
    holds = {
        Finding.NO_ANSWER: made.answering is Answering.MISSING,
        Finding.ANSWER_LATE: made.answering is Answering.LATE,
        Finding.SELECTED_UNKNOWN: made.selected is None,
        Finding.NO_ANSWER_KNOWN: made.selected is Language.SOFAR,
    }
    # An SMA inverter answers, and whether it has taken over what it is told is not known yet.
    return next((one for one, so in holds.items() if so), Finding.LISTENING)
