"""Which language a bus speaks: the captured sets, and each rule by which one is told from another."""

import pytest

from hmi.protocol.can.fingerprint import Fingerprint, Stranger, fingerprint
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from tests.protocol.can.recorded import bus
from tests.protocol.can.streams import FINE, GOODWE, OLD, PACKS, PAIRS, PLACES, PYLON, frames

P, S, F, G = Language.PYLON, Language.SMA, Language.SOFAR, Language.GOODWE
V, W = Language.VICTRON, Language.GROWATT
ANY = (P, S, F, G, V)


def named(name: str) -> str:
    return f"35E {name.ljust(8).encode('latin-1').hex()}"


def heard(text: str) -> Fingerprint:
    return fingerprint(frames(text))


CAPTURED = {
    "pylon-us5000-old": ((P, G), ("359 + 35C", "PYLON"), ()),
    "pylon-ten-modules": ((P, G), ("359 + 35C",), ("35E", "399")),
    "jk-pylon": ((P, G), ("359 + 35C + 370 + 371",), ()),
    "jk-goodwe": ((P, G), ("359 + 35C + 370 + 371",), ()),
    "seplos-sma": ((S,), ("35A + 35F", "355: 0.01 %", "SMA"), ()),
    "seplos-sofar": ((F, S), ("35A + 35F", "355: 0.01 %", "Sofar"), ("30F",)),
    "hyd6000es": ((F, S), ("30F + 35A",), ("35E",)),
    "jk-growatt": ((W,), ("311 + 312 + 313 + 314 + 319",), ()),
    "seplos-growatt": ((W,), ("311 + 312 + 313 + 314 + 319",), ()),
    "jk-victron": ((V, S), ("370 + 373 + 379", "355: 0.01 %"), ("35E",)),
    "pytes": ((V, S), ("372 + 373 + 379",), ()),
    "byd-victron": ((V, S), ("372 + 373 + 379",), ()),
    "diybms": (ANY, ("35x",), ("35E", "30F", "35C", "399", "372")),
    "b2i-sma": (ANY, ("35x",), ("35E", "30F", "35C", "399", "372")),
    "virtual-can-bms": ((S, F, V), ("355: 0.01 %",), ("35E", "30F", "372")),
    "goodwe-native": ((G,), ("456",), ()),
    "pylon-emulator": ((), (), ()),
    "seplos-victron": ((), (), ()),
}


@pytest.mark.parametrize("name", CAPTURED)
def test_captured_buses(name: str) -> None:
    seen = fingerprint(one.frame for one in bus(name))
    assert (seen.fits, seen.evidence, seen.tells_apart) == CAPTURED[name]
    assert (seen.mixed, seen.stranger, seen.unknown) == ((), None, ())


def test_the_29_bit_sofar_is_a_high_voltage_battery() -> None:
    seen = fingerprint(one.frame for one in bus("sofar-hv"))
    assert seen == Fingerprint(
        evidence=("00000351 + 00000355",),
        stranger=Stranger.HIGH_VOLTAGE,
        unknown=("00000351", "00000355"),
    )


