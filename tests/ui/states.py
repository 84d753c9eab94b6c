"""States that the panel comes to, each by the bytes of a BMS: what a pack says is framed and read again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from hmi.facts import load_facts
from hmi.model.events import Event, Lost, Opened, Received, Tick, Trouble, Unusable
from hmi.model.state import State
from hmi.model.step import step
from hmi.protocol import frame
from hmi.protocol.analog import PackAnalog
from hmi.protocol.blocks import Blocks
from hmi.protocol.identity import Capacities, PackCount, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.messages import Command, read_reply, reply
from hmi.protocol.status import PackStatus

NOW = 1000.0
LOCAL = datetime(2025, 6, 21, 13, 0)
ANALOG = PackAnalog(
    cell_voltages=tuple(
        3.32 + off / 1000 for off in (-5, 6, 5, -8, -1, 7, 3, 8, 6, -10, 7, -12, 3, -4, 5, -5)
    ),
    temperatures=(24.1, 23.9, 24.0, 23.8, 26.5, 27.4),
    current=18.4,
    voltage=53.13,
    remaining=63.2,
    user_items=3,
    full=101.3,
    cycles=140,
    design=100.0,
    tail=b"",
)
STATUS = PackStatus((0,) * 16, (0,) * 6, 0, 0, 0, 0, 0, 0x26, 0x01, 0, 0, 0, 0, 0, b"")
EMPTY = PackAnalog((0.0,) * 16, (0.0,) * 6, 0.0, 0.0, 0.0, 3, 0.0, 0, 0.0, b"")
PORT = "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A10K3XYZ-if00-port0"


def after(state: State, *events: Event) -> State:
    """The state after these events."""
    for event in events:
        state, _ = step(state, event)
    return state


def heard(command: Command, message: Any, slot: int = 1, at: float = NOW, period: float = 1.0) -> Received:
    """What the link tells when the BMS has sent this: encoded, framed, and read again."""
    blocks = command in (Command.ANALOG, Command.STATUS)
    sent = reply(Blocks((message,), pack_byte=slot) if blocks else message, slot)
    read = read_reply(command, frame.decode(sent), slot if blocks else None)
    return Received(command, read.packs[0] if blocks else read, slot, slot, at, period)


def pack(
    slot: int = 1, analog: PackAnalog = ANALOG, status: PackStatus = STATUS, at: float = NOW
) -> tuple[Received, Received]:
    """One pack's live values."""
    return heard(Command.ANALOG, analog, slot, at), heard(Command.STATUS, status, slot, at)


def start(**known: Any) -> State:
    """A panel that has been on for a while and was touched just now."""
    started = State(
        now=NOW,
        started=NOW - 60,
        touched=NOW,
        facts=load_facts(),
    )
    return replace(started, **known)


def day() -> State:
    """The embedded simulation: three packs that charge, two cells balanced."""
    packs = [
        pack(
            slot,
            replace(ANALOG, remaining=62.2 + slot),
            replace(STATUS, balance_1=0b0100, balance_2=0b0100) if slot == 1 else STATUS,
        )
        for slot in (1, 2, 3)
    ]
    return after(
        start(embedded=True),
        Opened("simulation", NOW),
        heard(Command.PACK_COUNT, PackCount(3)),
        *(event for events in packs for event in events),
        heard(Command.VERSION, Version("P16S100A-SIM-1.00")),
        heard(Command.SERIALS, Serials("SIM0000000000P01", "ES512100LP2411000123")),
        heard(Command.READ_INVERTER_PROTOCOL, InverterProtocol(1, 3, 1)),
    )


def discharging() -> State:
    """Three packs that supply the house."""
    analog = replace(ANALOG, current=-12.3)
    return after(day(), *(event for slot in (1, 2, 3) for event in pack(slot, analog)))


def single() -> State:
    """A small real pack alone, that supplies the house, on old firmware without serial number of the pack."""
    analog = replace(
        ANALOG,
        cell_voltages=tuple(3.271 + off / 1000 for off in (0, 1, 2, 0, -1, 0, 1, -3)),
        temperatures=(21.0, 20.5, 21.5, 20.0),
        current=-7.25,
        voltage=26.17,
        remaining=105.0,
        full=230.0,
        design=230.0,
        cycles=0,
    )
    status = replace(STATUS, cell_codes=(0,) * 8, temperature_codes=(0,) * 4, system=0x0E)
    return after(
        start(),
        Opened("/dev/serial0", NOW),
        heard(Command.PACK_COUNT, PackCount(1)),
        *pack(1, analog, status),
        heard(Command.VERSION, Version("P08S200A-1812-1.00")),
        heard(Command.SERIALS, Serials("20190827DS110155")),
        heard(Command.READ_INVERTER_PROTOCOL, InverterProtocol(0xFF, 0xFF, 0xFF)),
        heard(Command.CAPACITIES, Capacities(105.0, 230.0, 230.0)),
    )


