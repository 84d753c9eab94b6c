"""What is heard on the bus: who speaks there, in which language, and whether the inverter answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from hmi.model.check.finding import Answering
from hmi.model.check.traffic import EXPECTED_PERIOD_S, Heard, Tap
from hmi.model.freshness import LIVE_PERIODS, Freshness, freshness
from hmi.protocol.can.answers import ANSWERING, Answer, Sign, answers, of_inverter
from hmi.protocol.can.fingerprint import Fingerprint, fingerprint
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.can.tables import identifiers

WINDOW_S = 3.0  # in which every frame of a healthy set comes at least twice
ANSWERED_S, MISSING_S = 3.0, 10.0  # after the inverter's last sign: it answers, late, not any more
# No identifier is expected sooner: the tap looks at what came in batches.
LEAST_PERIOD_S = 0.1
TOLD_S = 2.0  # a tap tells twice a second what it heard; one that is silent for longer is stuck

# Two batteries on one bus: an identifier whose data come in turns, so many times in a window of the tap.
# The limits, SOC, requests and name of one battery do not jump to and fro. Voltage, current and cells may,
# under a load that pulsates: there it counts only where frames also come twice as often as the papers have
# them. Of more the rate says nothing: one real BMS alone sends its Growatt frames every 180 ms.
TURNS = 3
STEADY = frozenset((0x351, 0x355, 0x359, 0x35A, 0x35C, 0x35E, 0x35F, 0x311, 0x312, 0x320))
MEASURED = frozenset((0x356, 0x313, 0x314, 0x319))
DOUBLED = 1.8 / EXPECTED_PERIOD_S, 4.0 / EXPECTED_PERIOD_S  # frames a second

# A flood of any identifiers is not looked through for what they are; all that a language has are.
_KNOWN = frozenset(identifier for language in Language for identifier in identifiers(language))
MOST_STRANGERS = 32

_TOO_LITTLE = ("35x",)  # the evidence for a set that all of the family have


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is heard now. `at` is the time (s) as of which it is."""

    at: float
    live: tuple[Heard, ...] = ()  # not gone
    battery: tuple[Heard, ...] = ()  # of them, what no inverter sends
    recognised: Fingerprint = Fingerprint()  # noqa: RUF009 - frozen
    language: Language | None = None  # in which the battery's frames are read: what is selected, if it fits
    answers: tuple[Answer, ...] = ()  # first those that fit what the battery speaks
    answering: Answering = Answering.UNKNOWN
    speaks_other: bool = False  # what the inverter answers in is no language that the battery's frames fit

    @property
    def too_little(self) -> bool:
        """It cannot be said which of the family it is."""
        recognised = self.recognised
        told = recognised.fits or recognised.mixed or recognised.stranger
        return not told or recognised.evidence == _TOO_LITTLE

    @property
    def two_batteries(self) -> bool:
        """Values of two come in turns."""
        return any(_doubled(one) for one in self.battery)


def time_of(tap: Tap, now: float) -> float:
    """As of when ages on the bus count: the tap's last word, as long as it has one twice a second."""
    told_at = tap.traffic.at
    return told_at if now - told_at <= TOLD_S else now


def age_s(one: Heard, at: float) -> float:
    """How old the last frame is."""
    return max(0.0, at - one.at)


def freshness_of(one: Heard, at: float) -> Freshness:
    """Whether its values are live, dimmed or gone."""
    return freshness(one.at, period_s(one), at)


def period_s(one: Heard) -> float:
    """In which its next frame is expected."""
    period = one.period_s or EXPECTED_PERIOD_S
    if one.alternations and one.rate:  # two senders: their gaps are short and long in turns
        period = max(period, 1 / one.rate)
    return max(period, LEAST_PERIOD_S)


def heard(tap: Tap, now: float, selected: Language | None) -> Hearing:
    """What the tap hears now."""
    at, traffic = time_of(tap, now), tap.traffic
    live = tuple(one for one in traffic.heard if freshness_of(one, at) is not Freshness.GONE)
    battery = tuple(one for one in live if not of_inverter(one.frame))
    recognised = _recognised(tuple(one.frame for one in _in_step(battery)))
    language = _language(recognised, selected) if battery else None
    signs = _signs(traffic.heard, at)
    spoken = recognised.fits or ((selected,) if selected else ())
    fitting = tuple((sign, age) for sign, age in signs if _fits(sign, spoken, language))
    return Hearing(
        at=at,
        live=live,
        battery=battery,
        recognised=recognised,
        language=language,
        answers=tuple(sign for sign, _ in sorted(signs, key=lambda one: one not in fitting)),
        answering=_answering(language, [age for _, age in fitting or signs]),
        speaks_other=bool(signs and battery) and not fitting,
    )


def _in_step(battery: tuple[Heard, ...]) -> Iterable[Heard]:
    """Those that keep up with the newest: a BMS that was told to speak otherwise leaves old frames behind."""
    newest = max((one.at for one in battery), default=0.0)
    in_step = [one for one in battery if newest - one.at <= LIVE_PERIODS * period_s(one)]
    strangers = (one for one in in_step if one.frame.id not in _KNOWN)
    return *(one for one in in_step if one.frame.id in _KNOWN), *islice(strangers, MOST_STRANGERS)


# The same data come again and again, and a page asks more often than the bus tells something new.
@lru_cache(maxsize=4)
def _recognised(frames: tuple[CanFrame, ...]) -> Fingerprint:
    return fingerprint(frames)


def _language(recognised: Fingerprint, selected: Language | None) -> Language | None:
    if selected in recognised.fits:
        return selected
    return next(iter(recognised.fits), None)


def _signs(heard: tuple[Heard, ...], at: float) -> tuple[tuple[Answer, float], ...]:
    """Every sign of an inverter that is not missing yet, the surest first, with its age (s)."""
    signs = answers(one.frame for one in heard if at - one.at <= MISSING_S)
    found = {sign.frame.id for sign in signs}
    ages = {one.frame: age_s(one, at) for one in heard if one.frame.id in found}
    return tuple((sign, ages[sign.frame]) for sign in signs)


def _fits(sign: Answer, spoken: tuple[Language, ...], language: Language | None) -> bool:
    """Whether battery and inverter may mean the same: a set that fits two languages is understood in both.

    What a SOFAR inverter sends is not known; eight zeros may be it.
    """
    unknown = not spoken or (language is Language.SOFAR and sign.sign is Sign.ZEROS_305)
    return unknown or not set(spoken).isdisjoint(sign.languages)


def _answering(language: Language | None, ages: list[float]) -> Answering:
    if ages:
        return Answering.YES if min(ages) <= ANSWERED_S else Answering.LATE
    if language is None:
        return Answering.UNKNOWN
    return Answering.MISSING if language in ANSWERING else Answering.NONE_KNOWN


def _doubled(one: Heard) -> bool:
    if one.frame.extended or one.alternations < TURNS:
        return False
    least, most = DOUBLED
    return one.frame.id in STEADY or (one.frame.id in MEASURED and least <= one.rate <= most)