ZEROS_359, PN_359, ALARMS_359 = "359 0000000000000000", "359 0000000001504E00", "359 0200000000000000"
TEXT = "370 4A4B2D424D530000"
EXTREMES = "370 1F001E00F20DEF0D"
RULES = {
    "nothing": ("", ()),
    "the shared frames": (OLD, ANY),
    "a maker's name": (f"{OLD} {named('JK-BMS')}", ANY),
    "a name alone": (named("PYTES"), ANY),
    "name PYLON": (f"{OLD} {PYLON}", (P, G, S)),
    "name SMA": (f"{OLD} {named('SMA')}", (S,)),
    "name SMA with zeros between": (f"{OLD} 35E 53004D0041000000", (S,)),
    "a name that begins like SMA": (f"{OLD} {named('SMART')}", ANY),
    "name sofar": (f"{OLD} {named('SOFAR')}", (F, S)),
    "name AMASS": (f"{OLD} {named('amass')}", (F, S)),
    "name GoodWe": (f"{OLD} {named('GoodWe')}", (G, S)),
    "a name of no letters": (f"{OLD} 35E FF00FF00FF00FF00", ANY),
    "empty 359": (f"{OLD} {ZEROS_359}", (P, G, F)),
    "359 with a tag": (f"{OLD} {PN_359}", (P, G)),
    "359 with a tag of Pytes": (f"{OLD} 359 00000000015059", (P, G)),
    "359 with alarms": (f"{OLD} {ALARMS_359}", (P, G)),
    "359 as old as Pylon's first": (f"{OLD} 359 00000000", (P, G, F)),
    "35C": (f"{OLD} 35C C0", (P, G)),
    "35C of Luxpower, cycles behind": (f"{OLD} 35C C0002C0100000000", (P, G)),
    "35C as a switch toward a Sunny Island": (f"{OLD} 35C 01", ANY),
    "35C and name GoodWe": (f"{OLD} 359 0000000001504E00 35C C0 {named('GoodWe')}", (G,)),
    "359 and 35C are enough": (f"{ZEROS_359} 35C C0", (P, G)),
    "a set of both generations": (f"{OLD} {ZEROS_359} {PAIRS} 35C C0", (P, G)),
    "35A": (f"{OLD} 35A AAAAAA02AAAAAA02", (S, F, P, V)),
    "35A of 7 bytes": (f"{OLD} 35A AAAAAA02AAAAAA", (S, F, P, V)),
    "35B": (f"{OLD} 35B 00", (S, F, P, V)),
    "35F": (f"{OLD} 35F 01006E013200", (S, F, P, V)),
    "35A and 35F are enough": (PAIRS, (S, F, P, V)),
    "35A and a maker's name": (f"{OLD} {PAIRS} {named('BYD')}", (S, F, P, V)),
    "35A and name PYLON": (f"{OLD} {PAIRS} {PYLON}", (P, S)),
    "35A and name SMA": (f"{OLD} {PAIRS} {named('SMA')}", (S,)),
    "35A and name Sofar": (f"{OLD} {PAIRS} {named('Sofar')}", (F, S)),
    "35A and name GoodWe": (f"{OLD} {PAIRS} {named('GoodWe')}", (G, S)),
    "35A and empty 359": (f"{OLD} 35A AAAAAA02AAAAAA02 {ZEROS_359}", (F, S, P, G)),
    "35A, 35F and empty 359": (f"{OLD} {PAIRS} {ZEROS_359}", (F, S)),
    "35A, 35F and 359 with alarms": (f"{OLD} {PAIRS} {ALARMS_359}", (P, G, S)),
    "35A, 35F and 359 with a tag": (f"{OLD} {PAIRS} {PN_359}", (P, G)),
    "name SMA and 359 in place of 35A": (f"{OLD} {ALARMS_359} {named('SMA')}", (S,)),
    "name Sofar and 359 with alarms": (f"{OLD} {ALARMS_359} {named('Sofar')}", (F, S)),
    "30F": (f"{OLD} 30F 0200000000000000", (F, S)),
    "30F of another bus": (f"{OLD} 30F 0300000000000000", ANY),
    "30F beside 35C": (f"{OLD} 30F 0000 35C C0", (P, G)),
    "fine SOC": (FINE, (S, F, V)),
    "fine SOC in a set with requests": (f"{FINE} 35C C0", (P, G)),
    "fine SOC under the name PYLON": (f"{FINE} {PYLON}", (P, S)),
    "cell voltages in place of a fine SOC": ("355 5A006400E40C0000", ANY),
    "fine SOC not available": ("355 5A006400FFFF0000", ANY),
    "extremes": (f"{OLD} {EXTREMES}", (P, G)),
    "extremes in 10 mV and 0.1 degC": (f"{OLD} 370 36012C0165015A01", (P, G)),
    "numbers of the extremes alone": (f"{OLD} 371 0400030001000600", (P, G)),
    "extremes beside 35A": (f"{OLD} {EXTREMES} {PAIRS}", (S, F, P)),
    "extremes of no cell": (f"{OLD} 370 1F001E00FFFF0000", ANY),
    "no extremes and no text": (f"{OLD} 371 0000000000000000", ANY),
    "a text of few letters": (f"{OLD} 370 35312E3256000000", ANY),
    "text": (f"{OLD} {TEXT}", (V, S)),
    "text that goes on in 371": (f"{OLD} {TEXT} 371 3100000000000000", (V, S)),
    "text in 371 alone": (f"{OLD} 371 2D34384200000041", ANY),
    "text in the second frame": (f"{OLD} 371 4C46503438000000", (V, S)),
    "two of the profile": (f"{OLD} 372 0100 379 6400", ANY),
    "three of the profile": (f"{OLD} {PACKS}", (V, S, P, G)),
    "three of the profile and 35F": (f"{OLD} {PACKS} {PAIRS}", (V, S)),
    "the profile alone": (PACKS, (V, S, P, G)),
    "the profile with a serial number": (f"{OLD} {PACKS} 380 4142433100000000", (V, S)),
    "the profile under the name PYLON": (f"{OLD} {PACKS} {PYLON}", (P, G, S, V)),
    "the profile under the name SMA": (f"{OLD} {PACKS} {PAIRS} {named('SMA')}", (S, V)),
    "PYLON V2 without 35C": (f"{OLD} {ZEROS_359} 35A 0000000000000000 {PACKS} {PLACES}", (P, G, S)),
    "GOODWE by 399": (f"{OLD} 399 3300020001000000", (G,)),
    "GOODWE by 3DA": ("3DA 0A0DF30C07100000", (G,)),
    "GOODWE by 3DB": ("3DB 4B46010200000000", (G,)),
    "GOODWE by its own frames beside 35A": (f"{OLD} {GOODWE} {PAIRS}", (G,)),
    "GOODWE by its own frames with name PYLON": (f"{OLD} {GOODWE} {PYLON}", (G,)),
    "457 beside a high voltage": ("456 A00FF401C8006401 457 5A006400 453 0100", ()),
    "GROWATT by limits": ("311 0240017C076C0069", (W,)),
    "GROWATT by measurements": ("313 164B0000013E5664", (W,)),
    "GROWATT by cells": ("319 C00DF30DEF010400", (W,)),
    "GROWATT by any three": ("320 4A4B0F260F260F00 321 0000000000000000 323 1000000000000000", (W,)),
    "GROWATT by two of its five": ("312 0000000001000000 314 01AE01F400040000", (W,)),
    "limits beside any other of GROWATT": ("311 0240017C076C0069 321 0000000000000000", (W,)),
    "little-endian limits at 311": ("311 4002080708070002 312 0000000001000000", ()),
}


