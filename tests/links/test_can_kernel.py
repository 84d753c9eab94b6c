"""Interfaces of the kernel: what is read of them, and the frames as their sockets give them.

The tests run without CAN in the kernel: a folder stands for /sys, a program for `ip`, and a pair of
sockets that keeps messages apart for a CAN socket.
"""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import can
import pytest

from hmi.links.can import kernel, tap
from hmi.links.can.failure import TapFailure
from hmi.links.can.kernel import KernelInterface, look
from hmi.links.can.kernel_frames import KernelFrames
from hmi.links.can.tally import Tally
from hmi.model.check.traffic import Errors, Silent, TapTrouble
from tests.links.tapped import KernelBus, tapped

CAN_TYPE, UP = 280, 0x400C1
EXTENDED, REMOTE, ERROR = 1 << 31, 1 << 30, 1 << 29
LIMITS = bytes.fromhex("1402740ECC017401")


def details(**data: object) -> list[dict[str, Any]]:
    """What `ip` tells of an interface."""
    usual = {"state": "ERROR-ACTIVE", "restart_ms": 100, "bittiming": {"bitrate": 500_000}}
    return [{"ifname": "can0", "linkinfo": {"info_kind": "can", "info_data": usual | data}}]


@pytest.fixture
def can0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an interface that is up."""
    monkeypatch.setattr(kernel, "INTERFACES", tmp_path)
    folder = tmp_path / "can0"
    folder.mkdir()
    (folder / "type").write_text(f"{CAN_TYPE}\n")
    (folder / "flags").write_text(f"{UP:#x}\n")
    return folder


@pytest.fixture
def says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets what `ip` says, and whether it does well."""
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    def program(told: object, code: int = 0) -> None:
        ip = tmp_path / "ip"
        text = told if isinstance(told, str) else json.dumps(told)
        ip.write_text('#!/bin/sh\n[ "$*" = "-json -details link show dev can0" ] || exit 9\n')
        with ip.open("a") as file:
            file.write(f"cat <<'end'\n{text}\nend\nexit {code}\n")
        ip.chmod(ip.stat().st_mode | stat.S_IXUSR)

    return program


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (details(), KernelInterface(Silent.NO, bitrate=500_000)),
        (details(ctrlmode=["FD"]), KernelInterface(Silent.NO, bitrate=500_000)),
        (
            details(ctrlmode=["LISTEN-ONLY", "BERR-REPORTING"]),
            KernelInterface(Silent.YES, bitrate=500_000),
        ),
        (details(state="BUS-OFF"), KernelInterface(Silent.NO, bus_off=True, bitrate=500_000)),
        (details(bittiming={}), KernelInterface(Silent.NO)),
        ([{"linkinfo": {"info_kind": "vcan"}}], KernelInterface(Silent.YES)),
        ([{"ifname": "can0"}], KernelInterface()),
        ([], KernelInterface()),
        ([None], KernelInterface()),
        ("no JSON", KernelInterface()),
    ],
)
def test_what_ip_tells_of_an_interface(
    can0: Path, says: Any, told: object, expected: KernelInterface
) -> None:
    says(told)
    assert look(can0.name) == expected


