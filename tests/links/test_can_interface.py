"""How each interface of python-can is told to listen only, held against python-can's own source."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import can
import pytest
from can.interfaces import BACKENDS

from hmi.links.can.interface import Interface
from hmi.links.can.reading import Reader
from hmi.model.check.traffic import Silent

OF_OURS = {"interface", "channel", "bitrate"}


class NoBus:
    """Stands for a bus of any interface."""

    def __init__(self, **options: object) -> None:
        self.options = options
        self.serialPortOrig = SimpleNamespace(close=lambda: None)

    def fileno(self) -> int:
        raise NotImplementedError

    def shutdown(self) -> None:
        raise can.CanOperationError("it is gone")


def opened(interface: str, channel: str, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, object], Silent]:
    buses: list[NoBus] = []

    def open_bus(**options: object) -> NoBus:
        buses.append(NoBus(**options))
        return buses[-1]

    monkeypatch.setattr(can, "Bus", open_bus)
    came = Interface(interface, channel, 500_000)()
    assert isinstance(came.reader, Reader)
    came.reader.close()
    return buses[0].options, came.silent


@pytest.mark.parametrize(
    ("interface", "option", "value"),
    [
        ("slcan", "listen_only", True),
        ("nixnet", "listen_only", True),
        ("vector", "listen_only", True),
        ("cantact", "monitor", True),
        ("kvaser", "driver_mode", False),
        ("seeedstudio", "operation_mode", "silent"),
        ("pcan", "state", can.BusState.PASSIVE),
        ("systec", "state", can.BusState.PASSIVE),
    ],
)
def test_what_can_listen_only_is_told_to(
    interface: str, option: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    options, silent = opened(interface, "here", monkeypatch)
    assert options[option] == value
    assert silent is (Silent.UNKNOWN if interface == "vector" else Silent.YES)


@pytest.mark.parametrize("interface", sorted(set(BACKENDS) - {"socketcan", "udp_multicast"}))
def test_every_option_is_one_that_the_interface_knows(
    interface: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    options, _ = opened(interface, "here", monkeypatch)
    found = importlib.util.find_spec(BACKENDS[interface][0])
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent if found.submodule_search_locations else None
    sources = folder.glob("*.py") if folder else [Path(found.origin)]
    text = "".join(source.read_text(encoding="utf-8") for source in sources)
    assert [option for option in options if option not in OF_OURS and option not in text] == []
    assert set(options) >= OF_OURS


@pytest.mark.parametrize(("interface", "silent"), [("gs_usb", Silent.NO), ("usb2can", Silent.UNKNOWN)])
def test_what_cannot_listen_only_says_so(
    interface: str, silent: Silent, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened(interface, "0", monkeypatch)[1] is silent


def test_a_channel_that_is_a_number_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened("gs_usb", "0", monkeypatch)[0]["channel"] == 0
    assert opened("pcan", "PCAN_USBBUS1", monkeypatch)[0]["channel"] == "PCAN_USBBUS1"
