"""Whether the content of a frame can be what its identifier says, of a low-voltage battery.

Other buses have the same identifiers: only content makes them a sign of a language. The limits are wider than
a healthy battery's, for a sign must not be lost with an alarm. Lengths are the makers' own: they decide
nothing, but what is read must be there.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from hmi.protocol.can.family import is_text

Table = Mapping[int, tuple[int, Callable[[bytes], bool]]]

_VOLTAGE = range(160, 701)  # 0.1 V: 8 to 16 cells; a real BMS asks for 67.0 V
_FINE_VOLTAGE = range(1600, 7001)  # 0.01 V
_CURRENT = range(-12000, 12001)  # 0.1 A
_TEMPERATURE = range(-400, 1001)  # 0.1 degC
_CELL = range(1000, 5001)  # mV
_CENTICELL = range(100, 501)  # 10 mV, as one project sends it
_PERCENT = range(0, 101)
_SOH = range(0, 111)


def unsigned(data: bytes, at: int, order: Literal["little", "big"] = "little") -> int:
    """The 16 bit number there."""
    return int.from_bytes(data[at : at + 2], order)


def signed(data: bytes, at: int, order: Literal["little", "big"] = "little") -> int:
    """The same in two's complement."""
    return int.from_bytes(data[at : at + 2], order, signed=True)


def name(data: bytes) -> str:
    """The letters of 35EH: makers fill it up with spaces or zeros, one has zeros between the letters."""
    return bytes(byte for byte in data if 0x20 <= byte < 0x7F).decode("ascii").strip()


def are_extremes(identifier: int, data: bytes) -> bool:
    """Whether 370H holds temperatures and cell voltages, or 371H the numbers of their sensors and cells."""
    if len(data) < 8 or is_text(data):
        return False
    if identifier == 0x371:
        return data[4] > 0 and data[6] > 0 and not any(data[1::2])
    highest, lowest = unsigned(data, 4), unsigned(data, 6)
    cells = highest >= lowest and any(highest in unit and lowest in unit for unit in (_CELL, _CENTICELL))
    return cells and all(signed(data, at) in _TEMPERATURE for at in (0, 2))


def is_fine(data: bytes) -> bool:
    """Whether 355H holds SOC in 0.01 % as well: it agrees with the whole one to within 1 %."""
    fine = unsigned(data, 4) if len(data) >= 6 else 0
    return fine > 0 and abs(fine - 100 * unsigned(data, 0)) <= 100


def _are_limits(data: bytes) -> bool:
    """SMA's unused fields are 8000H for a current and FFFFH for a voltage."""
    currents = all(unsigned(data, at) == 0x8000 or signed(data, at) in _CURRENT for at in (2, 4))
    stop = unsigned(data, 6)
    return unsigned(data, 0) in _VOLTAGE and currents and (stop <= 700 or stop == 0xFFFF)


def _is_charge(data: bytes) -> bool:
    return unsigned(data, 0) in _PERCENT and unsigned(data, 2) in _SOH and any(data)


def _are_measurements(data: bytes) -> bool:
    voltage = unsigned(data, 0)
    return (voltage in _VOLTAGE or voltage in _FINE_VOLTAGE) and signed(data, 4) in _TEMPERATURE


def _are_requests(data: bytes) -> bool:
    """The bits of D-PYL12; toward a Sunny Island one project switches with 01 and 02 here."""
    return data[0] & 0x07 == 0


def _is_printable(data: bytes) -> bool:
    return all(byte == 0 or 0x20 <= byte < 0x7F for byte in data)


def _is_name(data: bytes) -> bool:
    return len(name(data)) >= 2 and _is_printable(data)


def _are_cells_and_kelvin(data: bytes) -> bool:
    """373H: the lowest first."""
    cells = 0 < unsigned(data, 0) <= unsigned(data, 2) <= 5000
    return cells and all(unsigned(data, at) <= 400 for at in (4, 6))


def _is_command(data: bytes) -> bool:
    return unsigned(data, 0) <= 2 and not any(data[2:])


def _is_capacity(data: bytes) -> bool:
    """399H: nominal energy, and two bits each of warnings and alarms."""
    return any(data[:2]) and data[2] <= 3 and data[3] == 0 and data[4] <= 3


def _are_cells(data: bytes) -> bool:
    """3DAH: the highest first, and their numbers."""
    highest, lowest = unsigned(data, 0), unsigned(data, 2)
    return highest in _CELL and lowest in _CELL and highest >= lowest and not any(data[6:])


