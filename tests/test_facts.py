import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hmi import facts
from hmi.facts import FactsError, load_facts
from hmi.model.check.finding import GOOD, Finding, Suspect
from hmi.model.check.numbers import Number
from hmi.model.facts import Brand, Interface
from hmi.model.groups import CONTESTED
from hmi.protocol.inverter_protocol import CAN, RS485
from hmi.resources import resource

BRANDS = {brand.name: brand for brand in load_facts().brands}
EARLIER, LATER = "ES25.6/51.2 user manual", "Active16 user manual"

# 6.4 and 6.5 of the first manual: inverter's pins of CAN-H and CAN-L, of RS485-B and RS485-A.
CAN_PINS = {
    "Goodwe": (4, 5),
    "Deye": (4, 5),
    "Luxpower": (4, 3),
    "Megarevo": (4, 5),
    "Sorotec": (3, 5),
    "Inhenergy": (4, 5),
    "MUST": (6, 5),
    "SUNGROW": (4, 5),
    "Afore": (4, 5),
    "Felicity": (8, 7),
}
RS485_PINS = {
    "Growatt": (8, 7),
    "SRNE": (3, 5),
    "Voltronic power": (3, 5),
    "SAKO": (3, 5),
    "Frecon": (1, 2),
    "SMK Solar": (1, 2),
    "Solis": (1, 2),
}
# Inverter Matching Information of the second manual: names alone.
MATCHING = {"Solis", "Deye", "Growatt", "Megarevo", "Luxpower", "Victron", "Gospower", "SAJ", "Sacolar"}
NAMES_ALONE = MATCHING - CAN_PINS.keys() - RS485_PINS.keys()
USUAL = {Interface.CAN: (4, 5), Interface.RS485: (1, 2)}


def wiring(brand: Brand) -> list[tuple[str, int | None, tuple[int, ...]]]:
    return [(wire.signal, wire.inverter_pin, wire.pack_pins) for wire in brand.wires]


def test_every_brand_of_both_manuals_is_there_once_in_the_order_of_the_alphabet() -> None:
    names = [brand.name for brand in load_facts().brands]
    assert {name for name in names if EARLIER in BRANDS[name].source} == CAN_PINS.keys() | RS485_PINS.keys()
    assert {name for name in names if LATER in BRANDS[name].source} == MATCHING
    assert (len(CAN_PINS) + len(RS485_PINS), len(MATCHING), len(names)) == (17, 9, 21)
    assert names == sorted(names, key=str.casefold)


@pytest.mark.parametrize("name", CAN_PINS)
def test_a_brand_of_the_can_table_is_wired_to_can_by_its_pins(name: str) -> None:
    high, low = CAN_PINS[name]
    assert BRANDS[name].interface is Interface.CAN
    assert wiring(BRANDS[name]) == [("CAN-H", high, (4,)), ("CAN-L", low, (5,))]
    assert "6.3 and 6.4" in BRANDS[name].source


@pytest.mark.parametrize("name", RS485_PINS)
def test_a_brand_of_the_rs485_table_is_wired_to_rs485_by_its_pins(name: str) -> None:
    b, a = RS485_PINS[name]
    assert BRANDS[name].interface is Interface.RS485
    assert wiring(BRANDS[name]) == [("RS485-B", b, (1, 8)), ("RS485-A", a, (2, 7))]
    assert "6.3 and 6.5" in BRANDS[name].source


@pytest.mark.parametrize("name", sorted(CAN_PINS.keys() | RS485_PINS.keys()))
def test_the_first_manual_has_pylon_and_fifteen_packs_for_all_of_its_brands(name: str) -> None:
    brand = BRANDS[name]
    assert (brand.protocol, brand.modules) == ("PYLON", 15)
    assert "Pylon" in brand.setting


@pytest.mark.parametrize("name", sorted(NAMES_ALONE))
def test_of_a_brand_that_only_the_second_manual_has_nothing_is_made_up(name: str) -> None:
    brand = BRANDS[name]
    assert wiring(brand) == [("CAN-H", None, (4,)), ("CAN-L", None, (5,))]
    assert (brand.modules, brand.setting) == (None, "")
    assert brand.note.startswith("The manual tells neither protocol nor pins")
    assert brand.protocol == ("GROWATT" if name == "Sacolar" else "PYLON")


@pytest.mark.parametrize("brand", BRANDS.values(), ids=list(BRANDS))
def test_pins_that_look_odd_come_with_the_remark_that_the_inverters_manual_decides(brand: Brand) -> None:
    pins = tuple(wire.inverter_pin for wire in brand.wires)
    odd = None not in pins and pins != USUAL[brand.interface]
    assert brand.note.startswith("Unusual pins: the inverter's own manual decides.") == odd


@pytest.mark.parametrize("brand", BRANDS.values(), ids=list(BRANDS))
def test_what_is_said_of_a_brand_has_room_on_its_page(brand: Brand) -> None:
    assert len(brand.note) <= 90
    assert len(brand.setting) <= 90


@pytest.mark.parametrize("brand", BRANDS.values(), ids=list(BRANDS))
def test_the_protocol_of_a_brand_can_be_chosen(brand: Brand) -> None:
    assert load_facts().choice(brand.interface, brand.protocol) is not None


