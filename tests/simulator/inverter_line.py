"""An inverter at the end of a serial line: pyserial on a real pseudo terminal, with the UART beside it."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

import serial

from hmi.protocol import frame
from hmi.protocol.control import Code, Empty
from hmi.protocol.inverter_protocol import Choice, InverterProtocol
from hmi.protocol.messages import Command as Uart
from hmi.protocol.messages import read_reply
from hmi.protocol.messages import request as uart_request
from hmi.protocol.rs485 import pylon, registers, voltronic
from hmi.protocol.rs485.pylon_pack import PackNumber
from hmi.simulator import MIDSUMMER, simulated_wire
from hmi.simulator.inverter.rs485 import rs485_wire
from hmi.simulator.listeners import listener
from hmi.simulator.peer import StackPeer
from hmi.simulator.server import Server
from hmi.simulator.stack import Stack
from hmi.simulator.wire import Wire

STANDSTILL = 1e-9  # speed: whoever asks, and whenever, finds the same instant
CODES = {"PYLON": 0x01, "VOLTRONIC": 0x03, "LUXPOWER": 0x0B}


class Line:
    """Both ends of both lines of one simulated stack."""

    def __init__(self, uart: serial.Serial, rs485: serial.Serial, stack: Stack) -> None:
        self._uart, self.rs485, self.stack = uart, rs485, stack

    def uart(self, command: Uart, message: Any = None) -> Any:
        """What the BMS says to the panel."""
        sent = uart_request(command) if message is None else uart_request(command, message)
        self._uart.write(sent)
        received = frame.decode(self._uart.read_until(b"\r"))
        return read_reply(command, received, message.value if isinstance(message, Code) else None)

    def packs(self, command: Uart = Uart.ANALOG) -> tuple[Any, ...]:
        """What it says of all packs."""
        said: tuple[Any, ...] = self.uart(command, Code(0xFF)).packs
        return said

    def select(self, protocol: str) -> None:
        """As the panel does it."""
        code = CODES.get(protocol, 0x18)
        self.uart(Uart.WRITE_INVERTER_PROTOCOL, InverterProtocol(0xFF, code, Choice.MANUAL))

    def pylon_frame(self, sent: bytes) -> frame.Frame:
        """The frame that comes back."""
        self.rs485.write(sent)
        return frame.decode(self.rs485.read_until(b"\r"), pylon.VERSION)

    def pylon(self, command: pylon.Command, number: int | None = None, address: int = 0x02) -> Any:
        """The message that comes back."""
        message = Empty() if number is None else PackNumber(number)
        received = self.pylon_frame(pylon.request(command, message, address))
        assert received.address == address
        return pylon.read_answer(command, received)

    def voltronic_frame(self, sent: bytes) -> voltronic.Answer | voltronic.Refusal:
        """The frame that comes back, by the paper's way to count."""
        self.rs485.write(sent)
        got = self.rs485.read(5)
        if not got[1] & 0x80:
            got += self.rs485.read(2 * int.from_bytes(got[2:4]) + 1)
        return voltronic.decode_answer(got)

    def voltronic(self, register: int, count: int = 1, address: int = 1) -> dict[str, Any]:
        """The values that come back."""
        answer = self.voltronic_frame(voltronic.encode(voltronic.Request(address, register, count)))
        assert isinstance(answer, voltronic.Answer)
        assert answer.address == address
        return registers.decode(register, answer.data)

    def everything(self) -> dict[str, Any]:
        """All registers, asked for one after the other as one value needs them."""
        values: dict[str, Any] = {}
        for register in registers.REGISTERS:
            values |= self.voltronic(register.number, register.coding.size)
        return values

    def alone(self, sent: bytes, then: bytes, whole: bytes) -> None:
        """What is sent gets no answer: the first that comes is the whole answer to what is sent then."""
        self.rs485.write(sent)
        self.rs485.write(then)
        assert self.rs485.read(len(whole)) == whole


@contextlib.contextmanager
def served(
    folder: Path,
    protocol: str = "PYLON",
    packs: int = 1,
    model: str = "ES51.2-100LP",
    scenario: str = "day",
    started: datetime = MIDSUMMER,
) -> Iterator[Line]:
    """A stack at a standstill on two pseudo terminals, with this RS485 protocol set."""
    wire = simulated_wire(model, packs, scenario, speed=STANDSTILL, baud=0, started=started)
    assert isinstance(wire.peer, StackPeer)
    uart, rs485 = listener(f"pty:{folder}/uart"), listener(f"pty:{folder}/rs485")
    server = Server(uart, Wire(wire.peer, baud=0, latency=0.0))
    server.serve(rs485, rs485_wire(wire.peer, baud=0, latency=0.0))
    thread = Thread(target=server.run)
    thread.start()
    try:
        with serial.Serial(uart.link, timeout=5) as port, serial.Serial(rs485.link, 9600, timeout=5) as other:
            line = Line(port, other, wire.peer.stack)
            line.select(protocol)
            yield line
    finally:
        server.stop()
        thread.join(5)
        assert not thread.is_alive()