def test_without_an_answer_of_ip_nothing_is_known(
    can0: Path, says: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(details(), code=1)
    assert look("can0") == KernelInterface()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(kernel, "_SYSTEM_PATHS", "")
    assert look("can0") == KernelInterface()


@pytest.mark.parametrize(
    ("name", "trouble", "words"),
    [
        ("can1", TapTrouble.NO_ADAPTER, "No such device"),
        ("../can0", TapTrouble.BAD_SETTINGS, "expected an interface"),
        ("", TapTrouble.BAD_SETTINGS, "expected an interface"),
        ("can0123456789012", TapTrouble.BAD_SETTINGS, "expected an interface"),
    ],
)
def test_an_interface_that_is_not_there(can0: Path, name: str, trouble: TapTrouble, words: str) -> None:
    with pytest.raises(TapFailure) as caught:
        look(name)
    assert caught.value.trouble is trouble
    assert words in caught.value.detail


def test_an_interface_that_is_down_and_one_that_is_none(can0: Path) -> None:
    (can0 / "flags").write_text("0x40080\n")
    with pytest.raises(TapFailure) as down:
        look("can0")
    assert (down.value.trouble, down.value.detail) == (TapTrouble.DOWN, "Network is down")
    (can0 / "type").write_text("1\n")
    with pytest.raises(TapFailure) as other:
        look("can0")
    assert other.value.trouble is TapTrouble.BAD_SETTINGS


@pytest.fixture
def kernel_bus() -> Iterator[KernelBus]:
    made = KernelBus()
    yield made
    made.shutdown()
    made.far.close()


def test_frames_of_the_kernel_are_taken_as_what_they_are(kernel_bus: KernelBus) -> None:
    reader, tally = KernelFrames(kernel_bus), Tally(0.0)
    kernel_bus.send(0x351, LIMITS)
    kernel_bus.send(0x351 | EXTENDED, LIMITS[:6])
    kernel_bus.send(0x305)
    kernel_bus.send(0x355 | REMOTE)
    kernel_bus.send(0x356 | EXTENDED | REMOTE)
    kernel_bus.send(0x020 | ERROR, bytes(8))
    kernel_bus.send(0x040 | ERROR, bytes(8))
    kernel_bus.send(0x004 | ERROR, bytes([0, 1, 0, 0, 0, 0, 0, 0]))
    kernel_bus.send(0x35E, bytes(12), size=64)
    assert reader.read(tally, 1.0) == 9
    assert reader.read(tally, 0.0) == 0
    traffic = tally.snapshot(1.0, reader.dropped())
    assert [(one.frame.name, one.frame.data) for one in traffic.heard] == [
        ("305", b""),
        ("351", LIMITS),
        ("00000351", LIMITS[:6]),
    ]
    assert traffic.errors == Errors(3, 3.0, 1, bus_off=True, remote_frames=2, fd_frames=1, missed=1)
    reader.close()


def test_a_socket_that_fails_is_told(kernel_bus: KernelBus) -> None:
    reader = KernelFrames(kernel_bus)
    kernel_bus.socket.send(b"unread")
    kernel_bus.far.close()
    with pytest.raises(TapFailure) as caught:
        reader.read(Tally(0.0), 0.0)
    assert (caught.value.trouble, caught.value.detail) == (TapTrouble.NO_ADAPTER, "Connection reset by peer")


def opened_buses(monkeypatch: pytest.MonkeyPatch) -> list[KernelBus]:
    buses: list[KernelBus] = []

    def opened(**options: object) -> KernelBus:
        buses.append(KernelBus(**options))
        return buses[-1]

    monkeypatch.setattr(can, "Bus", opened)
    return buses


def test_a_tap_on_the_kernel_hears_and_knows_how(
    can0: Path, says: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tap, "TOLD_S", 0.05)
    says(details(ctrlmode=["LISTEN-ONLY"], state="BUS-OFF"))
    buses = opened_buses(monkeypatch)
    with tapped("socketcan", "can0") as told:
        assert told.opened().silent is Silent.YES
        assert told.heard(lambda traffic: True).errors.bus_off
        assert buses[0].options == {
            "interface": "socketcan",
            "channel": "can0",
            "bitrate": 500_000,
            "fd": True,
        }
        buses[0].send(0x351, LIMITS)
        traffic = told.heard(lambda traffic: traffic.frames == 1)
        assert not traffic.errors.bus_off


def test_an_interface_with_another_bitrate_is_a_bad_setting(can0: Path, says: Any) -> None:
    says(details(bittiming={"bitrate": 250_000}))
    with tapped("socketcan", "can0") as told:
        lost = told.lost()
    assert lost.trouble is TapTrouble.BAD_SETTINGS
    assert "250000" in lost.detail
    assert "500000" in lost.detail