def test_the_eight_protocols_of_the_original_have_codes_of_their_names() -> None:
    named = {
        (interface, one.name): {Interface.CAN: CAN, Interface.RS485: RS485}[interface][one.code].split(" / ")[
            0
        ]
        for interface, choices in load_facts().protocols.items()
        for one in choices
    }
    assert named == {
        (Interface.CAN, "PYLON"): "Pylon",
        (Interface.CAN, "SMA"): "SMA",
        (Interface.CAN, "SOFAR"): "Sofar",
        (Interface.CAN, "GOODWE"): "GoodWe",
        (Interface.CAN, "GROWATT"): "Growatt",
        (Interface.RS485, "PYLON"): "Pylon",
        (Interface.RS485, "VOLTRONIC"): "Voltronic",
        (Interface.RS485, "LUXPOWER"): "LuxPower V01",
    }


def test_what_the_bms_speaks_follows_from_its_code() -> None:
    facts = load_facts()
    by_choice = {one.code: one.name for one in facts.protocols[Interface.CAN]}
    assert {code: facts.speaks[code] for code in by_choice} == by_choice
    by_kin = {CAN[code]: language for code, language in facts.speaks.items() if code not in by_choice}
    assert by_kin == {
        "Victron": "VICTRON",
        "Schneider / SE / SMA": "SMA",
        "Pylon V202": "PYLON",
        "Growatt V109": "GROWATT",
        "Sofar V21003": "SOFAR",
    }


def test_every_finding_but_the_good_ones_has_suspects_and_every_suspect_advice() -> None:
    link_check = load_facts().link_check
    assert link_check.suspects.keys() == set(Finding) - set(GOOD)
    assert link_check.of_number.keys() == set(Number)
    assert link_check.advice.keys() == set(Suspect)
    for suspects in (*link_check.suspects.values(), *link_check.of_number.values()):
        assert len(set(suspects)) == len(suspects) > 0


@pytest.mark.parametrize("suspect", list(Suspect))
def test_advice_is_short_sentences_with_a_source(suspect: Suspect) -> None:
    advice = load_facts().link_check.advice[suspect]
    assert advice.source
    assert 0 < len(advice.title) <= 24
    assert 1 <= len(advice.sentences) <= 4
    for sentence in advice.sentences:
        assert sentence.endswith(".")
        assert len(sentence) <= 80


def test_only_what_is_contested_is_settled_and_with_evidence() -> None:
    for one in load_facts().settled:
        assert one.group in CONTESTED
        assert one.firmware
        assert one.evidence


# Tables that say what cannot be.

Spoil = Callable[[str, str, str], None]


@pytest.fixture
def spoil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spoil:
    shutil.copytree(resource("assets/facts"), tmp_path / "facts")
    monkeypatch.setattr(facts, "resource", lambda _path: tmp_path / "facts")

    def replaced(file: str, good: str, bad: str) -> None:
        path = tmp_path / "facts" / file
        text = path.read_text(encoding="utf-8")
        assert good in text
        path.write_text(text.replace(good, bad, 1), encoding="utf-8")

    return replaced


@pytest.mark.parametrize(
    ("file", "good", "bad", "complaint"),
    [
        (
            "inverters",
            'protocol = "PYLON"',
            'protocol = "PILON"',
            "Afore: protocol: 'PILON' is none of PYLON, SMA",
        ),
        ("inverters", 'interface = "can"', 'interface = "usb"', "Afore: 'usb' is not a valid Interface"),
        ("inverters", "inverter_pin = 4", "inverter_pin = 9", "Afore: inverter_pin: a plug has pins 1 to 8"),
        (
            "inverters",
            "pack_pins = [1, 8]",
            "pack_pins = [0, 8]",
            "Frecon: pack_pins: a plug has pins 1 to 8",
        ),
        ("inverters", 'brand = "Afore"', 'nonsense = "Afore"', "brand 1: brand is missing"),
        ("inverters", "modules = 15", "packs = 15", "Afore: .*unexpected keyword argument 'packs'"),
        ("protocols", "code = 0x01", "number = 0x01", "can 1: code is missing"),
        ("settled", "evidence =", "because =", "group 1: .*unexpected keyword argument 'because'"),
        ("protocols", 'choice = "SOFAR"', 'choice = "SOFAS"', "can SOFAS: 'SOFAS' is not a valid Language"),
        ("protocols", 'language = "SMA"', 'tongue = "SMA"', "kin 2: language is missing"),
        (
            "link_check",
            'finding = "silent"',
            'finding = "quiet"',
            "finding 8: 'quiet' is not a valid Finding",
        ),
        ("link_check", '"pins", "protocol"', '"pin", "protocol"', "finding 8: 'pin' is not a valid Suspect"),
        ("link_check", 'number = "soc"', 'number = "sock"', "number 1: 'sock' is not a valid Number"),
        ("link_check", "title =", "name =", "suspect 1: title is missing"),
    ],
)
def test_a_wrong_table_is_named_with_file_entry_and_field(
    spoil: Spoil, file: str, good: str, bad: str, complaint: str
) -> None:
    spoil(f"{file}.toml", good, bad)
    with pytest.raises(FactsError, match=rf"{file}\.toml, {complaint}"):
        load_facts.__wrapped__()


def test_a_table_without_its_entries_is_empty_and_nothing_worse(spoil: Spoil) -> None:
    spoil("settled.toml", "[[group]]", "[other]")
    assert load_facts.__wrapped__().settled == ()
