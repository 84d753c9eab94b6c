"""States of the link check, one for each finding and more, from the desk of tests.model.on_bus."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from hmi.model.check.finding import Suspect
from hmi.model.check.numbers import Number
from hmi.model.check.traffic import Errors, TapTrouble
from hmi.model.events import TapLost
from hmi.model.intents import AnswerNumber, ShowAdvice
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from tests.model.on_bus import (
    ALIVE,
    GROWATT,
    GROWATT_ALIVE,
    NOT_SET,
    PYLON,
    SMA,
    SOFAR,
    Panel,
    captured,
    panel,
    says,
    sends_back,
)

LUXPOWER = 0x0B
FAILED = sends_back(  # the longest that an SMA inverter can say
    inverter_battery_current_a=1234.5,
    inverter_battery_temperature_c=-12.3,
    operating_state="failure",
    error_no=952,
)
LONGEST = "udp_multicast:239.74.163.2"


def said(*frames: CanFrame, can: str | int | None = "PYLON", seconds: float = 4, **known: Any) -> State:
    """This was said on the bus; `known`: of the Panel."""
    return replace_in(panel(can), **known).speak(*frames, seconds=seconds).state


def replace_in(desk: Panel, **known: Any) -> Panel:
    """The desk with these of its fields."""
    for name, value in known.items():
        setattr(desk, name, value)
    return desk


def lost(trouble: TapTrouble) -> State:
    """The tap cannot listen."""
    desk = panel(tap=False).passes(2)
    detail = "[Errno 19] interface can0: No such device (SocketcanBus was not properly shut down)"
    desk.tell(TapLost(LONGEST, trouble, detail, desk.now))
    return desk.state


def answered(*same: bool, seconds: float = 2, **known: Any) -> State:
    """Without a tap the values were compared."""
    desk = panel(tap=False).passes(2)
    desk.tell(*(AnswerNumber(number, one) for number, one in zip(Number, same, strict=False)))
    return replace_in(desk, **known).passes(seconds).state


def late() -> State:
    """The inverter has not answered for five seconds."""
    return panel().speak(*PYLON, ALIVE).speak(*PYLON, seconds=5).state


def advised(suspect: Suspect) -> State:
    """What to do about it is shown."""
    desk = panel(tap=False).passes(1)
    desk.tell(ShowAdvice(suspect))
    return desk.state


def misfit() -> State:
    """Frames that are too short for their identifiers, on a bus with many others."""
    others = tuple(CanFrame(identifier, bytes(range(8))) for identifier in range(0x500, 0x508))
    short = (CanFrame(0x355, b""), CanFrame(0x356, b"\x14"))
    rest = tuple(frame for frame in PYLON if frame.id not in (0x355, 0x356))
    return said(
        *rest, *short, *others, ALIVE, errors=Errors(123456, 3999.0, remote_frames=4321, missed=98765)
    )


# One for each finding, by its name.
FINDINGS: dict[str, Callable[[], State]] = {
    "no_tap": lambda: panel(tap=False).passes(1).state,
    "not_checkable": lambda: panel(NOT_SET, LUXPOWER, tap=False).passes(1).state,
    "tap_lost": partial(lost, TapTrouble.NO_ADAPTER),
    "listening": partial(said, *PYLON, seconds=1),
    "bus_off": partial(said, errors=Errors(200, 20.0, bus_off=True)),
    "only_errors": partial(said, errors=Errors(500, 100.0)),
    "not_acknowledged": partial(said, PYLON[0], rates={0x351: 3800.0}),
    "silent": said,
    "flooded": partial(said, *PYLON, ALIVE, more={"rate": 3999.0}),
    "bms_silent": partial(said, ALIVE),
    "high_voltage": partial(said, CanFrame(0x4210, bytes(8), extended=True)),
    "other_traffic": partial(said, CanFrame(0x123, b"abc"), CanFrame(0x18F128F4, bytes(8), extended=True)),
    "mixture": partial(said, *PYLON, *GROWATT),
    "two_batteries": partial(said, *PYLON, ALIVE, alternations={0x351: 5, 0x355: 5}),
    "mismatch": partial(said, *captured("seplos-sofar")),
    "inverter_speaks_other": partial(said, *PYLON, GROWATT_ALIVE),
    "too_little": partial(said, *(frame for frame in PYLON if frame.id in (0x351, 0x355, 0x356))),
    "out_of_range": partial(said, *says(Language.SMA, charge_voltage_limit_v=28.0), *sends_back(), can="SMA"),
    "different_values": partial(said, *says(Language.PYLON, soc_pct=31), ALIVE, seconds=12),
    "not_taken_over": partial(
        said, *SMA, *sends_back(inverter_charge_voltage_v=62.0, inverter_soc_pct=12.0), can="SMA", seconds=40
    ),
    "numbers_differ": partial(answered, True, False, False),
    "disobeyed": partial(said, *says(Language.PYLON, discharge_current_limit_a=5.0), ALIVE, seconds=20),
    "no_answer": partial(said, *PYLON),
    "answer_late": late,
    "selected_unknown": partial(said, *PYLON, ALIVE, can=None),
    "no_answer_known": partial(said, *SOFAR, can="SOFAR"),
    "limit_differs": partial(answered, True, True, False),
    "agreed": partial(answered, True, True, True),
    "understood": partial(said, *PYLON, ALIVE),
    "obeyed": partial(said, *PYLON, ALIVE, seconds=90),
}
MORE: dict[str, Callable[[], State]] = {
    "misfit": misfit,
    "SMA stops": lambda: panel("SMA").speak(*SMA, *sends_back()).speak(*sends_back(), seconds=20).state,
    "SMA sends": lambda: panel("SMA").speak(*SMA, *FAILED).speak(*SMA, FAILED[0], seconds=6).state,
    "doubtful": partial(said, *captured("jk-pylon"), ALIVE),
    "alarms": partial(said, *PYLON, *captured("constructed-pylon"), ALIVE),
    "alarms of SMA": partial(said, *SMA, *captured("constructed-sma"), can="SMA"),
    "growatt": partial(said, *captured("jk-growatt"), can="GROWATT"),
    "half answered": partial(answered, True),
    "answered, obeyed": partial(answered, True, True, True, seconds=90),
    "model not known": lambda: replace(panel(tap=False).passes(1).state, readings=()),
    **{f"lost, {trouble}": partial(lost, trouble) for trouble in TapTrouble},
}
ADVICE = {f"advice, {suspect}": partial(advised, suspect) for suspect in Suspect}
LINK_STATES = FINDINGS | MORE | ADVICE


# The pages that a state changes.
FIRST = (Page.LINK_CHECK,)
PAGES = {
    "no_tap": (*FIRST, Page.LINK_VALUES),
    **dict.fromkeys(("not_acknowledged", "numbers_differ"), (*FIRST, Page.LINK_DETAILS, Page.LINK_NUMBERS)),
    **dict.fromkeys(("high_voltage", "other_traffic", "mixture"), (*FIRST, Page.LINK_BUS)),
    **dict.fromkeys((f"lost, {trouble}" for trouble in TapTrouble), (*FIRST, Page.LINK_BUS)),
    "SMA stops": (*FIRST, Page.LINK_VALUES),
    **dict.fromkeys(("misfit", "SMA sends"), (Page.LINK_BUS,)),
    **dict.fromkeys(("doubtful", "growatt", "alarms", "alarms of SMA"), (Page.LINK_VALUES,)),
    **dict.fromkeys(("half answered", "answered, obeyed", "model not known"), (Page.LINK_NUMBERS,)),
    **dict.fromkeys(ADVICE, (Page.LINK_ADVICE,)),
}


def pages_of(name: str) -> tuple[Page, ...]:
    """The pages that this state changes."""
    return PAGES.get(name, FIRST)
