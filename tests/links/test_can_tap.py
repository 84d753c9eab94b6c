"""The tap on real buses of python-can: what it tells, that it never sends, and that it never gives up."""

import ast
import errno
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import can
import pytest
from can.interfaces.slcan import slcanBus
from can.interfaces.virtual import VirtualBus

import hmi.links.can
from hmi.links.adapter import Finder
from hmi.links.can import interface, slcan, tap
from hmi.links.can.tap import CanTap
from hmi.model.check.traffic import Silent, TapTrouble
from hmi.model.events import BusHeard, TapLost, TapOpened
from hmi.protocol.can.frame import CanFrame
from tests.links.tapped import BITRATE, Slcan, Told, bus, error_frame, frame, own_channel, tapped

GROUP, ANOTHER_GROUP, STRANGERS = "239.74.163.41", "239.74.163.42", "239.74.163.45"
USUAL_S = tap.TOLD_S
NO_ACKNOWLEDGE, BUS_OFF = 0x020, 0x040
FLOOD = 8_000
QUICK_S = 0.05  # between two BusHeard, where a test does not need the usual time


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tap, "TOLD_S", QUICK_S)


@pytest.fixture
def channel() -> str:
    return own_channel()


@pytest.fixture
def adapter(tmp_path: Path) -> Iterator[Slcan]:
    plugged = Slcan(tmp_path / "slcan")
    yield plugged
    plugged.pull()


def test_what_comes_is_told_every_half_second_and_silence_too(
    channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tap, "TOLD_S", USUAL_S)
    with tapped("virtual", channel) as told, bus("virtual", channel) as other:
        opened = told.opened()
        assert opened == TapOpened(f"virtual:{channel}", Silent.YES, opened.at)
        assert told.heard(lambda traffic: traffic.since == opened.at).frames == 0
        other.send(frame(data=b"\x14\x02"))
        traffic = told.heard(lambda traffic: traffic.frames == 1)
        assert traffic.heard[0].frame == CanFrame(0x351, b"\x14\x02")
        assert opened.at < traffic.heard[0].at <= traffic.at
        told.wait(lambda _: sum(isinstance(one, BusHeard) for one in told.events) >= 4)
    times = [one.traffic.at for one in told.events if isinstance(one, BusHeard)]
    assert times[3] - times[0] == pytest.approx(3 * USUAL_S, abs=0.5)


def test_every_kind_of_frame_is_counted_as_what_it_is(channel: str) -> None:
    with tapped("virtual", channel) as told, bus("virtual", channel) as other:
        told.opened()
        other.send(frame())
        other.send(frame(extended=True))
        other.send(can.Message(arbitration_id=0x355, is_remote_frame=True, is_extended_id=False))
        other.send(can.Message(arbitration_id=0x356, data=bytes(12), is_fd=True, is_extended_id=False))
        other.send(can.Message(arbitration_id=0x35E, data=bytes(2), dlc=8, is_extended_id=False))
        other.send(error_frame(NO_ACKNOWLEDGE))
        other.send(error_frame(BUS_OFF))
        traffic = told.heard(lambda traffic: traffic.errors.error_frames == 2)
    errors = traffic.errors
    assert [one.frame.name for one in traffic.heard] == ["351", "00000351"]
    assert (traffic.frames, errors.remote_frames, errors.fd_frames, errors.missed) == (2, 1, 1, 1)
    assert errors.not_acknowledged == 1
    assert errors.bus_off


