"""Everything the panel knows, frozen. `step` replaces it whole; pages bind to it and to nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from hmi.model import alarms, navigation, notices, pack_model, parts, stack
from hmi.model.access import Access
from hmi.model.alarm import in_force
from hmi.model.alarm.name import Priority
from hmi.model.alarm.watch import Watch
from hmi.model.alarms import Active
from hmi.model.bms_records import BmsRecords
from hmi.model.check import verdict
from hmi.model.check.finding import Check
from hmi.model.check.inverter_link import InverterLink
from hmi.model.display import Display
from hmi.model.draft import Draft
from hmi.model.events import Trouble, Unusable
from hmi.model.facts import Facts
from hmi.model.history.blackbox import Ring
from hmi.model.history.past import Past
from hmi.model.history.sampling import Gathering
from hmi.model.job import Job, Trial
from hmi.model.lamp_table import Blink
from hmi.model.ledger import Ledger
from hmi.model.navigation import START, Place, Section
from hmi.model.outlook import Outlook
from hmi.model.pack_model import Model
from hmi.model.papers import Papers
from hmi.model.parameters import Parameters
from hmi.model.record import Logbook
from hmi.model.room import WHOLE, Room
from hmi.model.stack import HOST_SLOT, Pack, Reading, Total
from hmi.model.timekeeping import Timekeeping
from hmi.protocol.command import Command
from hmi.protocol.identity import Capacities, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.status import PackStatus


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
    battery: str | None = None  # serial number as read since the link came; empty: it has none


@dataclass(frozen=True, slots=True)
class Identity:
    """The slow facts of the pack on the wire; None: not read, or this firmware does not tell."""

    pack_count: int | None = None
    version: Version | None = None
    serials: Serials | None = None
    inverter_protocol: InverterProtocol | None = None
    capacities: Capacities | None = None

    @property
    def serial(self) -> str:
        """What the battery is known by: the pack's serial number, or its BMS's; empty: not known."""
        return (self.serials.pack or self.serials.bms) if self.serials else ""

    @property
    def codes(self) -> tuple[int, int] | None:
        """What the BMS speaks to the inverter: the codes of CAN and RS485 in EBH; None: not known."""
        protocol = self.inverter_protocol
        return (protocol.can, protocol.rs485) if protocol else None


_NO_LINK = Link()
_NOT_READ = Identity()
_NO_PARAMETERS = Parameters()
_NO_RECORD = Logbook()
_NO_FACTS = Facts()
_CLOSED = Access()
_NO_INVERTER = InverterLink()
_NO_WATCH = Watch()
_NO_PAST = Past()
_NO_RING = Ring()
_NOT_GATHERED = Gathering()
_NO_LEDGER = Ledger()
_NO_OUTLOOK = Outlook()
_NOT_LOOKED = BmsRecords()
_NO_PAPERS = Papers()
_NO_TIME = Timekeeping()
_DISPLAY = Display()


# Without slots: what follows from a state is worked out once for all the bindings of a page.
@dataclass(frozen=True, repr=False)
class State:
    """The whole state. Times are seconds of one steady clock."""

    now: float = 0.0
    started: float = 0.0
    touched: float = 0.0
    clock: datetime | None = None  # local time, by the clock that counts
    time: Timekeeping = _NO_TIME
    display: Display = _DISPLAY
    place: Place = START
    trail: tuple[Place, ...] = ()  # the places from which subpages were entered
    link: Link = _NO_LINK
    readings: tuple[Reading, ...] = ()  # by slot
    identity: Identity = _NOT_READ
    model: str | None = None  # of the packs, by configuration
    facts: Facts = _NO_FACTS
    parameters: Parameters = _NO_PARAMETERS
    inverter: InverterLink = _NO_INVERTER
    watch: Watch = _NO_WATCH
    past: Past = _NO_PAST
    ring: Ring = _NO_RING
    gathering: Gathering = _NOT_GATHERED
    ledger: Ledger = _NO_LEDGER
    outlook: Outlook = _NO_OUTLOOK
    load_w: float = 300.0  # W, that is tried on the page "What if?"
    bms_records: BmsRecords = _NOT_LOOKED
    access: Access = _CLOSED
    job: Job | None = None
    trial: Trial | None = None
    draft: Draft | None = None
    brand: str = ""  # whose page is shown
    group: str = ""  # of parameters, whose page is shown
    topic: str = ""  # of the help, whose page is shown
    seen_lamps: Mapping[str, Blink] = field(default_factory=dict)  # on the box, as the user sees them
    record: Logbook = _NO_RECORD
    papers: Papers = _NO_PAPERS
    asks: int = 0  # the last number given to a Send or a Note
    expected_packs: int = 0  # as the installer counts them; 0: as many as the BMS says
    selected: int = HOST_SLOT
    embedded: bool = False  # the panel runs on its own simulated stack
    notices: tuple[str, ...] = ()  # what was wrong with configuration and settings, in words
    read_notices: tuple[str, ...] = ()  # those of the panel that their page has shown
    language: str = "en"
    theme: str = "dark"
    room: Room = WHOLE

    def __repr__(self) -> str:
        """Where the panel is: Kivy spells every value that it binds, and a state is large."""
        return f"State({self.place}, {self.now:.1f} s)"

    @property
    def simulated(self) -> bool:
        """No real battery is shown; a simulator on a wire says so in its version."""
        version = self.identity.version
        return self.embedded or (version is not None and "-SIM-" in version.software)

    @cached_property
    def pack_model(self) -> Model | None:
        """The packs' model by configuration, else the manuals' one with these cells and this capacity."""
        configured = self.facts.model(self.model)
        analog = next((reading.analog for reading in self.readings if reading.analog), None)
        if configured is not None or analog is None:
            return configured
        return pack_model.model_like(analog, self.facts.models)

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """Every pack of the stack as it may be shown now, the host first."""
        return stack.all_shown(self.readings, self.now)

    @cached_property
    def pack(self) -> Pack:
        """The selected pack; nothing known of it while it was never read."""
        return next((pack for pack in self.packs if pack.slot == self.selected), Pack(self.selected))

    @property
    def host_status(self) -> PackStatus | None:
        """The status of the pack on the wire; None: not known now."""
        return next((pack.status for pack in self.packs if pack.slot == HOST_SLOT), None)

    @property
    def next_pack(self) -> int:
        """The slot after the selected one, round and round, also of packs that give no data."""
        return self.selected + 1 if self.selected < self.pack_count else HOST_SLOT

    @cached_property
    def pack_count(self) -> int:
        """How many packs the stack should have: what the master says, or what answered."""
        answered = max((reading.slot for reading in self.readings), default=0)
        return max(self.identity.pack_count or 0, answered)

    @cached_property
    def total(self) -> Total:
        """The stack as one battery."""
        return stack.total(self.packs, self.pack_count)

    @cached_property
    def alarms(self) -> tuple[Active, ...]:
        """Every active alarm, the worst first."""
        return in_force.active(self.watch, self.packs)

    @cached_property
    def worst(self) -> Priority | None:
        """The highest priority of an active alarm."""
        return alarms.worst(self.alarms)

    @cached_property
    def status_known(self) -> bool:
        """There is an alarm, or every pack of the stack says that it has none; else "no alarm" is a guess."""
        told = sum(pack.status is not None for pack in self.packs)
        return bool(self.alarms) or (0 < self.pack_count <= told)

    @cached_property
    def notice_parts(self) -> tuple[str, ...]:
        """What the connection page tells in the words of others, over as many parts as it needs."""
        return notices.parts(self)

    @cached_property
    def check(self) -> Check:
        """Whether BMS and inverter understand each other, as far as it is known."""
        return verdict.check(self)

    @property
    def unusable_values(self) -> tuple[Unusable, ...]:
        """Live values that came and cannot be used. A fact that a firmware does not tell is no trouble."""
        return tuple(one for one in self.link.unusable if one.command in (Command.ANALOG, Command.STATUS))

    @property
    def section(self) -> Section | None:
        """The section of the page; None outside sections."""
        return navigation.SECTION_OF.get(self.place.page)

    @property
    def part_count(self) -> int:
        """How many parts the present page has, at least one."""
        return parts.parts(self, self.place.page)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All places of the present section, in order; outside sections, the parts of this page."""
        pages = navigation.PAGES[self.section] if self.section else (self.place.page,)
        return navigation.places(pages, {page: parts.parts(self, page) for page in pages})
