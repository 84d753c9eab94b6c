"""What the frames of the 35x family speak for: the marks by which its languages are told apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hmi.protocol.can.credible import FAMILY, are_extremes, credible, is_fine, name
from hmi.protocol.can.family import is_text
from hmi.protocol.can.language import Language

# Only GoodWe's papers have them: the residential batteries' (D-GW10), and a set that two projects send.
GOODWE_ONLY = frozenset({0x399, 0x3DA, 0x3DB, 0x456, 0x457, 0x458})
# Of SMA's framing, to which Pylon's batteries of the new generation went over; 30FH is SOFAR's.
SMA_FRAMING = frozenset({0x30F, 0x35A, 0x35B, 0x35F})
# Of a profile that several makers send. One project's PYLON has the first ones too, but no 35FH.
VICTRON_OR_PYLON = frozenset(range(0x372, 0x37A))
VICTRON_ONLY = frozenset({0x354, 0x360, 0x380, 0x381, 0x382})
# By its content each of these is the family's beyond doubt; of the others, which may be zeros, it takes more.
_UNMISTAKABLE = frozenset({0x351, 0x355, 0x356, 0x35E}) | GOODWE_ONLY - {0x457}
_PAIRED = frozenset({0x359, 0x35A, 0x35C, 0x35F})
_MOST_NAMED = 6
_TAGS = (b"PN", b"PY")

_NAMES = {
    "PYLON": Language.PYLON,
    "SMA": Language.SMA,
    "SOFAR": Language.SOFAR,
    "AMASS": Language.SOFAR,
    "GOODWE": Language.GOODWE,
}


@dataclass(frozen=True, slots=True)
class Marks:
    """What was seen of the family on one bus."""

    speaking: frozenset[int]  # identifiers whose content can be true
    name: str | None = None  # of 35EH; most are the maker's
    named: Language | None = None  # where the name is a language's
    tagged: bool = False  # 359H with "PN" or "PY", as Pylon's
    alarms: bool = False  # in 359H, which SOFAR leaves empty
    fine_soc: bool = False
    extremes: bool = False  # of the cells, in 370H or 371H
    text: bool = False  # a product's name, there

    def has(self, *identifiers: int) -> bool:
        """Whether one of these was seen."""
        return not self.speaking.isdisjoint(identifiers)

    def of_the_family(self, strangers: int) -> bool:
        """Whether it is the family at all, beside so many identifiers of no language."""
        unmistakable = len(self.speaking & _UNMISTAKABLE) + self.tagged
        if unmistakable >= 2:
            return True
        enough = unmistakable or len(self.speaking & _PAIRED) >= 2 or len(self.speaking) >= 3
        return bool(enough) and strangers < len(self.speaking)

    @property
    def goodwe_only(self) -> bool:
        """A frame that only GoodWe's papers have."""
        return self.has(*GOODWE_ONLY)

    @property
    def pylon_framing(self) -> bool:
        """Requests, or a tag beside the alarms: PYLON and GOODWE have them, nobody else."""
        return self.has(0x35C) or self.tagged

    @property
    def sma_framing(self) -> bool:
        """Alarms in pairs of bits, or what goes with them."""
        return self.has(*SMA_FRAMING)

    @property
    def victron(self) -> bool:
        """That profile in full: a product's name, or three of its identifiers."""
        return self.text or len(self.speaking & (VICTRON_OR_PYLON | VICTRON_ONLY)) >= 3


def joined(identifiers: Iterable[int]) -> str:
    """Identifiers with 11 bits as evidence: "359 + 35C"; of many the first ones and two dots."""
    names = [f"{identifier:03X}" for identifier in sorted(identifiers)]
    return " + ".join(names if len(names) <= _MOST_NAMED else [*names[: _MOST_NAMED - 1], ".."])


def marks(heard: Mapping[int, bytes]) -> Marks:
    """The marks of a battery's frames with 11 bit identifiers: data by identifier."""
    speaking = credible(heard, FAMILY)
    if {0x456, 0x458} & (heard.keys() - speaking):
        speaking -= {0x457}  # whose percents say nothing about the voltage of the battery
    called = name(heard[0x35E]) if 0x35E in speaking else None
    alarms = heard[0x359] if 0x359 in speaking else b""
    text = any(is_text(heard[one]) for one in (0x370, 0x371) if one in heard)
    place = 0x370 if 0x370 in heard else 0x371
    return Marks(
        speaking=speaking,
        name=called,
        named=_NAMES.get(called.upper()) if called else None,
        tagged=alarms[5:7] in _TAGS,
        alarms=any(alarms[:4]),
        fine_soc=0x355 in speaking and is_fine(heard[0x355]),
        extremes=not text and are_extremes(place, heard.get(place, b"")),
        text=text,
    )
