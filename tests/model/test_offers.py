from dataclasses import replace

import pytest

from hmi.facts import load_facts
from hmi.model import offers
from hmi.model.change import spelled
from hmi.model.facts import Interface
from hmi.model.navigation import Page, Place
from hmi.model.offers import Offer
from hmi.model.record import Logbook
from hmi.model.room import Room
from hmi.model.state import Identity, State
from hmi.protocol.identity import Serials
from hmi.protocol.inverter_protocol import CAN, NONE, RS485, InverterProtocol

PYLON, SMA, GROWATT, VICTRON, UNKNOWN = 0x01, 0x07, 0x02, 0x03, 0x40
MANUAL = {Interface.CAN: ["PYLON", "SMA", "SOFAR", "GOODWE", "GROWATT"]}
MANUAL |= {Interface.RS485: ["PYLON", "VOLTRONIC", "LUXPOWER"]}
ROOM = Room(protocols=6, others=8)  # as on the smallest panel


def knowing(can: int = PYLON, rs485: int = PYLON, before: InverterProtocol | str = "") -> State:
    """The BMS reports these; at this panel it was set to something else before."""
    text = before if isinstance(before, str) else spelled(before)
    return State(
        facts=load_facts(),
        room=ROOM,
        place=Place(Page.CAN),
        identity=Identity(serials=Serials("BMS", "PACK"), inverter_protocol=InverterProtocol(can, rs485, 1)),
        record=Logbook(previous={"PACK": text} if text else {}),
    )


def before(can: int = PYLON, rs485: int = PYLON) -> InverterProtocol:
    return InverterProtocol(can, rs485, 1)


def names(state: State, interface: Interface = Interface.CAN) -> list[str]:
    return [one.name for one in offers.listed(state, interface)]


@pytest.mark.parametrize("interface", Interface)
def test_the_choices_of_the_original_come_with_the_document_that_each_follows(interface: Interface) -> None:
    listed = offers.listed(knowing(), interface)
    assert [one.name for one in listed] == MANUAL[interface]
    assert all(one.document for one in listed)
    assert [one.name for one in listed if one.chosen] == ["PYLON"]
    assert not any(one.previous for one in listed)


@pytest.mark.parametrize(("interface", "table"), [(Interface.CAN, CAN), (Interface.RS485, RS485)])
def test_whatever_else_the_firmware_lists_is_offered_below_without_a_document(
    interface: Interface, table: dict[int, str]
) -> None:
    listed, others = offers.listed(knowing(), interface), offers.others(knowing(), interface)
    assert sorted(one.code for one in (*listed, *others)) == sorted(table)
    assert others[0] == Offer(0x00, table[0x00], "", chosen=False, previous=False)
    assert not any(one.document for one in others)


def test_a_code_of_no_table_is_offered_as_such_while_the_bms_reports_it() -> None:
    assert offers.others(knowing(can=UNKNOWN), Interface.CAN)[-1] == Offer(UNKNOWN, "", "", True, False)
    assert UNKNOWN not in [one.code for one in offers.others(knowing(), Interface.CAN)]


@pytest.mark.parametrize("state", [knowing(can=NONE), replace(knowing(), identity=Identity())])
def test_while_none_is_set_or_known_none_is_marked(state: State) -> None:
    everything = (*offers.listed(state, Interface.CAN), *offers.others(state, Interface.CAN))
    assert len(everything) == len(CAN)
    assert not any(one.chosen or one.previous for one in everything)


def test_a_code_is_named_as_on_the_original_else_as_in_the_table() -> None:
    state = knowing(can=UNKNOWN)
    assert offers.name(state, Interface.CAN, SMA) == "SMA"
    assert offers.name(state, Interface.CAN, VICTRON) == "Victron"
    assert offers.name(state, Interface.CAN, UNKNOWN) == ""
    assert offers.name(replace(state, facts=State().facts), Interface.CAN, GROWATT) == "Growatt / Sacolar"
    assert offers.name(state, Interface.RS485, NONE) == ""


