"""What one battery says in each language: as captured, completed from the layouts, and as simulated."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import combinations
from random import Random

from hmi.facts import model_named
from hmi.protocol.can.fingerprint import Fingerprint, fingerprint
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.simulator import MIDSUMMER
from hmi.simulator.inverter import telling
from hmi.simulator.inverter.announced import announced
from hmi.simulator.scenarios import SCENARIOS
from hmi.simulator.stack import Stack
from tests.protocol.can.recorded import bus

Stream = tuple[Language, tuple[CanFrame, ...]]

SMALL = 3  # identifiers: every subset up to there
LARGER = 300  # subsets above, at random


def frames(text: str) -> tuple[CanFrame, ...]:
    """Frames of a battery, written as "351 1402C012C012C201 355 58005E00"."""
    words = text.split()
    return tuple(
        CanFrame(int(identifier, 16), bytes.fromhex(data))
        for identifier, data in zip(words[::2], words[1::2], strict=True)
    )


def captured(name: str, more: str = "") -> tuple[CanFrame, ...]:
    """What the battery of a captured bus says, and frames that the capture lacks."""
    return (*(one.frame for one in bus(name) if not one.from_inverter), *frames(more))


def simulated(language: Language, packs: int) -> Stream:
    """What the simulated stack says."""
    stack = Stack(model_named("ES51.2-100LP"), packs, SCENARIOS["day"], 1, 100, MIDSUMMER)
    values = announced(stack)
    return language, tuple(
        telling.frame(language, one, values) for one in telling.identifiers(language, values)
    )


PACKS_SIMULATED = {
    Language.PYLON: 1,
    Language.GOODWE: 2,
    Language.SMA: 1,
    Language.SOFAR: 2,
    Language.GROWATT: 1,
    Language.VICTRON: 3,
}
OLD = "351 1402C012C012C201 355 58005E00 356 7A13F2FE6B01"
NEW = "351 1402C012C012C201 355 58005E000000 356 7A13F2FE6B01"
FINE = "351 4002080708070002 355 46006400761B0000 356 3E160000F9000000"
PAIRS = "35A AAAAAA02AAAAAA02 35F 0000000122010000"
NO_PAIRS = "35A 0000000000000000"
PYLON, AMASS, MAKER = (f"35E {name.ljust(8).encode().hex()}" for name in ("PYLON", "AMASS", "SHEnergy"))
PACKS = "372 0200000000000000 373 EA0C010D1F012201 379 9C00000000000000"
PLACES = "374 4331000000000000 375 4332000000000000 376 5431000000000000 377 5432000000000000"
GOODWE = "399 3300020001000000 3DA 0A0DF30C07100000 3DB 4B46010200000000"
JK = "351 9E027C016C07C601 356 4C16000034010000 35E 4A4B2D424D530000 35F 0000000128000000"
REST = (
    "354 6900690000000000 360 0000000000000000 378 1027000010270000"
    " 380 4142433100000000 381 0000000000000000 382 4A4B000000000000"
)

STREAMS: dict[str, Stream] = {
    "PYLON, older": (Language.PYLON, captured("pylon-us5000-old")),
    "PYLON, newer": (Language.PYLON, frames(f"{NEW} {NO_PAIRS} {PYLON} 35F 4C69000364000000")),
    "PYLON, V2": (
        Language.PYLON,
        frames(f"{OLD} 359 0000000002000000 {NO_PAIRS} 35C C000 {PYLON} {PACKS} {PLACES}"),
    ),
    "PYLON of JK": (Language.PYLON, captured("jk-pylon")),
    "GOODWE of JK": (Language.GOODWE, captured("jk-goodwe")),
    "GOODWE, residential": (
        Language.GOODWE,
        frames(f"{OLD} 359 0000000000000000 35C C000000000000000 {GOODWE}"),
    ),
    "GOODWE with alarms": (Language.GOODWE, frames(f"{OLD} 359 0318002000000000 35C 80 {GOODWE}")),
    "GOODWE, 45x": (
        Language.GOODWE,
        frames("453 0100 455 00000000 456 0202F401C8006401 457 5A006400 458 00020000FA00"),
    ),
    "SMA": (Language.SMA, captured("seplos-sma", "35B 0000000000000000")),
    "SMA, maker's name": (Language.SMA, frames(f"{FINE} {PAIRS} {MAKER}")),
    "SOFAR": (Language.SOFAR, captured("seplos-sofar")),
    "SOFAR with 30F": (
        Language.SOFAR,
        captured("hyd6000es", f"355 5A00640000000000 35F 0000010032000000 {MAKER}"),
    ),
    "SOFAR with 359": (
        Language.SOFAR,
        frames(f"{FINE} {PAIRS} 30F 0100000000000000 359 0000000004102710 {AMASS}"),
    ),
    "GROWATT of JK": (Language.GROWATT, captured("jk-growatt")),
    "GROWATT of Seplos": (Language.GROWATT, captured("seplos-growatt")),
    "VICTRON of JK": (
        Language.VICTRON,
        captured("jk-victron", f"{JK} 371 0000000000000000 372 0100000000000000 {PLACES} {REST}"),
    ),
    "VICTRON of BYD": (
        Language.VICTRON,
        captured("byd-victron", "355 5A006400 356 7A13F2FE6B01 35B 0000000000000000"),
    ),
    "VICTRON of Pytes": (Language.VICTRON, captured("pytes")),
    **{f"{language}, simulated": simulated(language, packs) for language, packs in PACKS_SIMULATED.items()},
}


class Outcome(StrEnum):
    """How a fingerprint meets what was spoken."""

    FIRST = "right, first"
    AMONG = "right, among several"
    NOT_KNOWN = "not known"
    WRONG = "wrong"


def outcome(spoken: Language, seen: Fingerprint) -> Outcome:
    """A mixture, and a stranger, are wrong: one battery spoke, of a language that is known."""
    if seen.mixed or seen.stranger or (seen.fits and spoken not in seen.fits):
        return Outcome.WRONG
    if not seen.fits:
        return Outcome.NOT_KNOWN
    return Outcome.FIRST if seen.fits[0] is spoken else Outcome.AMONG


def subsets(whole: tuple[CanFrame, ...], seed: int) -> Iterator[tuple[CanFrame, ...]]:
    """Every small one, and larger ones at random; the whole comes last."""
    for size in range(1, SMALL + 1):
        yield from combinations(whole, size)
    chance = Random(seed)
    for _ in range(LARGER):
        yield tuple(chance.sample(whole, chance.randint(min(SMALL + 1, len(whole)), len(whole))))
    yield whole


def table(streams: Iterable[Stream], seed: int, least: int = 1) -> dict[Language, Counter[Outcome]]:
    """For each language, how often its subsets of at least so many identifiers meet which outcome."""
    counted: dict[Language, Counter[Outcome]] = {}
    for language, whole in streams:
        outcomes = (
            outcome(language, fingerprint(part)) for part in subsets(whole, seed) if len(part) >= least
        )
        counted.setdefault(language, Counter()).update(outcomes)
    return counted
