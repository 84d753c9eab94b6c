"""Which language a bus speaks, from identifiers, lengths, names and content."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language


class Stranger(StrEnum):
    """What a bus speaks that is no language of the panel."""

    HIGH_VOLTAGE = "high_voltage"  # 29 bit identifiers of a high-voltage battery
    PACK_CABLE = "pack_cable"  # looks like the cable between packs
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
    """What the frames of one window are, one of each identifier. What inverters send says nothing."""
    raise NotImplementedError