def _are_temperatures(data: bytes) -> bool:
    """3DBH: -40 to 100 degC, 50 more on the wire; the highest first, and the numbers of the sensors."""
    return 150 >= data[0] >= data[1] >= 10 and not any(data[4:])


def _is_any(data: bytes) -> bool:
    """Content that the papers leave open."""
    return data != bytes([0xFF]) * len(data)


def _is_big_measurements(data: bytes) -> bool:
    """313H."""
    voltage, temperature = unsigned(data, 0, "big"), signed(data, 4, "big")
    share = data[6] in _PERCENT and data[7] & 0x7F in _SOH
    return voltage in _FINE_VOLTAGE and temperature in _TEMPERATURE and share


# By identifier: how many bytes have to be there, and what they have to be.
FAMILY: Table = {
    0x30F: (2, _is_command),
    0x351: (6, _are_limits),
    0x354: (2, _is_any),
    0x355: (4, _is_charge),
    0x356: (6, _are_measurements),
    0x359: (4, _is_any),
    0x35A: (4, _is_any),
    0x35B: (1, _is_any),
    0x35C: (1, _are_requests),
    0x35E: (2, _is_name),
    0x35F: (6, _is_any),
    0x360: (1, _is_any),
    0x370: (1, _is_any),
    0x371: (1, _is_any),
    0x372: (2, lambda data: all(unsigned(data, at) <= 256 for at in (0, 2, 4, 6))),
    0x373: (8, _are_cells_and_kelvin),
    **dict.fromkeys((*range(0x374, 0x378), *range(0x380, 0x383)), (1, _is_printable)),
    0x378: (8, _is_any),
    0x379: (2, _is_any),
    0x399: (5, _is_capacity),
    0x3DA: (6, _are_cells),
    0x3DB: (4, _are_temperatures),
    0x453: (2, _is_any),
    0x455: (4, _is_any),
    0x456: (8, _are_limits),
    0x457: (4, lambda data: any(data) and all(unsigned(data, at) <= 10000 for at in (0, 2))),
    0x458: (6, lambda data: unsigned(data, 0) in _VOLTAGE and signed(data, 4) in _TEMPERATURE),
}


def _are_big(data: bytes, *places: int, of: range = _CELL) -> bool:
    return all(unsigned(data, at, "big") in of for at in places)


def _are_big_limits(data: bytes) -> bool:
    """311H: 20.0 to 65.0 V; the four highest bits of its state are unused."""
    currents = _are_big(data, 2, 4, of=range(12001))
    return _are_big(data, 0, of=range(200, 651)) and currents and data[6] & 0xF0 == 0


def _are_four_cells(data: bytes) -> bool:
    """315H to 318H: those that are not there are 0."""
    cells = [unsigned(data, at, "big") for at in (0, 2, 4, 6)]
    return any(cells) and all(cell == 0 or cell in _CELL for cell in cells)


def _are_big_extremes(data: bytes) -> bool:
    """322H: temperatures, and SOC of the fullest and the emptiest pack."""
    return all(signed(data, at, "big") in _TEMPERATURE for at in (0, 2)) and max(data[6:8]) in _PERCENT


GROWATT: Table = {
    0x311: (8, _are_big_limits),
    0x312: (5, lambda data: _is_any(data) and data[4] <= 64),
    0x313: (8, _is_big_measurements),
    0x314: (8, lambda data: unsigned(data, 2, "big") > 0 and _are_big(data, 4, of=range(5001))),
    **dict.fromkeys(range(0x315, 0x319), (8, _are_four_cells)),
    0x319: (5, lambda data: _are_big(data, 1, 3) and unsigned(data, 1, "big") >= unsigned(data, 3, "big")),
    0x320: (4, lambda data: data[:2].isalpha() and data[:2].isupper()),
    0x321: (4, lambda data: data[0] & 0xE0 == 0 and data[1] in _PERCENT),
    0x322: (8, _are_big_extremes),
    0x323: (8, lambda data: data[0] in range(1, 33)),
}


def credible(heard: Mapping[int, bytes], table: Table) -> frozenset[int]:
    """Identifiers among those heard whose content can be true by a table of these."""
    return frozenset(
        identifier
        for identifier, data in heard.items()
        if identifier in table and len(data) >= table[identifier][0] and table[identifier][1](data)
    )
