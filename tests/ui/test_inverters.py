"""The inverter guide by real touches: from HOME to the protocol for a brand, and the wires on its page."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.access import Access
from hmi.model.events import Lost, Trouble
from hmi.model.facts import Brand
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.ui.panel import PANELS, Panel
from hmi.ui.theme import THEMES
from hmi.ui.wiring import CONTACTS, GAP, STUB, Lane, lanes
from tests.ui.protocol_states import (
    CROSSED,
    DOUBLED,
    HALF_TOLD,
    PYLON,
    STRAIGHT,
    TWISTED,
    UNTOLD,
    WIRINGS,
    inverter,
    speaking,
)
from tests.ui.states import after

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
OPEN = Access(open=True)
COLOURS = {"CAN-H": "can_h", "CAN-L": "can_l", "RS485-A": "rs485_a", "RS485-B": "rs485_b"}
ON_PACK = CONTACTS + GAP
NO_BMS = ("brand, not connected", "brand, protocol not told")


def tabs(driver: "Driver") -> list[str]:
    """What the index tabs say."""
    return [one.item.letters for one in driver.widgets() if type(one).__name__ == "TabPress"]


def to_brand(driver: "Driver", name: str) -> int:
    """From HOME to the page of a brand by touches; how many it took."""
    driver.go(Page.HOME)
    driver.tap("PROTOCOL")
    driver.tap("Inverter")
    taps = 3
    at = [one.name for one in driver.state.facts.brands].index(name) // driver.panel.room().brands
    if at:
        driver.tap(tabs(driver)[at])
        taps += 1
    driver.tap(name)
    return taps


@pytest.mark.parametrize("name", ["Afore", "Growatt", "Voltronic power"])
def test_six_touches_from_home_to_a_brands_protocol_confirmed(start: Start, panel: Panel, name: str) -> None:
    driver = start(panel, replace(speaking(InverterProtocol(0x07, 0xFF, 1)), access=OPEN))
    taps = to_brand(driver, name)
    assert driver.sees(Page.INVERTER)
    assert name in driver.texts()
    driver.tap("Use PYLON")
    assert driver.sees(Page.CHANGE)
    assert taps + 2 <= 6  # with this one and the confirm
    brand = next(one for one in driver.state.facts.brands if one.name == name)
    assert driver.state.job is not None
    change = driver.state.job.changes[0]
    assert getattr(change.new, brand.interface) == 0x01


def test_the_press_of_a_brand_waits_for_the_gate(start: Start, panel: Panel) -> None:
    driver = start(panel, speaking())
    to_brand(driver, "Frecon")
    driver.tap("Use PYLON")
    assert driver.sees(Page.KEYPAD)


def test_the_tabs_lead_to_every_brand(start: Start, panel: Panel) -> None:
    driver = start(panel, speaking())
    driver.go(Page.INVERTERS)
    found, letters = [], tabs(driver)
    for part, tab in enumerate(letters or ["Inverter"]):
        driver.tap(tab)
        assert driver.sees(Page.INVERTERS, part)
        here = [one for one in driver.widgets() if getattr(one, "here", False)]
        assert [driver.button(tab)] == here
        found += [one.item.name for one in driver.widgets() if type(one).__name__ == "BrandPress"]
    assert sorted(found) == sorted(one.name for one in driver.state.facts.brands)
    assert len(set(letters)) == len(letters)


def test_tabs_have_as_many_letters_as_tell_neighbours_apart(start: Start) -> None:
    driver = start(PANELS["ctp28"], speaking())
    facts = driver.state.facts
    names = ["Alpha", "B", "C", "D", "E", "Sacolar", "SAJ", "T", "U", "V", "W", "X", "Y"]
    brands = tuple(replace(STRAIGHT, name=name) for name in names)
    driver.show(replace(driver.state, facts=replace(facts, brands=brands), place=Place(Page.INVERTERS)))
    assert tabs(driver) == ["A–Sac", "Saj–X", "Y"]


def test_the_brands_are_left_for_rs485_and_turned_by_swipes(start: Start, panel: Panel) -> None:
    driver = start(panel, speaking())
    driver.go(Page.INVERTERS)
    parts = max(1, len(tabs(driver)))
    for part in [*range(1, parts), parts - 1]:
        driver.swipe(up=True)
        assert driver.sees(Page.INVERTERS, part)
    shown = [one for one in driver.widgets() if getattr(one, "forth", 0) == -1]
    driver.tap(shown[-1])
    assert driver.page is Page.LINK_CHECK


def test_where_all_brands_stand_on_one_part_the_tabs_are_those_of_the_section(start: Start) -> None:
    driver = start(PANELS["7in"], speaking())
    driver.go(Page.INVERTERS)
    assert not tabs(driver)
    driver.tap(next(one for one in driver.widgets() if type(one).__name__ == "PageTab"))
    assert driver.sees(Page.CAN)


def test_a_brand_is_left_for_the_tab_from_which_it_was_chosen(start: Start) -> None:
    driver = start(PANELS["ctp28"], speaking())
    driver.go(Page.INVERTERS, 2)
    driver.tap("SAKO")
    assert driver.sees(Page.INVERTER)
    back, on = (one for one in driver.widgets() if type(one).__name__ == "TurnPress")
    driver.tap(on)
    assert driver.sees(Page.INVERTER, 1)
    assert any("the inverter's own manual decides" in text for text in driver.texts())
    driver.tap(back)
    assert driver.sees(Page.INVERTER)
    driver.swipe(up=True)
    assert driver.sees(Page.INVERTER, 1)


def test_a_protocol_that_is_set_is_not_offered_again(start: Start, panel: Panel) -> None:
    driver = start(panel, replace(inverter(STRAIGHT, speaking(PYLON)), access=OPEN))
    assert "PYLON is already set" in driver.texts()
    driver.tap("PYLON is already set")
    assert driver.sees(Page.INVERTER)


def test_without_the_bms_the_press_says_why(start: Start, panel: Panel) -> None:
    state = inverter(DOUBLED, speaking(InverterProtocol(0x07, 0xFF, 1)))
    lost = after(state, Lost(Trouble.SILENT, "nothing came within 0.5 s", state.now))
    driver = start(panel, replace(lost, access=OPEN))
    assert {"Use PYLON", "No link to the BMS"} <= set(driver.texts())
    driver.tap("Use PYLON")
    assert driver.sees(Page.INVERTER)
    driver.show(WIRINGS["brand, protocol not told"]())
    assert "The BMS told no protocol" in driver.texts()


def test_a_protocol_that_is_no_choice_of_the_panel_cannot_be_used(start: Start) -> None:
    odd = replace(STRAIGHT, protocol="OTHER")
    driver = start(PANELS["ctp28"], replace(inverter(odd), access=OPEN))
    driver.tap("Use OTHER")
    assert driver.sees(Page.INVERTER)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", [name for name in WIRINGS if name not in NO_BMS])
def test_every_wire_has_its_colour_and_no_other_signal_has(start: Start, theme: str, name: str) -> None:
    driver = start(PANELS["ctp28"], replace(State(), theme=theme))
    driver.show(replace(WIRINGS[name](), theme=theme))
    plugs = driver.shape("Plugs")
    left, bottom, right, top = (round(edge) for edge in plugs.extent())
    seen = driver.picture().colours(left, bottom, right, top)
    signals = {wire.signal for wire in plugs.wires}
    for signal, meaning in COLOURS.items():
        assert (seen[THEMES[theme][meaning]] > 60) == (signal in signals), signal


@pytest.mark.parametrize("brand", [STRAIGHT, CROSSED, DOUBLED, TWISTED, HALF_TOLD, UNTOLD])
def test_a_wire_leads_from_contact_to_contact(start: Start, panel: Panel, brand: Brand) -> None:
    driver = start(panel, inverter(brand))
    plugs, picture = driver.shape("Plugs"), driver.picture()
    foot = round(plugs.foot)
    for wire in plugs.wires:
        colour = THEMES["dark"][COLOURS[wire.signal]]
        told = [] if wire.inverter_pin is None else [wire.inverter_pin]
        for contact in [*told, *(ON_PACK + pin for pin in wire.pack_pins)]:
            x = round(plugs.at(contact))
            for y in (foot - 2, foot + 2):  # the contact, and the wire that leaves it
                assert picture.colours(x - 1, y, x + 1, y + 1)[colour], (wire, contact)


def test_pins_that_are_not_told_are_said_not_drawn(start: Start, panel: Panel) -> None:
    driver = start(panel, inverter(UNTOLD))
    assert {"Inverter: not told", "Pack: RS485/CAN"} <= set(driver.texts())
    assert not driver.shape("Plugs").told
    driver.show(inverter(HALF_TOLD))
    assert "Inverter" in driver.texts()
    assert driver.shape("Plugs").told


def test_a_wire_that_spans_others_runs_over_them() -> None:
    assert [lane.signal for lane in lanes(CROSSED.wires)] == ["CAN-L", "CAN-H"]
    assert [lane.signal for lane in lanes(STRAIGHT.wires)] == ["CAN-H", "CAN-L"]


@pytest.mark.parametrize("brand", [STRAIGHT, CROSSED, DOUBLED, TWISTED, HALF_TOLD, UNTOLD])
def test_the_name_of_a_signal_stands_clear_of_every_wire_that_goes_down(brand: Brand) -> None:
    drawn = lanes(brand.wires)
    for row, lane in enumerate(drawn):
        inside = [at for at in lane.drops if lane.left < at < lane.right]
        downs = [*inside, *(at for other in drawn[:row] for at in other.drops)]
        assert lane.left < lane.name_at < lane.right
        assert all(abs(at - lane.name_at) >= 1.7 for at in downs)


def test_a_wire_whose_other_end_is_not_told_comes_from_outside() -> None:
    lane = lanes(UNTOLD.wires)[0]
    assert lane == Lane("RS485-B", None, (ON_PACK + 1, ON_PACK + 8), STUB, lane.name_at)
    assert lane.left == STUB < ON_PACK + 1
    beside = next(lane for lane in lanes(HALF_TOLD.wires) if lane.inverter is None)
    assert CONTACTS < beside.left < ON_PACK + 1
