"""The simulated bus on an interface of python-can, kept going by a thread of its own, in real time."""

import ipaddress
import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from hmi.protocol.can.frame import CanFrame
from hmi.simulator.inverter.bus import InverterBus
from hmi.simulator.inverter.on_bus import OnBus

if TYPE_CHECKING:
    import can

log = logging.getLogger(__name__)

BITRATE = 500_000  # bit/s, of every protocol
SHORTEST_WAIT_S, LONGEST_WAIT_S = 0.005, 0.1  # fast traffic goes out in small batches
AGAIN_S = 1.0  # after a failure
_ERROR_BYTES = 8  # that an error frame carries


class CanLineError(ValueError):
    """Nobody can speak there; the message says what was expected."""


def interface_and_channel(text: str) -> tuple[str, str]:
    """INTERFACE:CHANNEL as python-can names them, where other programs hear us. Raises CanLineError."""
    from can import VALID_INTERFACES

    interface, _, channel = text.partition(":")
    if not interface or not channel:
        raise CanLineError(f"{text}: expected INTERFACE:CHANNEL such as socketcan:can0")
    if interface not in VALID_INTERFACES:
        known = ", ".join(sorted(VALID_INTERFACES))
        raise CanLineError(f"{text}: expected an interface of {known}, not {interface}")
    if interface == "virtual":
        raise CanLineError(f"{text}: nobody else hears it; expected one such as udp_multicast:239.74.163.2")
    if interface == "udp_multicast" and not _is_multicast(channel):
        raise CanLineError(f"{text}: expected a multicast address such as 239.74.163.2, not {channel}")
    return interface, channel


def _is_multicast(channel: str) -> bool:
    try:
        return ipaddress.ip_address(channel).is_multicast
    except ValueError:
        return False


def message(said: OnBus) -> "can.Message":
    """What it is for python-can."""
    import can

    if said.frame is None:
        return can.Message(
            arbitration_id=said.error_class,
            is_error_frame=True,
            is_extended_id=False,
            dlc=_ERROR_BYTES,
            data=bytes(_ERROR_BYTES),
        )
    frame = said.frame
    return can.Message(arbitration_id=frame.id, data=frame.data, is_extended_id=frame.extended)


class CanLine:
    """BMS and inverter as one node of a bus; what others say there reaches the inverter too."""

    def __init__(
        self,
        bus: InverterBus,
        interface: str,
        channel: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = f"{interface}:{channel}"
        self._bus = bus
        self._interface, self._channel = interface, channel
        self._clock = clock
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Open the interface and begin to speak. Raises CanLineError."""
        import can

        try:
            node = can.Bus(interface=self._interface, channel=self._channel, bitrate=BITRATE)
        except Exception as error:  # without their driver interfaces raise whatever comes
            raise CanLineError(
                f"{self.name}: expected a CAN interface that can be opened ({error})"
            ) from error
        self._thread = threading.Thread(target=self._run, args=(node,), name="simulated CAN", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Fall silent and give the interface back, at once."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, node: "can.BusABC") -> None:
        import can

        while not self._ending.is_set():
            try:
                self._speak(node)
                self._listen(node)
            except (can.CanError, OSError, ValueError) as error:
                log.info("%s: %s", self.name, error)
                self._ending.wait(AGAIN_S)
        node.shutdown()

    def _speak(self, node: "can.BusABC") -> None:
        for said in self._bus.due(self._clock()):
            node.send(message(said), timeout=LONGEST_WAIT_S)

    def _listen(self, node: "can.BusABC") -> None:
        """Hear others until somebody of ours speaks next."""
        rest = self._bus.next_due - self._clock()
        heard = node.recv(min(LONGEST_WAIT_S, max(SHORTEST_WAIT_S, rest)))
        if heard is not None and not (heard.is_error_frame or heard.is_remote_frame or heard.is_fd):
            frame = CanFrame(heard.arbitration_id, bytes(heard.data), heard.is_extended_id)
            self._bus.hear(frame, self._clock())
