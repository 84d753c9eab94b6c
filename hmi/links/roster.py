"""The packs that a master reports, as found by asking it for one after the other.

90H counts the packs and does not name their addresses. They should be 1 to that count; where one of these
is empty, the missing pack is looked for beyond, up to 15, and takes the empty one's place in the stack.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hmi.protocol.analog import PackAnalog
from hmi.protocol.status import PackStatus

HOST = 1  # slot of the pack on the wire
MASTER = 1  # its address, if it reports others
LAST = 15  # address
EMPTY_S = 30.0  # s, between two looks at a place that gave no data
_MISSES = 3  # silences in a row, and a place counts as empty


@dataclass(slots=True)
class Seat:
    """One place that is asked for, by the address of its pack."""

    address: int
    slot: int | None  # place in the stack; None: looked for beyond the count
    due: float = float("-inf")  # s, when to ask again
    visited: bool = False
    misses: int = 0
    analog: PackAnalog | None = None  # as last read

    @property
    def empty(self) -> bool:
        """No pack answers from here."""
        if self.analog is None:
            return self.misses > 0
        return self.analog.no_data or self.misses >= _MISSES


class Roster:
    """The seats of a stack of `count` packs, the host's excepted."""

    def __init__(self, count: int) -> None:
        self.count = min(count, LAST)
        self.host: PackAnalog | None = None  # as last read
        self._seats = {address: Seat(address, address) for address in range(HOST + 1, self.count + 1)}
        self._beyond = iter(range(self.count + 1, LAST + 1))

    @property
    def surveyed(self) -> bool:
        """Every seat was asked for at least once."""
        return all(seat.visited for seat in self._seats.values())

    @property
    def seats(self) -> list[Seat]:
        """All seats but the host's, by address."""
        return sorted(self._seats.values(), key=lambda seat: seat.address)

    @property
    def present(self) -> list[Seat]:
        """The seats with a pack."""
        return [seat for seat in self.seats if not seat.empty]

    @property
    def known(self) -> set[int]:
        """The slots whose packs give values."""
        return {HOST, *(seat.slot for seat in self.present if seat.slot is not None)}

    @property
    def in_order(self) -> bool:
        """The addresses are 1 to the count without exception, so the k-th block of a reply is pack k."""
        return all(seat.slot == seat.address for seat in self.seats)

    def seat(self, address: int) -> Seat | None:
        """The seat of that address."""
        return self._seats.get(address)

    def next(self, now: float) -> Seat | None:
        """The seat that has been due for longest."""
        return min((seat for seat in self.seats if seat.due <= now), key=lambda seat: seat.due, default=None)

    def due(self) -> float:
        """When (s) the next seat is due."""
        return min((seat.due for seat in self._seats.values()), default=float("inf"))

    def hurry(self, now: float) -> None:
        """Every pack is due by now."""
        for seat in self.present:
            seat.due = min(seat.due, now)

    def came(self, seat: Seat, analog: PackAnalog | None, silent: bool, now: float, period: float) -> None:
        """The seat was asked for: what came, perhaps with no data; None: nothing, or nothing of use."""
        seat.visited = True
        seat.misses = seat.misses + 1 if silent else 0
        seat.analog = analog or seat.analog
        seat.due = now + (EMPTY_S if seat.empty else period)
        if seat.slot is None:
            self._settle_beyond(seat)
        if self.surveyed and any(one.empty for one in self.seats):
            self._look_beyond()

    def _settle_beyond(self, seat: Seat) -> None:
        vacant = next((one for one in self.seats if one.empty and one.slot is not None), None)
        if seat.empty or vacant is None:
            del self._seats[seat.address]
            return
        seat.slot = vacant.slot
        del self._seats[vacant.address]

    def _look_beyond(self) -> None:
        address = next(self._beyond, None)
        if address is not None:
            self._seats[address] = Seat(address, None)

    def fits(self, blocks: Sequence[object]) -> bool:
        """Whether the blocks of a reply about the whole stack are the packs as they were last read.

        Where asking for one pack brought nothing, its block cannot contradict.
        """
        known = [self.host, *(seat.analog for seat in self.seats)]
        return len(blocks) == self.count == len(known) and all(map(_same, known, blocks))

    def came_at_once(self, blocks: Sequence[PackAnalog]) -> None:
        """All packs were read by one request."""
        self.host = blocks[0]
        for seat, analog in zip(self.seats, blocks[1:], strict=True):
            seat.analog, seat.misses = analog, 0


def _same(known: PackAnalog | None, block: object) -> bool:
    if known is None or known.no_data:
        return True
    match block:
        case PackAnalog():
            return block.no_data or (
                len(block.cell_voltages) == len(known.cell_voltages)
                and block.design == known.design
                and abs(block.cycles - known.cycles) <= 1
            )
        case PackStatus():
            return len(block.cell_codes) == len(known.cell_voltages)
        case _:
            return False
