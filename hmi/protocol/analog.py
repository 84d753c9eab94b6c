"""42H, analog values: voltages, temperatures, current, capacities of one pack or of the whole stack.

Sources: PACE-RS232-TY16S 2018-07-05 for the block, PACE RS232 V3.1 2024-06-17 for the tail, captures of both.
"""

from dataclasses import dataclass, replace

from hmi.protocol import fields
from hmi.protocol.blocks import Shape
from hmi.protocol.fields import rest, s16, temperatures, u8, u16, u32, voltages


@dataclass(frozen=True, slots=True)
class AnalogTail:
    """What newer firmwares append to the block; each sends some prefix of it. None: not available."""

    soc: int | None = u8(optional=True)  # %
    charge_throughput: int | None = u32(optional=True)  # Ah
    discharge_throughput: int | None = u32(optional=True)  # Ah
    soh: int | None = u8(optional=True)  # %
    voltage: float | None = u16(per=1000, optional=True)  # V, measured independently
    current: float | None = s16(per=100, optional=True)  # A, measured independently
    group_remaining: float | None = u32(per=100, optional=True)  # Ah
    group_full: float | None = u32(per=100, optional=True)  # Ah


# Lengths at which a tail was seen (or, 22, is documented) with that layout. The eight bytes of
# TheSunPays packs are two numbers of unknown meaning, so no layout is pretended for other lengths.
_TAILS_UNDERSTOOD = (1, 10, 14, 22)


@dataclass(frozen=True, slots=True)
class PackAnalog:
    """The analog values of one pack."""

    cell_voltages: tuple[float, ...] = voltages()  # V
    temperatures: tuple[float | None, ...] = temperatures()  # degC; None: not fitted
    current: float = s16(per=100)  # A, positive: charging
    voltage: float = u16(per=1000)  # V
    remaining: float = u16(per=100)  # Ah
    user_items: int = u8()  # "P"; says nothing about the tail in the field
    full: float = u16(per=100)  # Ah, learned
    cycles: int = u16()
    design: float = u16(per=100)  # Ah
    tail: bytes = rest()

    @property
    def soc(self) -> float | None:
        """State of charge, %, from remaining and full capacity; None while the pack knows no capacity.

        Computed, as every capture's own SOC agrees within 1 % and not every firmware sends one.
        """
        return min(100.0, 100 * self.remaining / self.full) if self.full else None

    @property
    def soh(self) -> float | None:
        """State of health, %: full over design capacity, at most 100 (new packs learn more than design)."""
        return min(100.0, 100 * self.full / self.design) if self.design else None

    @property
    def power(self) -> float:
        """W, positive: charging."""
        return self.voltage * self.current

    @property
    def no_data(self) -> bool:
        """True for an empty slot: a sound answer about a pack that is not there (nkinnan #24)."""
        return not any(self.cell_voltages)

    @property
    def extras(self) -> AnalogTail | None:
        """The tail's values where its length is understood; fillers are None like what was not sent."""
        if len(self.tail) not in _TAILS_UNDERSTOOD:
            return None
        tail = fields.decode(AnalogTail, self.tail)
        return replace(
            tail,
            charge_throughput=self._unless_filler(tail.charge_throughput),
            discharge_throughput=self._unless_filler(tail.discharge_throughput),
            soh=tail.soh or None,
        )

    def _unless_filler(self, throughput: int | None) -> int | None:
        """Firmwares that do not count repeat the design capacity in both halves (nkinnan #22, #57)."""
        design = round(self.design * 100)
        return None if throughput == (design << 16 | design) else throughput


# The likely lengths of tails, in the order in which they are common in the field, then anything.
_SEEN_TAILS = (0, 1, 14, 10, 8, 22)
_OTHER_TAILS = tuple(length for length in range(2, 65) if length not in _SEEN_TAILS)
SHAPE = Shape(PackAnalog, width=2, base=15, seen_tails=_SEEN_TAILS, other_tails=_OTHER_TAILS)
