"""The link check by real touches: what was found is said, and a tile leads to where it can be put right."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hmi.model.access import Access
from hmi.model.events import BusHeard, Trouble
from hmi.model.facts import Interface
from hmi.model.intents import ChooseProtocol
from hmi.model.navigation import Page
from hmi.model.record import Mark
from hmi.model.state import State
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.messages import Command
from hmi.ui import link_words
from hmi.ui.panel import PANELS, Panel
from tests.model.on_bus import ALIVE, PYLON, SMA, panel
from tests.ui import states
from tests.ui.link_states import FINDINGS, LINK_STATES

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
SMALLEST = PANELS["ctp28"]


@pytest.fixture
def see(start: Start) -> Callable[..., "Driver"]:
    """Starts the smallest panel in a state of the link check, on this page."""

    def seen(name: str, page: Page = Page.LINK_CHECK, on: Panel = SMALLEST, **known: Any) -> "Driver":
        driver = start(on, replace(LINK_STATES[name](), **known))
        driver.go(page)
        return driver

    return seen


See = Callable[..., "Driver"]


def marks(driver: "Driver") -> list[str]:
    """The shapes of the three steps, from the left."""
    steps = [one for one in driver.widgets() if type(one).__name__ == "ChainStep"]
    return [one.item.mark for one in sorted(steps, key=lambda one: one.x)]


def test_there_is_a_state_for_each_finding_and_its_page_says_what_was_found(start: Start) -> None:
    driver = start(SMALLEST, State())
    for name, make in FINDINGS.items():
        state = make()
        assert state.check.finding == name
        driver.lay_out(state)
        sentence = link_words.sentence(driver.state)
        assert sentence in driver.texts(), name
        assert not {"{", "}", "--"} & {*sentence.split(), *sentence}, sentence


FOUND = {
    "mismatch": ("The pack speaks SOFAR or SMA, PYLON is selected.", "? x ?"),
    "understood": ("Fits PYLON and GOODWE: the same on the wire.", "v v ?"),
    "obeyed": ("The current is within its limits, for 29 sec.", "v v v"),
    "disobeyed": ("20.0 A flow, 5.0 A are allowed, for 19 sec.", "v v x"),
    "not_acknowledged": ("Nobody acknowledges: inverter off or not plugged in.", "x ? ?"),
    "inverter_speaks_other": ("The inverter speaks GROWATT, the pack PYLON.", "v x ?"),
    "no_answer_known": ("The pack speaks SOFAR, which has no answer to check.", "? ? ?"),
    "not_checkable": ("LUXPOWER on RS485 cannot be checked here.", "? ? ?"),
    "mixture": ("Two protocols at once: PYLON and GROWATT.", "? ? ?"),
    "tap_lost": ("The CAN adapter is not plugged in.", "? ? ?"),
    "no_tap": ("No CAN adapter listens: compare the numbers.", "? ? ?"),
}
SHAPES = {"v": Mark.DONE, "x": Mark.REFUSED, "?": Mark.UNCONFIRMED}


def test_the_sentence_names_the_protocols_and_the_steps_have_their_shapes(start: Start) -> None:
    driver = start(SMALLEST, State())
    for name, (sentence, steps) in FOUND.items():
        driver.lay_out(FINDINGS[name]())
        assert sentence in driver.texts(), name
        assert marks(driver) == [SHAPES[step] for step in steps.split()], name


def test_until_an_sma_inverter_stops_its_seconds_are_counted(start: Start) -> None:
    driver = start(SMALLEST, LINK_STATES["SMA stops"]())
    assert "SMA stops in 40 s: it is told no SOC." in driver.texts()


LEADS = [
    ("mismatch", "Set SOFAR", Page.KEYPAD),
    ("mismatch", "Restart both", Page.LINK_ADVICE),
    ("mismatch", "Details", Page.LINK_DETAILS),
    ("two_batteries", "Address switches", Page.DIP),
    ("silent", "Wires, pins", Page.INVERTERS),
    ("silent", "CAN protocol", Page.CAN),
    ("tap_lost", "CAN adapter", Page.LINK_ADVICE),
    ("no_tap", "Compare numbers", Page.LINK_NUMBERS),
    ("understood", "Values", Page.LINK_VALUES),
    ("understood", "On the wire", Page.LINK_BUS),
]


def test_a_tile_leads_to_the_likely_cause(see: See) -> None:
    driver = see("mismatch")
    for name, tile, page in LEADS:
        driver.show(FINDINGS[name]())
        driver.tap(tile)
        assert driver.sees(page), tile


def test_what_was_heard_is_offered_behind_the_gate(see: See) -> None:
    driver = see("mismatch")
    driver.tap("Set SOFAR")
    assert driver.state.access.then == ChooseProtocol(Interface.CAN, 0x0A)


def test_what_the_inverter_speaks_is_offered_too(see: See) -> None:
    driver = see("inverter_speaks_other", access=Access(open=True))
    driver.tap("Set GROWATT")
    assert driver.sees(Page.CHANGE)
    assert driver.state.job is not None
    assert [one.new.can for one in driver.state.job.changes] == [0x02]


def test_nothing_is_offered_that_cannot_be_set(see: See) -> None:
    state = FINDINGS["mismatch"]()
    driver = see("mismatch", identity=replace(state.identity, inverter_protocol=None))
    assert "Set SOFAR" not in driver.texts()


def test_without_the_bms_the_page_of_protocols_says_why_none_can_be_set(see: See) -> None:
    driver = see("mismatch", link=states.lost(Trouble.SILENT).link)
    driver.tap("CAN protocol")
    assert driver.sees(Page.CAN)


def test_the_brand_that_was_looked_at_last_is_the_wiring_card(see: See) -> None:
    driver = see("silent", brand="Victron")
    driver.tap("Wires, pins")
    assert driver.sees(Page.INVERTER)
    assert driver.state.brand == "Victron"


def test_every_suspect_is_on_the_page_of_details(see: See) -> None:
    driver = see("not_acknowledged")
    driver.tap("Details")
    assert {"Wires, pins", "Restart both", "Inverter setting", "Cable, noise"} <= set(driver.texts())
    driver.tap("On the wire")
    assert driver.sees(Page.LINK_BUS)
    driver.tap(driver.shape("Back"))
    assert driver.sees(Page.LINK_DETAILS)
    driver.tap(driver.shape("Back"))
    assert driver.sees(Page.LINK_CHECK)


def test_a_large_panel_has_room_for_all_of_them_and_for_the_limits(see: See) -> None:
    driver = see("no_answer", on=PANELS["7in"])
    told = driver.texts()
    assert "Details" not in told
    assert {"Inverter setting", "Wires, pins", "Restart both", "Values", "On the wire"} <= set(told)
    assert {"CVL", "56.00", "CCL", "DCL", "100", "SOC", "60"} <= set(told)


def test_a_wrong_verdict_is_on_home_and_one_touch_away(see: See) -> None:
    driver = see("mismatch", Page.HOME)
    driver.tap("Check link")
    assert driver.sees(Page.LINK_CHECK)


def test_a_link_that_is_not_wrong_leaves_the_door_as_it_was(see: See) -> None:
    driver = see("understood", Page.HOME)
    driver.tap("PYLON")
    assert driver.sees(Page.CAN)


def test_the_page_follows_the_bus(start: Start) -> None:
    desk = panel().speak(*PYLON, ALIVE)
    driver = start(SMALLEST, desk.state)
    driver.go(Page.LINK_CHECK)
    assert "Fits PYLON and GOODWE: the same on the wire." in driver.texts()
    desk.bus.clear()
    desk.speak(*SMA)
    driver.pass_time(desk.now - driver.now)
    driver.hear(BusHeard(desk.state.inverter.tap.traffic))
    assert "The pack speaks SMA, PYLON is selected." in driver.texts()


def test_what_cannot_work_is_marked_before_it_is_tried(start: Start) -> None:
    speaking = replace(states.single(), access=Access(open=True))
    driver = start(SMALLEST, speaking)
    driver.hear(states.heard(Command.READ_INVERTER_PROTOCOL, InverterProtocol(1, 0xFF, 1)))
    driver.go(Page.CAN)
    assert "not for 25.6 V" in driver.texts()
    driver.tap("SMA")
    assert driver.sees(Page.CHANGE)
    told = []
    for place in driver.state.places:
        driver.go(Page.CHANGE, place.part)
        told += driver.texts()
    assert "SMA inverters ignore packs of this voltage." in told
