"""PYLON on RS485: captured exchanges byte for byte, each message both ways, and any INFO at all."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol import fields, frame
from hmi.protocol.blocks import Blocks
from hmi.protocol.control import Empty
from hmi.protocol.errors import FramingError, LayoutError, ProtocolError, ReturnCodeError
from hmi.protocol.frame import Frame
from hmi.protocol.rs485 import pylon_pack
from hmi.protocol.rs485.pylon import (
    MESSAGES,
    VERSION,
    Command,
    answer,
    decoder,
    read_answer,
    read_request,
    request,
)
from hmi.protocol.rs485.pylon_fields import Capacity
from hmi.protocol.rs485.pylon_pack import (
    Maker,
    PackAnalog,
    PackLimits,
    PackNumber,
    PackSerial,
    PackSoftware,
    PackStatus,
    Parameters,
)
from hmi.protocol.rs485.pylon_system import SystemAlarms, SystemAnalog, SystemIdentity, SystemLimits
from tests.protocol import strategies

MAY = ("discharge_enabled", "charge_enabled")
FIRST = b"\x00\x01"
JK_LIMITS = SystemLimits(57.6, 41.6, 38.0, 190.0, MAY)
SEPLOS_LIMITS = SystemLimits(57.6, 51.2, 180.0, -180.0, MAY)
SEPLOS_61 = (
    b"~201246008062D8AE0000460000000064640D8E00010D8500010BAE0BB100010BAC00010BB10BB100010BB10001"
    b"0BAE0BB100010BAC0001E8F2"
)
SEPLOS_ANALOG = SystemAnalog(
    voltage=55.470,
    current=0.0,
    soc=70,
    mean_cycles=0,
    most_cycles=0,
    mean_soh=100,
    least_soh=100,
    highest_cell=3.470,
    highest_cell_at=FIRST,
    lowest_cell=3.461,
    lowest_cell_at=FIRST,
    mean_temperature=25.9,
    hottest=26.2,
    hottest_at=FIRST,
    coldest=25.7,
    coldest_at=FIRST,
    mean_mosfet=26.2,
    hottest_mosfet=26.2,
    hottest_mosfet_at=FIRST,
    coldest_mosfet=26.2,
    coldest_mosfet_at=FIRST,
    mean_bms=25.9,
    hottest_bms=26.2,
    hottest_bms_at=FIRST,
    coldest_bms=25.7,
    coldest_bms_at=FIRST,
)


class TestCaptured:
    @pytest.mark.parametrize(
        ("text", "command", "message"),
        [
            (b"~20024642E00202FD33", Command.ANALOG, PackNumber(2)),
            (b"~200246630000FDA9", Command.SYSTEM_LIMITS, Empty()),
            (b"~200246610000FDAB", Command.SYSTEM_ANALOG, Empty()),
        ],
    )
    def test_requests(self, text: bytes, command: Command, message: Any) -> None:
        [received] = decoder().feed(text + b"\r")
        assert isinstance(received, Frame)
        assert (received.address, received.version) == (0x02, 0x20)
        assert read_request(received) == (command, message)
        assert request(command, message) == text + b"\r"

    @pytest.mark.parametrize(
        ("text", "command", "address", "message"),
        [
            (b"~20024600D012E100A280017C076CC0F9BC", Command.SYSTEM_LIMITS, 0x02, JK_LIMITS),
            (b"~20124600D012E100C8000708F8F8C0F9AB", Command.SYSTEM_LIMITS, 0x12, SEPLOS_LIMITS),
            (
                SEPLOS_61,
                Command.SYSTEM_ANALOG,
                0x12,
                SEPLOS_ANALOG,
            ),
        ],
        ids=["JK 63H", "Seplos 63H", "Seplos 61H"],
    )
    def test_answers(self, text: bytes, command: Command, address: int, message: Any) -> None:
        received = frame.decode(text, VERSION)
        assert received.address == address
        assert read_answer(command, received) == message
        assert answer(message, address) == text + b"\r"

    def test_a_refusal(self) -> None:
        text = b"~200246040000FDAE"
        with pytest.raises(ReturnCodeError) as caught:
            read_answer(Command.SYSTEM_ANALOG, frame.decode(text, VERSION))
        assert caught.value.code == 0x04
        assert answer(code=0x04) == text + b"\r"

    def test_a_limit_that_overflowed_reads_as_what_was_sent(self) -> None:
        """67.04 V in 16 bits of 1 mV, as a JK once sent it."""
        limits = read_answer(Command.SYSTEM_LIMITS, Frame(2, 0, bytes.fromhex("05E0A280017C076CC0")))
        assert limits.charge_voltage_limit == 1.504


def test_frames_of_the_bms_own_protocol_are_not_read() -> None:
    with pytest.raises(FramingError, match="version"):
        frame.decode(b"~25014600E00202FD35", VERSION)


def _one(block: Any) -> Blocks[Any]:
    return Blocks((block,), pack_byte=2, info_flag=0x11)


ANALOG = PackAnalog((3.3, -0.001), (25.0, -10.5), -12.3, 52.8, Capacity(82.5, 100.0, 42))
STATUS = PackStatus(
    (0, 1),
    (2, 0xF0),
    2,
    1,
    0,
    ("cell_under_voltage",),
    ("discharge_mosfet",),
    ("full",),
    ("cell_2",),
    ("cell_16",),
)
PARAMETERS = Parameters(0, 3.65, 3.0, 2.8, 55.0, 0.0, 100.0, 58.4, 48.0, 44.8, 60.0, -10.0, -120.0)
SYSTEM_ALARMS = SystemAlarms(
    ("cell_imbalance",), ("charge_over_current",), ("over_temperature",), ("system_error",)
)


@pytest.mark.parametrize(
    ("command", "message", "info"),
    [
        (
            Command.ANALOG,
            _one(ANALOG),
            "1102 02 0CE4FFFF 02 0BA50A42 FF85 CE40 FFFF 04 FFFF 002A 014244 0186A0",
        ),
        (Command.STATUS, _one(STATUS), "1102 02 0001 02 02F0 02 01 00 02 04 08 02 80"),
        (
            Command.PARAMETERS,
            PARAMETERS,
            "00 0E42 0BB8 0AF0 0CD1 0AAB 03E8 E420 BB80 AF00 0D03 0A47 FB50",
        ),
        (Command.VERSION, Empty(), ""),
        (
            Command.MAKER,
            Maker("P16S100A", b"\x01\x02", "Maker"),
            "5031365331303041 2020 0102 4D616B6572" + "20" * 15,
        ),
        (Command.LIMITS, PackLimits(2, 58.4, 42.0, 100.0, 100.0, MAY), "02 E420 A410 03E8 03E8 C0"),
        (Command.SERIAL, PackSerial(2, "SIM0000000000P01"), "02 53494D30303030303030303030503031"),
        (Command.SOFTWARE, PackSoftware(2, b"\x01\x02", b"\x03\x04\x05"), "02 0102 030405"),
        (
            Command.SYSTEM_IDENTITY,
            SystemIdentity("A", "B", b"\x03\x05", ("one", "two")),
            "41" + "20" * 9 + "42" + "20" * 19 + "0305 02 6F6E65" + "20" * 13 + "74776F" + "20" * 13,
        ),
        (Command.SYSTEM_ALARMS, SYSTEM_ALARMS, "01 40 08 08"),
    ],
    ids=str,
)
def test_each_answer_stands_as_its_paper_says(command: Command, message: Any, info: str) -> None:
    sent = frame.decode(answer(message), VERSION)
    assert sent.info == bytes.fromhex(info)
    assert read_answer(command, sent) == message


class TestCapacity:
    def test_a_small_pack_may_send_16_bits_alone(self) -> None:
        small = _one(PackAnalog((), (), 0.0, 0.0, Capacity(25.0, 50.0, 7, wide=False)))
        sent = frame.decode(answer(small), VERSION)
        assert sent.info.hex() == "110200000000000061a802c3500007"
        assert read_answer(Command.ANALOG, sent) == small

    def test_a_large_one_counts_in_24_bits(self) -> None:
        info = bytes.fromhex("0002 00 00 0000 0000 FFFF 04 FFFF 0000 030D40 04CA90")
        pack = read_answer(Command.ANALOG, Frame(2, 0, info)).packs[0]
        assert (pack.capacity.remaining, pack.capacity.full) == (200.0, 314.0)

    def test_up_to_65_ah_both_say_the_same(self) -> None:
        sent = frame.decode(answer(_one(PackAnalog((), (), 0, 0, Capacity(30.0, 65.0, 0)))), VERSION)
        assert sent.info[-13:] == bytes.fromhex("7530 04 FDE8 0000 007530 00FDE8")

    @pytest.mark.parametrize("items", [0, 3, 5])
    def test_another_number_of_items_is_not_guessed_at(self, items: int) -> None:
        with pytest.raises(LayoutError, match="2 or 4 items"):
            pylon_pack.analog(bytes((0, 2, 0, 0, 0, 0, 0, 0, 0, 0, items, 0, 0, 0, 0)))

    def test_24_bits_that_are_cut(self) -> None:
        with pytest.raises(LayoutError, match="capacity"):
            pylon_pack.analog(bytes((0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1, 2, 3, 4, 5)))


def test_several_packs_in_one_answer() -> None:
    for message, command in ((ANALOG, Command.ANALOG), (STATUS, Command.STATUS)):
        group = Blocks((message,) * 3, pack_byte=3)
        assert read_answer(command, frame.decode(answer(group), VERSION)) == group


@pytest.mark.parametrize("command", [Command.ANALOG, Command.STATUS])
@pytest.mark.parametrize("info", [b"", b"\0", b"\0\2"])
def test_no_block_at_all(command: Command, info: bytes) -> None:
    with pytest.raises(LayoutError, match="a block of"):
        read_answer(command, Frame(2, 0, info))


REQUESTS = st.one_of(
    *(
        st.tuples(st.just(command), strategies.any_of(exchange.request))
        for command, exchange in MESSAGES.items()
    )
)


@given(REQUESTS, st.sampled_from((0x02, 0x12, 0x22, 0xF2)))
def test_a_request_arrives_as_it_was_meant(said: tuple[Command, Any], address: int) -> None:
    command, message = said
    received = frame.decode(request(command, message, address), VERSION)
    assert received.address == address
    assert read_request(received) == (command, message)


@pytest.mark.parametrize("command", [Command.SYSTEM_LIMITS, Command.MAKER])
def test_another_commands_message_is_not_sent(command: Command) -> None:
    with pytest.raises(LayoutError, match="a request of"):
        request(command, PackNumber(2))


@pytest.mark.parametrize("code", [0x94, 0x95, 0x00, 0xFF])
def test_a_command_that_is_not_known_or_not_for_us(code: int) -> None:
    with pytest.raises(LayoutError, match="a command of PYLON"):
        read_request(Frame(2, code, version=VERSION))


@pytest.mark.parametrize("info", [b"", b"\2\2"])
def test_a_request_with_another_info(info: bytes) -> None:
    with pytest.raises(LayoutError):
        read_request(Frame(2, Command.ANALOG, info, version=VERSION))


FIXED = [
    (command, exchange.answer)
    for command, exchange in MESSAGES.items()
    if exchange.answer not in (Blocks, Empty)
]


@pytest.mark.parametrize(("command", "kind"), FIXED, ids=str)
@given(data=st.data())
def test_an_answer_arrives_as_it_was_meant(command: Command, kind: type[Any], data: st.DataObject) -> None:
    size = len(fields.encode(_example(command)))
    info = data.draw(st.binary(min_size=size, max_size=size))
    with contextlib.suppress(LayoutError):  # a count of serial numbers that are not there
        message = read_answer(command, Frame(2, 0, info))
        assert isinstance(message, kind)
        assert read_answer(command, frame.decode(answer(message), VERSION)) == message


def _example(command: Command) -> Any:
    limits = PackLimits(2, 0, 0, 0, 0, ())
    return {
        Command.PARAMETERS: PARAMETERS,
        Command.MAKER: Maker("", b"\0\0", ""),
        Command.LIMITS: limits,
        Command.SERIAL: PackSerial(2, ""),
        Command.SOFTWARE: PackSoftware(2, b"\0\0", b"\0\0\0"),
        Command.SYSTEM_IDENTITY: SystemIdentity("", "", b"\0\0", ()),
        Command.SYSTEM_ANALOG: SEPLOS_ANALOG,
        Command.SYSTEM_ALARMS: SYSTEM_ALARMS,
        Command.SYSTEM_LIMITS: JK_LIMITS,
    }[command]


@given(st.sampled_from(Command), st.binary(max_size=120), st.sampled_from((0, 0, 0, 4)))
def test_any_info_is_a_message_or_a_fault(command: Command, info: bytes, code: int) -> None:
    with contextlib.suppress(ProtocolError):
        read_answer(command, Frame(2, code, info))
    with contextlib.suppress(ProtocolError):
        read_request(Frame(2, command, info))


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_any_stream_is_frames_and_faults(pieces: list[bytes]) -> None:
    ear = decoder()
    for piece in pieces:
        for found in ear.feed(piece):
            assert isinstance(found, Frame | ProtocolError)


@pytest.mark.parametrize(
    "message",
    [
        _one(PackAnalog((33.0,), (), 0, 0, Capacity(0, 0, 0))),
        _one(PackAnalog((), (), 0, 0, Capacity(17000.0, 0, 0))),
        _one(PackAnalog((), (), 0, 0, Capacity(66.0, 66.0, 0, wide=False))),
        SystemLimits(70.0, 0, 0, 0, ()),
        SystemLimits(0, 0, 0, 0, ("nonsense",)),
        PackSoftware(2, b"\0", b"\0\0\0"),
        SystemIdentity("", "", b"\0\0", ("a serial number too long",)),
    ],
    ids=str,
)
def test_what_does_not_fit_is_not_sent(message: Any) -> None:
    with pytest.raises(LayoutError):
        answer(message)


@pytest.mark.parametrize("info", ["02 0102 0304", "02 01"])
def test_bytes_that_are_cut(info: str) -> None:
    with pytest.raises(LayoutError, match="PackSoftware with"):
        read_answer(Command.SOFTWARE, Frame(2, 0, bytes.fromhex(info)))


def test_serial_numbers_that_are_cut() -> None:
    info = fields.encode(SystemIdentity("", "", b"\0\0", ("one", "two")))
    with pytest.raises(LayoutError, match="with serials"):
        read_answer(Command.SYSTEM_IDENTITY, Frame(2, 0, info[:-1]))
