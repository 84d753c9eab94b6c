"""Where the wires between two sockets run, in contacts; hmi.ui.plugs draws them.

Both sockets stand side by side and are seen from the front, latch below, contact 1 at the left. A wire goes
up from its contact to a lane of its own, along it, and down to the contacts of the pack.
"""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import inf

from hmi.model.facts import Wire

CONTACTS = 8
GAP = 1.6  # contacts, between the sockets
WIDTH = 2 * CONTACTS + GAP + 1  # half a contact is free at both ends
STUB = CONTACTS - 3.0  # where a wire begins whose other end is not told,
STUB_BESIDE = CONTACTS + 1.1  # beside one of which it is


@dataclass(frozen=True, slots=True)
class Lane:
    """A wire: where it leaves its lane, from left to right, and where the signal's name stands above it."""

    signal: str
    inverter: float | None  # None: the pin is not told
    pack: tuple[float, ...]
    stub: float = STUB
    name_at: float = 0.0
    free: float = field(default=inf, compare=False)  # from there to the nearest wire that comes from above

    @property
    def left(self) -> float:
        """Where the lane begins."""
        return min(self.stub if self.inverter is None else self.inverter, *self.pack)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(self.pack) if self.inverter is None else max(self.inverter, *self.pack)

    @property
    def drops(self) -> tuple[float, ...]:
        """Where it goes down."""
        return self.pack if self.inverter is None else (self.inverter, *self.pack)


def inverter_contact(pin: int) -> float:
    """Where a contact of the inverter's socket is."""
    return pin


def pack_contact(pin: int) -> float:
    """Where a contact of the pack's socket is."""
    return CONTACTS + GAP + pin


def lanes(wires: tuple[Wire, ...]) -> tuple[Lane, ...]:
    """The wires from above; one that spans others runs over them, so that few cross."""
    told = any(wire.inverter_pin for wire in wires)
    plain = [
        Lane(
            wire.signal,
            None if wire.inverter_pin is None else inverter_contact(wire.inverter_pin),
            tuple(pack_contact(pin) for pin in wire.pack_pins),
            STUB_BESIDE if told else STUB,
        )
        for wire in wires
    ]
    plain.sort(key=lambda lane: lane.left - lane.right)
    return tuple(_named(lane, plain[:row]) for row, lane in enumerate(plain))


def _named(lane: Lane, above: list[Lane]) -> Lane:
    """With the place of its name, in the middle of its widest piece on which no wire goes down."""
    at = _name_at(lane, above)
    free = min((abs(down - at) for other in above for down in other.drops), default=inf)
    return replace(lane, name_at=at, free=free)


def _name_at(lane: Lane, above: list[Lane]) -> float:
    downs = {at for other in (lane, *above) for at in other.drops if lane.left < at < lane.right}
    ends = sorted({lane.left, lane.right, *downs})
    left, right = max(pairwise(ends), key=lambda piece: piece[1] - piece[0])
    return (left + right) / 2
