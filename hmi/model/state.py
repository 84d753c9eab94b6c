"""Everything the panel knows, frozen. `step` replaces it whole; pages bind to it and to nothing else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hmi.model import alarms, navigation, stack
from hmi.model.alarms import Active, Priority
from hmi.model.events import Trouble, Unusable
from hmi.model.navigation import OVERVIEW_FIGURES, START, WHOLE, Page, Place, Room, Section
from hmi.model.stack import HOST_SLOT, Pack, Reading, Total
from hmi.protocol.identity import Capacities, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol


class Phase(StrEnum):
    """How far the link has come."""

    OPENING = "opening"
    SEARCHING = "searching"  # the port is open, no pack has answered yet
    LIVE = "live"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Link:
    """The UART to the BMS. While `trouble` stands, `detail` says it in the system's words."""

    phase: Phase = Phase.OPENING
    port: str = ""
    trouble: Trouble | None = None
    detail: str = ""
    since: float = 0.0  # s, when the phase began
    unusable: tuple[Unusable, ...] = ()  # the last of each command and pack that cannot be used


@dataclass(frozen=True, slots=True)
class Identity:
    """The slow facts of the pack on the wire; None: not read, or this firmware does not tell."""

    pack_count: int | None = None
    version: Version | None = None
    serials: Serials | None = None
    inverter_protocol: InverterProtocol | None = None
    capacities: Capacities | None = None


_NO_LINK = Link()
_NOT_READ = Identity()


@dataclass(frozen=True, slots=True)
class State:
    """The whole state. Times are seconds of one steady clock."""

    now: float = 0.0
    started: float = 0.0
    touched: float = 0.0
    clock: datetime | None = None  # local time
    place: Place = START
    link: Link = _NO_LINK
    readings: tuple[Reading, ...] = ()  # by slot
    identity: Identity = _NOT_READ
    model: str | None = None  # of the packs, by configuration
    can_choices: int = 0  # protocols that the PROTOCOL pages offer
    rs485_choices: int = 0
    selected: int = HOST_SLOT
    embedded: bool = False  # the panel runs on its own simulated stack
    notices: tuple[str, ...] = ()  # what was wrong with configuration and settings, in words
    language: str = "en"
    theme: str = "dark"
    room: Room = WHOLE

    @property
    def simulated(self) -> bool:
        """No real battery is shown; a simulator on a wire says so in its version."""
        version = self.identity.version
        return self.embedded or (version is not None and "-SIM-" in version.software)

    @property
    def packs(self) -> tuple[Pack, ...]:
        """Every pack of the stack as it may be shown now, the host first."""
        return tuple(stack.shown(reading, self.now) for reading in self.readings)

    @property
    def pack(self) -> Pack:
        """The selected pack; nothing known of it while it was never read."""
        return next((pack for pack in self.packs if pack.slot == self.selected), Pack(self.selected))

    @property
    def next_pack(self) -> int:
        """The slot after the selected one, round and round."""
        slots = [pack.slot for pack in self.packs] or [HOST_SLOT]
        return slots[(slots.index(self.selected) + 1) % len(slots)] if self.selected in slots else slots[0]

    @property
    def pack_count(self) -> int:
        """How many packs the stack should have: what the master says, or what answered."""
        return max(self.identity.pack_count or 0, len(self.readings))

    @property
    def total(self) -> Total:
        """The stack as one battery."""
        return stack.total(self.packs, self.pack_count)

    @property
    def alarms(self) -> tuple[Active, ...]:
        """Every active alarm, the worst first."""
        return alarms.active(self.packs)

    @property
    def worst(self) -> Priority | None:
        """The highest priority of an active alarm."""
        return alarms.worst(self.alarms)

    @property
    def status_known(self) -> bool:
        """Alarms of at least one pack may be shown; without, "no alarm" would be a guess."""
        return any(pack.status for pack in self.packs)

    @property
    def section(self) -> Section | None:
        """The section of the page; None outside sections."""
        return navigation.SECTION_OF.get(self.place.page)

    @property
    def places(self) -> tuple[Place, ...]:
        """All places of the present section, in order; this one alone outside sections."""
        if self.section is None:
            return (self.place,)
        return navigation.places(navigation.PAGES[self.section], self._parts())

    def _parts(self) -> dict[Page, int]:
        analog = self.pack.analog
        needed, room = navigation.parts_needed, self.room
        cells = needed(len(analog.cell_voltages) if analog else 1, room.cells)
        by_priority = {
            Page.PROTECT: Priority.PROTECTION,
            Page.WARNING: Priority.WARNING,
            Page.FAULT: Priority.FAULT,
        }
        counts = {
            page: needed(len(alarms.of_priority(self.alarms, priority)), room.alarms)
            for page, priority in by_priority.items()
        }
        return counts | {
            Page.OVERVIEW: needed(OVERVIEW_FIGURES, room.figures),
            Page.CELLS: cells,
            Page.CAPACITY: cells,
            Page.TEMPERATURES: needed(len(analog.temperatures) if analog else 1, room.temperatures),
            Page.PACKS: needed(self.pack_count, room.packs),
            Page.CAN: needed(self.can_choices, room.protocols),
            Page.RS485: needed(self.rs485_choices, room.protocols),
        }