@pytest.mark.parametrize("name", RULES)
def test_what_fits(name: str) -> None:
    text, fits = RULES[name]
    seen = heard(text)
    assert seen.fits == fits
    assert (seen.mixed, seen.stranger) == ((), None)


@pytest.mark.parametrize(
    "text",
    [
        "351 3C00080708070002",  # CVL 6.0 V
        "351 FFFF080708070002",  # not available
        "351 0000000000000000",
        "351 4002FF7F08070002",  # CCL 3276.7 A
        "351 400208070807BD02",  # DVL 70.1 V
        "351 40020807",  # short
        "351",
        "355 65006400",  # SOC 101 %
        "355 64006F00",  # SOH 111 %
        "355 0000000000000000",
        "356 00000000FA00",  # 0 V
        "356 7A13F2FE6B11",  # 446 degC
        "35E 5000000000000000",  # one letter
        "35A 0000000000000000",  # alone it may be anything
        "35C C000",
        ZEROS_359,
        "30F 0000000000000000",
        "399 0000000000000000",
        "3DA F30C0A0D07100000",  # the lowest above the highest
        "3DB FFFF",
        "311 0C40017C076C0069",  # CVL 313.6 V
        "311 0240017C076CF069",  # bits without a meaning
        "312 0000000001000000",
        "313 164B0000013E6564",  # SOC 101 %
        "314 01AE01F400040000",
        "315 0D880D820D870D86",
        "315 0000000000000000",
        "319 C00DEF0DF3010400",
        "320 6A6B0F260F260F00",
        "321 FF00000000000000",
        "322 013D000002045656",
        "323 0000000000000000",
    ],
)
def test_a_frame_alone_whose_content_may_be_anything_names_nothing(text: str) -> None:
    identifier, _, data = text.partition(" ")
    assert fingerprint([CanFrame(int(identifier, 16), bytes.fromhex(data))]) == Fingerprint()


def test_limits_that_a_sunny_island_is_left_to_are_limits() -> None:
    assert heard("351 4002E8030080A401").fits == ANY
    assert heard("351 400200800080FFFF").fits == ANY
    assert heard("351 440264009CFF3F02").fits == ANY  # DCL with a sign


def test_absurd_content_beside_a_sound_set_takes_nothing_away() -> None:
    seen = heard(f"351 FFFFFFFFFFFFFFFF 355 5A006400 356 7A13F2FE6B01 {PN_359} 35C C000 {PYLON}")
    assert seen.fits == (P, G)


def test_what_inverters_send_says_nothing() -> None:
    alone = "305 0000000000000000 306 64000A0100004002 301 0B16212C37424D58 307 1234567856494300 211 00"
    assert heard(alone) == Fingerprint()
    assert heard(f"{alone} {OLD}") == heard(OLD)


def test_a_battery_beside_growatt_s_framing_is_a_mixture() -> None:
    seen = heard(f"{OLD} 35C C000 311 0240017C076C0069 313 164B0000013E5664")
    assert seen.mixed == (P, W)
    assert seen.fits == (P, G, W)
    assert seen.evidence == ("35C", "311 + 313")
    assert seen.tells_apart == ()


