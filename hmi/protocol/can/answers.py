"""What an inverter says on the bus, and in which languages that is an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language

# Languages whose paper has a frame of the inverter; of SOFAR none is known.
ANSWERING = (Language.PYLON, Language.GOODWE, Language.SMA, Language.GROWATT, Language.VICTRON)


class Sign(StrEnum):
    """What was recognised as an inverter's."""

    ZEROS_305 = "zeros_305"  # PYLON, GOODWE, VICTRON
    TELEMETRY_305 = "telemetry_305"  # SMA
    GROWATT_301 = "growatt_301"
    GROWATT_301_HEX = "growatt_301_hex"  # 11 22 33 ..: the paper's decimal numbers read as hexadecimal
    VICTRON_307 = "victron_307"


@dataclass(frozen=True, slots=True)
class Answer:
    """One sign of life of an inverter, in the languages that have it."""

    sign: Sign
    languages: tuple[Language, ...]
    frame: CanFrame


def of_inverter(frame: CanFrame) -> bool:
    """Whether only an inverter sends this identifier with such content."""
    raise NotImplementedError


def answers(frames: Iterable[CanFrame]) -> tuple[Answer, ...]:
    """Every sign of an inverter among them, the surest first."""
    raise NotImplementedError
