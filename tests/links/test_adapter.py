"""A USB adapter that was pulled is found again, whatever its name is now."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from hmi.links.adapter import Opener
from hmi.links.port import Port, PortFailure, open_port
from hmi.model.events import Trouble


@dataclass
class Plugged:
    """An entry of the list of ports."""

    device: str
    vid: int | None = 0x0403
    pid: int | None = 0x6001
    serial_number: str | None = "A50285BI"
    location: str | None = "1-1.2"


class Desk:
    """Pseudo terminals that stand for adapters: plugging one makes its device appear."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plugged: list[Plugged] = []
        self.opened: list[str] = []
        self._ends: list[int] = []

    def plug(self, name: str, **identity: str | int | None) -> None:
        master, slave = os.openpty()
        self._ends += [master, slave]
        (self.folder / name).symlink_to(os.ttyname(slave))
        self.plugged.append(Plugged(str(self.folder / name), **identity))  # type: ignore[arg-type]

    def pull(self, name: str) -> None:
        (self.folder / name).unlink()
        self.plugged = [one for one in self.plugged if not one.device.endswith(name)]

    def open(self, path: str, baud: int) -> Port:
        self.opened.append(Path(path).name)
        return open_port(path, baud)

    def opener(self, name: str) -> Opener:
        return Opener(str(self.folder / name), 9600, lambda: self.plugged, self.open)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("serial_number", ["A50285BI", None])
def test_an_adapter_is_found_under_another_name(desk: Desk, serial_number: str | None) -> None:
    desk.plug("ttyUSB0", serial_number=serial_number)
    opener = desk.opener("ttyUSB0")
    opener().close()
    desk.pull("ttyUSB0")
    with pytest.raises(PortFailure) as caught:
        opener()
    assert caught.value.trouble is Trouble.NO_PORT
    desk.plug("ttyUSB1", serial_number=serial_number)
    opener().close()
    assert desk.opened == ["ttyUSB0", "ttyUSB0", "ttyUSB1"]


def test_another_adapter_with_the_old_name_is_not_mistaken_for_it(desk: Desk) -> None:
    desk.plug("ttyUSB0")
    opener = desk.opener("ttyUSB0")
    opener().close()
    desk.pull("ttyUSB0")
    desk.plug("ttyUSB0", serial_number="other")
    desk.plug("ttyUSB1")
    opener().close()
    assert desk.opened[-1] == "ttyUSB1"


def test_an_adapter_put_in_the_place_of_a_broken_one_is_used(desk: Desk) -> None:
    desk.plug("ttyUSB0")
    opener = desk.opener("ttyUSB0")
    opener().close()
    desk.pull("ttyUSB0")
    desk.plug("ttyUSB0", serial_number="new")
    opener().close()
    desk.pull("ttyUSB0")
    desk.plug("ttyUSB3", serial_number="new")
    opener().close()
    assert desk.opened == ["ttyUSB0", "ttyUSB0", "ttyUSB3"]


def test_a_port_that_is_not_on_usb_keeps_its_name(desk: Desk) -> None:
    desk.plug("ttyAMA0", vid=None, pid=None, serial_number=None, location=None)
    opener = desk.opener("ttyAMA0")
    opener().close()
    desk.pull("ttyAMA0")
    desk.plug("ttyAMA1", vid=None, pid=None, serial_number=None, location=None)
    with pytest.raises(PortFailure):
        opener()


def test_a_url_is_opened_as_it_is() -> None:
    opener = Opener("socket://127.0.0.1:1", 9600, listed=lambda: pytest.fail("not a local port"))
    with pytest.raises(PortFailure):
        opener()
