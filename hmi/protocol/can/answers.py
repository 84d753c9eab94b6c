"""What an inverter says on the bus, and in which languages that is an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language

# Languages whose paper has a frame of the inverter; of SOFAR none is known.
ANSWERING = (Language.PYLON, Language.GOODWE, Language.SMA, Language.GROWATT, Language.VICTRON)

# Of inverters alone: 211H and 212H of later Growatt revisions, what a Sunny Island says to its cluster
# (300H also to switch a battery off), and what it and a Victron GX tell the battery.
_ONLY_INVERTERS = frozenset({0x211, 0x212, *range(0x300, 0x305), *range(0x306, 0x30A)})

_ZEROS = bytes(8)
_GROWATT = bytes.fromhex("0B16212C37424D58")  # 11-22-33-44-55-66-77-88, decimal (D-GRO104)
_GROWATT_HEX = bytes.fromhex("1122334455667788")
_NOTHING_KNOWN = bytes.fromhex("FFFF008000800080")  # of a Sunny Island that was told nothing
_VICTRON = bytes.fromhex("12345678") + b"VIC"


class Sign(StrEnum):
    """What was recognised as an inverter's. The surest first."""

    VICTRON_307 = "victron_307"
    GROWATT_301 = "growatt_301"
    GROWATT_301_HEX = "growatt_301_hex"  # 11 22 33 ..: the paper's decimal numbers read as hexadecimal
    TELEMETRY_305 = "telemetry_305"  # SMA
    ZEROS_305 = "zeros_305"  # PYLON, GOODWE, VICTRON


_LANGUAGES = {
    Sign.VICTRON_307: (Language.VICTRON,),
    Sign.GROWATT_301: (Language.GROWATT,),
    Sign.GROWATT_301_HEX: (Language.GROWATT,),
    Sign.TELEMETRY_305: (Language.SMA,),
    Sign.ZEROS_305: (Language.PYLON, Language.GOODWE, Language.VICTRON),
}
_SUREST_FIRST = tuple(Sign)


@dataclass(frozen=True, slots=True)
class Answer:
    """One sign of life of an inverter, in the languages that have it."""

    sign: Sign
    languages: tuple[Language, ...]
    frame: CanFrame


def of_inverter(frame: CanFrame) -> bool:
    """Whether only an inverter sends this identifier with such content.

    Extended 305H is a Schneider XW Pro's. Some battery emulators send 305H themselves, with a first byte of
    21H or a running counter: that one is an inverter's only as zeros or as telemetry.
    """
    if frame.extended:
        return frame.id == 0x305
    return frame.id in _ONLY_INVERTERS or _sign(frame) is not None


def answers(frames: Iterable[CanFrame]) -> tuple[Answer, ...]:
    """Every sign of an inverter among them, the surest first."""
    found = [Answer(sign, _LANGUAGES[sign], frame) for frame in frames if (sign := _sign(frame)) is not None]
    return tuple(sorted(found, key=lambda answer: _SUREST_FIRST.index(answer.sign)))


def _sign(frame: CanFrame) -> Sign | None:
    match frame.id, frame.extended:
        case 0x305, _ if frame.data == _ZEROS:
            return Sign.ZEROS_305
        case 0x305, False if _is_telemetry(frame.data):
            return Sign.TELEMETRY_305
        case 0x301, False if frame.data == _GROWATT:  # a Sunny Island has its power at 301H
            return Sign.GROWATT_301
        case 0x301, False if frame.data == _GROWATT_HEX:
            return Sign.GROWATT_301_HEX
        case 0x307, False if frame.data.startswith(_VICTRON):  # a Sunny Island has its relays at 307H
            return Sign.VICTRON_307
        case _:
            return None


def _is_telemetry(data: bytes) -> bool:
    """Whether it holds voltage, current, temperature and SOC of a battery, or says that it knows none.

    A counter of up to four bytes leaves temperature and SOC at zero; one byte repeated is a counter too.
    """
    if data == _NOTHING_KNOWN:
        return True
    if len(data) < 8 or not any(data[4:]) or len(set(data)) == 1:
        return False
    voltage_dv, temperature_dc, soc_permille = (
        int.from_bytes(data[at : at + 2], "little", signed=True) for at in (0, 4, 6)
    )
    return 160 <= voltage_dv <= 650 and -400 <= temperature_dc <= 1000 and 0 <= soc_permille <= 1000