def longest() -> State:
    """Everything at its longest: fifteen packs, every alarm there is, the widest numbers and names."""
    analog = replace(
        ANALOG,
        cell_voltages=tuple(3.3 + off / 1000 for off in (-999, 999, -888, 888, -777, 777, -666, 666) * 2),
        temperatures=(-35.5, -35.4, -35.3, -35.2, 110.5, -25.5),
        current=-199.99,
        voltage=58.4,
        remaining=288.8,
        full=314.8,
        design=314.0,
        cycles=65535,
    )
    worst = replace(
        STATUS,
        cell_codes=(1, 2) * 8,
        temperature_codes=(1, 2, 0xF0, 1, 2, 1),
        protect_1=0xFF,
        protect_2=0xFF,
        system=0xFF,
        control=0xFF,
        fault=0xFF,
        balance_1=0xAA,
        balance_2=0xA5,
        warn_1=0xFF,
        warn_2=0xFF,
    )
    packs = [pack(slot, analog, worst if slot % 2 else replace(STATUS, warn_1=0x3F)) for slot in range(1, 16)]
    return after(
        start(embedded=True, notices=NOTICES),
        Opened(PORT, NOW),
        heard(Command.PACK_COUNT, PackCount(15)),
        *(event for events in packs for event in events),
        heard(Command.VERSION, Version("P16S100A-21316-1.40W", "PACE-BT-MW0123456789")),
        heard(Command.SERIALS, Serials("MW512100LP2411000123", "MW512100LP2411000456")),
        heard(Command.READ_INVERTER_PROTOCOL, InverterProtocol(0x04 + 0x0A, 0x7E, 1)),
    )


NOTICES = (
    "/etc/pack-hmi/config.toml: link.baud: expected 1200, 2400, 4800, 9600, 19200 or 38400, came 'fast'",
    "/etc/pack-hmi/config.toml: panel.colour: unknown key; known: language, size, theme",
)


def lost(trouble: Trouble, silent_s: float = 60.0) -> State:
    """The link was lost so many seconds ago."""
    detail = f"[Errno 2] could not open port {PORT}: [Errno 2] No such file or directory: '{PORT}'"
    return after(single(), Lost(trouble, detail, NOW), Tick(NOW + silent_s))


def aged(simulated: bool = False) -> State:
    """Nothing new for five seconds."""
    return after(day() if simulated else single(), Tick(NOW + 5.4))


def unusable() -> State:
    """The BMS sends values that no battery has."""
    detail = "expected at most 5.000 V on cell 1, came 65.535 V"
    complaints = [Unusable(one, 1, "implausible", detail, NOW) for one in (Command.ANALOG, Command.STATUS)]
    return after(single(), *complaints, Tick(NOW + 60))


def missing_packs() -> State:
    """One pack of five has an empty slot, one fell silent, one has a fault, one a warning."""
    return after(
        replace(day(), embedded=False),
        heard(Command.PACK_COUNT, PackCount(5)),
        heard(Command.ANALOG, EMPTY, 2),
        *pack(3, at=NOW - 20),
        *pack(4, status=replace(STATUS, fault=0x01)),
        *pack(5, status=replace(STATUS, warn_2=0x80)),
    )


def dead_cell() -> State:
    """One cell far below the others."""
    cells = (0.512, *ANALOG.cell_voltages[1:])
    return after(day(), *pack(1, replace(ANALOG, cell_voltages=cells, current=0.0)))


def full() -> State:
    """Fully charged and resting, every cell the same, SOC 100 %."""
    analog = replace(ANALOG, cell_voltages=(3.45,) * 16, current=0.0, remaining=101.3, voltage=55.2)
    status = replace(STATUS, protect_2=0x80)
    return after(single(), *pack(1, analog, status))


def protected() -> State:
    """A single pack with one protection, told twice."""
    told = heard(Command.STATUS, replace(STATUS, protect_2=0x01), 1)
    return after(single(), told, told)


STATES: dict[str, Callable[[], State]] = {
    "never": start,
    "searching": lambda: after(start(), Opened("/dev/serial0", NOW)),
    "day": day,
    "discharging": discharging,
    "single": single,
    "longest": longest,
    "aged": aged,
    "aged simulated": lambda: aged(simulated=True),
    "unusable": unusable,
    "missing packs": missing_packs,
    "dead cell": dead_cell,
    "full": full,
    "protected": protected,
    "notices": lambda: replace(single(), notices=NOTICES),
    "lost simulated": lambda: after(
        day(), Lost(Trouble.SILENT, "nothing came within 0.5 s", NOW), Tick(NOW + 60)
    ),
    **{f"lost, {trouble}": partial(lost, trouble) for trouble in Trouble},
    **{f"fading, {trouble}": partial(lost, trouble, 5.0) for trouble in Trouble},
}
