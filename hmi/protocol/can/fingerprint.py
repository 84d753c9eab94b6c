"""Which language a bus speaks, from identifiers, names and content."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from hmi.protocol.can.answers import of_inverter
from hmi.protocol.can.credible import GROWATT, credible, unsigned
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.can.marks import joined, marks
from hmi.protocol.can.relatives import relatives
from hmi.protocol.can.tables import known

# Of Growatt's frames those that every pack sends; the first three cannot be mistaken for anything else.
_GROWATT_SURE = frozenset({0x311, 0x313, 0x319})
_GROWATT_CORE = _GROWATT_SURE | {0x312, 0x314}
_GROWATT_ENOUGH = 3  # of all others

# Extended: Growatt's; Pylon's, with its inverter's; what an inverter asks SOFAR_HV, and the replies.
_HIGH_VOLTAGE = (
    range(0x3010, 0x3111),
    range(0x4200, 0x42F1),
    range(0x7310, 0x7341),
    range(0x8200, 0x8251),
    (0x605, 0x705),
    range(0x670, 0x6C1),
    range(0x770, 0x785),
)
_MOST_LOW_VOLTAGE = 700  # 0.1 V


class Stranger(StrEnum):
    """What a bus speaks that is no language of the panel.

    The cable between packs is OTHER: no source has its identifiers.
    """

    HIGH_VOLTAGE = "high_voltage"  # 29 bit identifiers of a high-voltage battery
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What was recognised. `fits` empty: not known."""

    fits: tuple[Language, ...] = ()  # every language that these frames can be, the likeliest first
    evidence: tuple[str, ...] = ()  # what speaks for the first, in the wire's own terms: "359 + 35C", "PYLON"
    tells_apart: tuple[str, ...] = ()  # what would decide between those that fit: "35E", "30F"
    mixed: tuple[Language, ...] = ()  # the first of each framing, where two that exclude each other are heard
    stranger: Stranger | None = None  # where nothing fits
    unknown: tuple[str, ...] = ()  # names of the identifiers that no language has


def fingerprint(frames: Iterable[CanFrame]) -> Fingerprint:
    """What the frames of one window are, one of each identifier. What inverters send says nothing.

    Nothing wrong is named: `fits` keeps every language that the frames can be a part of. It is empty, with no
    `stranger`, where too little of the battery is heard or its content cannot be true.
    """
    of_battery = [frame for frame in frames if not of_inverter(frame)]
    strangers = [frame for frame in of_battery if not _has_a_language(frame)]
    heard = {frame.id: frame.data for frame in of_battery if not frame.extended}
    recognised = _recognised(heard, sum(not frame.extended for frame in strangers))
    if not recognised.fits and 2 * len(strangers) > len(of_battery):
        recognised = _stranger(strangers)
    by_length = sorted(strangers, key=lambda frame: (frame.extended, frame.id))
    return replace(recognised, unknown=tuple(frame.name for frame in by_length))


def _has_a_language(frame: CanFrame) -> bool:
    return not frame.extended and any(known(language, frame) for language in Language)


def _recognised(heard: Mapping[int, bytes], strangers: int) -> Fingerprint:
    """The languages of the frames with 11 bit identifiers, beside so many of no language."""
    growatt = _growatt(heard, strangers)
    seen = marks(heard)
    if not seen.of_the_family(strangers):
        return Fingerprint((Language.GROWATT,), (growatt,)) if growatt else Fingerprint()
    family = relatives(seen)
    if not growatt:
        return Fingerprint(family.fits, family.evidence, family.tells_apart, family.mixed)
    fits, evidence = (*family.fits, Language.GROWATT), (*family.evidence, growatt)
    return Fingerprint(fits, evidence, mixed=(family.fits[0], Language.GROWATT))


def _growatt(heard: Mapping[int, bytes], strangers: int) -> str | None:
    """The identifiers that speak for GROWATT; None: not enough of them."""
    speaking = credible(heard, GROWATT)
    core, sure = speaking & _GROWATT_CORE, speaking & _GROWATT_SURE
    enough = sure or len(core) >= 2 or len(speaking) >= _GROWATT_ENOUGH
    if len(sure) >= 2 or (enough and strangers < len(speaking)):
        return joined(core or speaking)
    return None


def _stranger(strangers: Sequence[CanFrame]) -> Fingerprint:
    high = tuple(frame.name for frame in strangers if _is_high_voltage(frame))
    if not high:
        return Fingerprint(stranger=Stranger.OTHER)
    return Fingerprint(evidence=(" + ".join(high),), stranger=Stranger.HIGH_VOLTAGE)


def _is_high_voltage(frame: CanFrame) -> bool:
    """By identifier; and 351H by its voltage, which may also be a pack's of ours in a wrong frame."""
    if not known(Language.SOFAR_HV, frame):
        return frame.extended and any(frame.id in identifiers for identifiers in _HIGH_VOLTAGE)
    return frame.id & 0xFFF != 0x351 or unsigned(frame.data, 0) > _MOST_LOW_VOLTAGE