@pytest.mark.parametrize(
    ("text", "mixed", "fits"),
    [
        (f"{PAIRS} 35C C000 {named('SMA')}", (P, S), (P, G, S)),
        (f"{PAIRS} {PN_359} {named('Sofar')}", (P, F), (P, G, F, S)),
        (f"{PAIRS} {GOODWE} {named('SMA')}", (G, S), (G, S)),
        (f"35C C000 {named('SMA')}", (), (P, G, S)),
        (f"{GOODWE} {named('AMASS')}", (), (G, F, S)),
    ],
)
def test_pylon_s_own_frames_under_another_name_are_a_mixture_beside_its_framing(
    text: str, mixed: tuple[Language, ...], fits: tuple[Language, ...]
) -> None:
    seen = heard(f"{OLD} {text}")
    assert seen.mixed == mixed
    assert seen.fits == fits
    assert seen.tells_apart == ()


def test_the_evidence_names_the_first_frames_of_many() -> None:
    seen = heard(f"{OLD} {PACKS} {PLACES} 380 4142433100000000")
    assert seen.evidence == ("372 + 373 + 374 + 375 + 376 + ..",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{OLD} {ZEROS_359}", ("35E", "30F", "35C", "399")),
        (f"{OLD} {PAIRS}", ("35E", "30F", "372")),
        (f"{OLD} {PAIRS} {named('BYD')}", ("30F", "372")),
        (f"{OLD} {PAIRS} {PYLON}", ()),
        (f"{OLD} {PYLON}", ("35C", "399")),
        (f"{OLD} 35C C000 {PYLON}", ("399",)),
        (f"{OLD} {PACKS} {PAIRS}", ("35E",)),
    ],
)
def test_what_would_tell_apart(text: str, words: tuple[str, ...]) -> None:
    assert heard(text).tells_apart == words


def extended(*identifiers: int, data: str = "0000000000000000") -> list[CanFrame]:
    return [CanFrame(identifier, bytes.fromhex(data), extended=True) for identifier in identifiers]


@pytest.mark.parametrize(
    "strangers",
    [
        extended(0x351, data="C608FA00FA008007"),
        extended(0xF351, data="C608FA00FA008007"),
        extended(0x1355, 0x135F),
        extended(0x605),
        extended(0x680),
        extended(0x770),
        extended(0x4210, 0x4220, 0x7310),
        extended(0x4200, 0x8200),
        extended(0x3010, 0x3110),
    ],
)
def test_high_voltage_batteries(strangers: list[CanFrame]) -> None:
    seen = fingerprint(strangers)
    assert seen.stranger is Stranger.HIGH_VOLTAGE
    assert seen.fits == ()
    assert seen.unknown == tuple(one.name for one in strangers)
    assert seen.evidence == (" + ".join(seen.unknown),)


@pytest.mark.parametrize(
    "strangers",
    [
        extended(0x1806E5F4, 0x18F128F4),
        extended(0x351, data="4002080708070002"),  # a pack's limits, in a frame of the wrong kind
        extended(0x351, data=""),
        extended(0x311),
        [CanFrame(0x2F4, bytes(8)), CanFrame(0x3F4, bytes(8))],
        [CanFrame(0x100, bytes(8))],
        [CanFrame(0x605, bytes(8))],
        [CanFrame(0x100, bytes(8)), CanFrame(0x101, bytes(8)), CanFrame(0x35A, b"\x01" * 8)],
    ],
)
def test_other_traffic(strangers: list[CanFrame]) -> None:
    seen = fingerprint(strangers)
    assert seen.stranger is Stranger.OTHER
    assert (seen.fits, seen.evidence) == ((), ())


def test_strangers_beside_a_set_are_listed_and_the_set_is_recognised() -> None:
    strangers = [*extended(0x18F128F4, 0x4210), CanFrame(0x7E0, b""), CanFrame(0x123, b"")]
    seen = fingerprint([*frames(f"{OLD} 35C C000"), *strangers])
    assert seen.fits == (P, G)
    assert seen.stranger is None
    assert seen.unknown == ("123", "7E0", "00004210", "18F128F4")


def test_many_strangers_beside_a_full_set_take_nothing_from_it() -> None:
    strangers = [CanFrame(identifier, b"\x01") for identifier in range(0x100, 0x140)]
    assert fingerprint([*frames(f"{OLD} 35C C000"), *strangers]).fits == (P, G)
    growatt = frames("311 0240017C076C0069 313 164B0000013E5664")
    assert fingerprint([*growatt, *strangers]).fits == (W,)
    assert fingerprint([*growatt[:1], *strangers]).fits == ()
    assert fingerprint([*frames(OLD)[:1], *strangers]).fits == ()


def test_an_extended_305_is_no_stranger() -> None:
    assert fingerprint(extended(0x305)) == Fingerprint()
    assert fingerprint([*frames(OLD), *extended(0x305)]) == heard(OLD)