# The previous choice.


def test_the_previous_choice_is_marked_where_it_stands() -> None:
    state = knowing(can=SMA, before=before(PYLON))
    assert names(state) == MANUAL[Interface.CAN]
    assert [(one.name, one.chosen) for one in offers.listed(state, Interface.CAN) if one.previous] == [
        ("PYLON", False)
    ]


def test_a_previous_choice_that_the_manual_has_not_is_first_and_nowhere_else() -> None:
    state = knowing(can=SMA, before=before(VICTRON))
    assert offers.listed(state, Interface.CAN)[0] == Offer(VICTRON, "Victron", "", False, True)
    assert names(state) == ["Victron", *MANUAL[Interface.CAN]]
    assert VICTRON not in [one.code for one in offers.others(state, Interface.CAN)]


def test_a_previous_choice_of_no_table_can_be_chosen_again() -> None:
    state = knowing(before=before(UNKNOWN))
    assert offers.listed(state, Interface.CAN)[0] == Offer(UNKNOWN, "", "", False, True)


def test_a_previous_choice_that_would_stand_on_a_further_part_is_first() -> None:
    state = replace(knowing(before=before(GROWATT)), room=Room(protocols=4, others=8))
    assert names(state) == ["GROWATT", "PYLON", "SMA", "SOFAR", "GOODWE"]
    assert offers.listed(state, Interface.CAN)[0].document


@pytest.mark.parametrize("room", [2, 3, 4, 6, 9])
@pytest.mark.parametrize("code", [*CAN, UNKNOWN])
def test_the_previous_choice_is_on_the_first_part_of_its_page(room: int, code: int) -> None:
    now = SMA if code == PYLON else PYLON
    state = replace(knowing(can=now, before=before(code)), room=Room(protocols=room, others=8))
    first, manual = offers.page(state, Interface.CAN)
    assert manual
    assert code in [one.code for one in first if one.previous]


def test_of_can_and_rs485_only_the_one_that_was_changed_has_a_previous_choice() -> None:
    state = knowing(can=SMA, before=before(PYLON))
    assert offers.previous(state, Interface.CAN) == PYLON
    assert offers.previous(state, Interface.RS485) is None


@pytest.mark.parametrize(
    "text", ["", "on", "nonsense", "01", spelled(before(NONE)), spelled(before(SMA)), "0101010101"]
)
def test_nothing_none_and_what_is_set_now_are_no_previous_choice(text: str) -> None:
    state = knowing(can=SMA, before=text)
    assert offers.previous(state, Interface.CAN) is None
    assert names(state) == MANUAL[Interface.CAN]


def test_the_previous_choice_of_another_battery_is_not_offered() -> None:
    state = knowing(can=SMA, before=before(VICTRON))
    other = replace(state, identity=replace(state.identity, serials=Serials("BMS", "OTHER")))
    assert names(other) == MANUAL[Interface.CAN]


# Pages.


@pytest.mark.parametrize("previous", [PYLON, VICTRON])
@pytest.mark.parametrize("interface", Interface)
@pytest.mark.parametrize("room", [Room(protocols=4, others=6), ROOM, Room(protocols=12, others=16)])
def test_every_offer_stands_on_one_part_and_the_manuals_are_by_themselves(
    room: Room, interface: Interface, previous: int
) -> None:
    state = replace(knowing(can=SMA, rs485=SMA, before=before(previous, previous)), room=room)
    pages = [
        offers.page(replace(state, place=Place(Page.CAN, part)), interface)
        for part in range(offers.parts(state, interface))
    ]
    assert all(shown for shown, _manual in pages)
    listed = tuple(one for shown, manual in pages if manual for one in shown)
    others = tuple(one for shown, manual in pages if not manual for one in shown)
    assert listed == offers.listed(state, interface)
    assert others == offers.others(state, interface)