def test_no_frame_of_a_flood_is_lost(channel: str) -> None:
    with tapped("virtual", channel) as told, bus("virtual", channel) as other:
        told.opened()
        for number in range(FLOOD):
            other.send(frame(number % 20, number.to_bytes(8, "little")))
        traffic = told.heard(lambda traffic: traffic.frames >= FLOOD)
    assert traffic.frames == sum(one.count for one in traffic.heard) == FLOOD
    assert {one.count for one in traffic.heard} == {FLOOD // 20}
    assert (traffic.errors.missed, traffic.errors.unkept) == (0, 0)


def test_frames_come_from_another_program_and_only_of_its_own_group() -> None:
    with tapped("udp_multicast", GROUP) as told:
        assert told.opened().silent is Silent.YES
        with bus("udp_multicast", GROUP) as other, bus("udp_multicast", STRANGERS) as stranger:
            for number in range(300):
                stranger.send(frame(0x100))
                other.send(frame(0x351 + number % 3))
            traffic = told.heard(lambda traffic: traffic.frames >= 300)
    assert [(one.frame.name, one.count) for one in traffic.heard] == [
        ("351", 100),
        ("352", 100),
        ("353", 100),
    ]
    assert traffic.errors.missed == 0


def test_what_is_no_frame_is_counted_and_does_no_harm() -> None:
    with tapped("udp_multicast", ANOTHER_GROUP) as told:
        told.opened()
        with bus("udp_multicast", ANOTHER_GROUP) as other:
            for packet in (b"", b"\x00", b"hello", b"\x81\xa4nope\x01", bytes(100)):
                other._multicast.send(packet)  # type: ignore[attr-defined]
            other.send(frame())
        traffic = told.heard(lambda traffic: traffic.frames == 1)
    assert traffic.errors.missed == 5
    assert not any(isinstance(one, TapLost) for one in told.events)


def test_the_tap_never_sends(channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = VirtualBus.send

    def send(self: VirtualBus, message: can.Message, timeout: float | None = None) -> None:
        assert self is other
        sent(self, message, timeout)

    with bus("virtual", channel) as other:
        monkeypatch.setattr(VirtualBus, "send", send)
        with tapped("virtual", channel) as told:
            told.opened()
            for message in (frame(0x305), frame(), error_frame(NO_ACKNOWLEDGE)):
                other.send(message)
            told.heard(lambda traffic: traffic.frames == 2)
        assert other.recv(0) is None


def test_no_line_of_the_tap_sends() -> None:
    sources = sorted(Path(str(hmi.links.can.__file__)).parent.glob("*.py"))
    names = {
        node.attr
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert "recv" in names
    assert not {name for name in names if name.startswith("send")}


def test_a_panel_without_a_tap_does_not_load_python_can() -> None:
    program = "import sys, hmi.links.can.tap; sys.exit('can' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_an_slcan_adapter_is_set_to_listen_only_and_heard(adapter: Slcan, tmp_path: Path) -> None:
    with tapped("slcan", str(tmp_path / "slcan")) as told:
        assert told.opened().silent is Silent.YES
        adapter.send(b"t3518140274 0ECC017401".replace(b" ", b""), b"T0000035181402740ECC017401", b"r3050")
        traffic = told.heard(lambda traffic: traffic.frames == 2)
        said = adapter.hear().split(b"\r")
    assert [one.frame for one in traffic.heard] == [
        CanFrame(0x351, bytes.fromhex("1402740ECC017401")),
        CanFrame(0x351, bytes.fromhex("1402740ECC017401"), extended=True),
    ]
    assert traffic.errors.remote_frames == 1
    assert {b"S6", b"L"} <= set(said) <= {b"C", b"S6", b"L", b""}


def test_noise_on_an_slcan_line_is_counted_and_passes(adapter: Slcan, tmp_path: Path) -> None:
    with tapped("slcan", str(tmp_path / "slcan")) as told:
        told.opened()
        adapter.send(
            b"\xff\xfe\x80", b"z", b"", b"\a", b"t35", b"t3X18", b"t3518AABB", b"t\xe4\xf6", b"t35520A00"
        )
        traffic = told.heard(lambda traffic: traffic.frames == 1)
    assert traffic.heard[0].frame == CanFrame(0x355, b"\x0a\x00")
    assert traffic.errors.missed == 4


def test_an_slcan_adapter_that_restarted_is_told_once_more(
    adapter: Slcan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slcan, "BOOT_S", 0.0)
    with tapped("slcan", str(tmp_path / "slcan")) as told:
        told.heard(lambda traffic: True)
        told.heard(lambda traffic: traffic.at > traffic.since + 2 * QUICK_S)
        assert adapter.hear().split(b"\r").count(b"S6") == 2


def test_an_slcan_adapter_that_goes_while_it_is_told_once_more_is_lost(
    adapter: Slcan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slcan, "BOOT_S", 0.0)
    outcomes = [None, can.CanOperationError("Could not write to serial device")]
    monkeypatch.setattr(slcanBus, "set_bitrate", mock.Mock(side_effect=itertools.cycle(outcomes)))
    with tapped("slcan", str(tmp_path / "slcan")) as told:
        told.opened()
        assert told.lost().detail == "Could not write to serial device"


def test_a_pulled_adapter_is_lost_and_found_again(adapter: Slcan, tmp_path: Path) -> None:
    path = tmp_path / "slcan"
    with tapped("slcan", str(path)) as told:
        told.opened()
        adapter.send(b"t35520A00")
        told.heard(lambda traffic: traffic.frames == 1)
        before = told.count
        adapter.pull()
        lost = told.lost(before)
        assert (lost.trouble, lost.name) == (TapTrouble.NO_ADAPTER, f"slcan:{path}")
        gone = told.count
        plugged = Slcan(path)
        told.opened(gone)
        plugged.send(b"t35610A")
        traffic = told.heard(lambda traffic: traffic.frames == 1, gone)
        assert traffic.heard[0].frame == CanFrame(0x356, b"\x0a")
        plugged.pull()


def test_a_pulled_adapter_is_found_under_another_name(
    adapter: Slcan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = [adapter.name]

    def listed() -> list[SimpleNamespace]:
        return [SimpleNamespace(device=where[0], vid=0xAD50, pid=0x60C4, serial_number="1", location=None)]

    monkeypatch.setattr(interface, "Finder", lambda path: Finder(path, listed))
    with tapped("slcan", adapter.name + "@230400") as told:
        told.opened()
        before = told.count
        plugged = Slcan(tmp_path / "elsewhere")
        where[0] = plugged.name
        adapter.pull()
        told.lost(before)
        told.opened(told.count - 1)
        plugged.send(b"t35520A00")
        told.heard(lambda traffic: traffic.frames == 1)
        plugged.pull()


@pytest.mark.parametrize(
    ("name", "channel", "trouble", "words"),
    [
        ("socketkan", "can0", TapTrouble.BAD_SETTINGS, "expected one of"),
        ("kvaser", "can0", TapTrouble.BAD_SETTINGS, "integer"),
        ("slcan", "/dev/null", TapTrouble.BAD_SETTINGS, "Inappropriate ioctl"),
        ("slcan", "/dev", TapTrouble.BAD_SETTINGS, "Is a directory"),
        ("slcan", "/dev/ttyNONE7", TapTrouble.NO_ADAPTER, "No such file"),
        ("seeedstudio", "/dev/ttyNONE7", TapTrouble.NO_ADAPTER, "No such file"),
        ("socketcan", "can97", TapTrouble.NO_ADAPTER, "No such device"),
        ("socketcan", "lo", TapTrouble.BAD_SETTINGS, "not a CAN interface"),
        ("udp_multicast", "127.0.0.1", TapTrouble.BAD_SETTINGS, "multicast address"),
        ("udp_multicast", "nowhere", TapTrouble.BAD_SETTINGS, "multicast address"),
        ("canalystii", "0", TapTrouble.NO_DRIVER, "canalystii"),
        ("pcan", "PCAN_USBBUS1", TapTrouble.NO_DRIVER, "library not found"),
    ],
)
def test_what_hinders_is_told_in_the_systems_words(
    name: str, channel: str, trouble: TapTrouble, words: str
) -> None:
    with tapped(name, channel) as told:
        lost = told.lost()
    assert lost.trouble is trouble
    assert words in lost.detail
    assert lost.name == f"{name}:{channel}"


def test_a_bitrate_that_the_interface_does_not_have_is_a_bad_setting(adapter: Slcan, tmp_path: Path) -> None:
    with tapped("slcan", str(tmp_path / "slcan"), 123) as told:
        lost = told.lost()
    assert lost.trouble is TapTrouble.BAD_SETTINGS
    assert "500000" in lost.detail


def test_a_missing_module_is_no_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("can.interfaces.udp_multicast.utils.msgpack", None)
    with tapped("udp_multicast", GROUP) as told:
        lost = told.lost()
    assert (lost.trouble, lost.detail) == (TapTrouble.NO_DRIVER, "msgpack not installed")


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.EACCES, TapTrouble.NO_PERMISSION),
        (errno.EBUSY, TapTrouble.BUSY),
        (errno.ENETDOWN, TapTrouble.DOWN),
        (errno.EAFNOSUPPORT, TapTrouble.NO_DRIVER),
        (errno.ENODEV, TapTrouble.NO_ADAPTER),
    ],
)
def test_what_only_hardware_says_at_opening(
    number: int, trouble: TapTrouble, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> can.BusABC:
        try:
            raise OSError(number, "in words")
        except OSError as error:
            raise can.CanInitializationError("could not") from error

    monkeypatch.setattr(can, "Bus", refuse)
    with tapped("virtual", channel) as told:
        lost = told.lost()
    assert (lost.trouble, lost.detail) == (trouble, os.strerror(number))


def test_an_adapter_that_python_can_does_not_find_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(can, "Bus", mock.Mock(side_effect=can.CanInitializationError("Cannot find device 0")))
    with tapped("gs_usb", "0") as told:
        lost = told.lost()
    assert (lost.trouble, lost.detail) == (TapTrouble.NO_ADAPTER, "Cannot find device 0")


@pytest.mark.parametrize(
    ("number", "trouble"), [(errno.ENODEV, TapTrouble.NO_ADAPTER), (errno.ENETDOWN, TapTrouble.DOWN)]
)
def test_a_bus_that_fails_is_lost_and_opened_again(
    number: int, trouble: TapTrouble, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing: list[int] = []
    received = VirtualBus._recv_internal

    def receive(self: VirtualBus, timeout: float | None) -> tuple[can.Message | None, bool]:
        if failing:
            try:
                raise OSError(failing.pop(), "in words")
            except OSError as error:
                raise can.CanOperationError("Error receiving") from error
        return received(self, timeout)

    monkeypatch.setattr(VirtualBus, "_recv_internal", receive)
    with tapped("virtual", channel) as told, bus("virtual", channel) as other:
        told.opened()
        failing.append(number)
        other.send(frame())
        lost = told.lost()
        assert (lost.trouble, lost.detail) == (trouble, os.strerror(number))
        gone = told.events.index(lost) + 1
        told.opened(gone)
        other.send(frame())
        told.heard(lambda traffic: traffic.frames == 1, gone)


def test_a_bus_that_cannot_be_read_at_all_is_lost(channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def receive(*_: object, **__: object) -> None:
        raise can.CanOperationError("Cannot operate on a closed bus")

    monkeypatch.setattr(VirtualBus, "_recv_internal", receive)
    with tapped("virtual", channel) as told:
        lost = told.lost()
    assert (lost.trouble, lost.detail) == (TapTrouble.NO_ADAPTER, "Cannot operate on a closed bus")


def test_a_failure_that_nobody_thought_of_is_a_loss_and_not_the_end(
    channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    received, failures = VirtualBus._recv_internal, [ZeroDivisionError("oops")]

    def receive(self: VirtualBus, timeout: float | None) -> tuple[can.Message | None, bool]:
        if failures:
            raise failures.pop()
        return received(self, timeout)

    monkeypatch.setattr(VirtualBus, "_recv_internal", receive)
    with tapped("virtual", channel) as told, bus("virtual", channel) as other:
        assert "oops" in told.lost().detail
        told.opened(2)
        other.send(frame())
        told.heard(lambda traffic: traffic.frames == 1)


def test_an_interface_is_tried_for_ever_and_its_trouble_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = Told()
    opened = interface.Interface.__call__

    def attempt(self: interface.Interface) -> interface.Opened:
        attempts(TapLost("attempt", TapTrouble.BUSY, "", time.monotonic()))
        return opened(self)

    monkeypatch.setattr(interface.Interface, "__call__", attempt)
    with tapped("slcan", "/dev/ttyNONE7") as told:
        attempts.wait(lambda _: attempts.count == 5)
        assert told.count == 1
    times = [one.at for one in attempts.events if isinstance(one, TapLost)]
    waits = [later - earlier for earlier, later in pairwise(times)]
    assert waits[1:] == pytest.approx([0.2, 0.4, 0.8], abs=0.3)


def test_a_tap_that_is_stopped_gives_its_interface_back(channel: str) -> None:
    told = Told()
    one = CanTap("virtual", channel, BITRATE, told)
    one.start()
    told.opened()
    one.stop()
    ended = told.count
    with bus("virtual", channel) as other:
        other.send(frame())
    assert told.count == ended
    assert one.name == f"virtual:{channel}"
