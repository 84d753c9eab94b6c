"""The link's own share of a cycle, and how much of the wire's time it uses, at 9600 baud.

The far end of a pseudo terminal is another process that sends character by character, as a UART does, and
takes the times: from the last character of an answer to the first of the next request. Pause and latency are
nothing, so that what is left is ours.
"""

import os
import pickle
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
import serial

from hmi.links.exchange import Exchange
from hmi.links.outcome import Answered, Question
from hmi.links.plan import Plan
from hmi.links.port import Port, open_port
from hmi.links.session import Session
from hmi.links.timing import LinkSettings
from hmi.model.events import FromLink
from hmi.protocol.control import Code
from hmi.protocol.frame import Decoder, Frame
from hmi.protocol.messages import Command
from tests.links.packs import answer

CHARACTER_S = 10 / 9600
ROUNDS = 20  # of 42H and 44H
SETTLED = 4  # requests at the start that do not count


def far_end(master: int) -> tuple[list[float], float]:
    """Answer until the line is closed; the gaps (s) before requests, and the share of time that was used."""
    decoder, busy, began, ended = Decoder(), 0.0, 0.0, 0.0
    gaps: list[float] = []
    while True:
        try:
            piece = os.read(master, 100)
        except OSError:
            return gaps[SETTLED:], busy / (ended - began)
        now = time.monotonic()
        began = began or now
        gaps += [now - ended] if ended else []
        (request,) = decoder.feed(piece)
        assert isinstance(request, Frame)
        reply = answer(request)
        for number, char in enumerate(reply):
            at = now + (len(piece) + number + 1) * CHARACTER_S
            time.sleep(max(0.0, at - time.monotonic()))
            os.write(master, bytes((char,)))
        ended = time.monotonic()
        busy += (len(piece) + len(reply)) * CHARACTER_S


def measured(drive: Callable[[str], None]) -> tuple[list[float], float, float, float]:
    """Gaps, wire in use, CPU seconds and wake-ups of what `drive` does with the port of that name."""
    master, slave = os.openpty()
    result, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(slave)
        os.write(told, pickle.dumps(far_end(master)))
        os._exit(0)
    os.close(master)
    before = resource.getrusage(resource.RUSAGE_THREAD)
    drive(os.ttyname(slave))
    after = resource.getrusage(resource.RUSAGE_THREAD)
    os.close(slave)
    gaps, used = pickle.loads(os.read(result, 65536))
    os.waitpid(child, 0)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return gaps, used, cpu, after.ru_nvcsw - before.ru_nvcsw


def ours(name: str) -> None:
    """The product's session: decoding, plan and events included."""
    settings = LinkSettings(period_s=0, pause_s=0)
    events: list[FromLink] = []
    port = open_port(name)
    session = Session(port, Plan(settings), settings, events.append)
    while len(events) < 2 * ROUNDS:
        session.poll()
    port.close()


class ReadUntil:
    """The usual way: pyserial's read_until(CR), which wakes up for every character."""

    def __init__(self, name: str) -> None:
        self._line = serial.Serial(name, 9600, timeout=0.5)
        self.write = self._line.write
        self.reset_input_buffer = self._line.reset_input_buffer
        self.close = self._line.close

    def read(self, size: int, /) -> bytes:
        return bytes(self._line.read_until(b"\r"))


def plain(name: str) -> None:
    """The same requests one after the other, with read_until."""
    port: Port = ReadUntil(name)
    exchange = Exchange(port, LinkSettings(pause_s=0))
    for _ in range(ROUNDS):
        for command in (Command.ANALOG, Command.STATUS):
            assert isinstance(exchange.ask(Question(command, Code(1))), Answered)
    port.close()


@pytest.mark.parametrize("drive", [plain, ours])
def test_the_links_own_share(drive: Callable[[str], Any]) -> None:
    gaps, used, cpu, wakes = measured(drive)
    print(
        f"\n{drive.__name__}: own share of a cycle median {statistics.median(gaps) * 1e3:.2f} ms, "
        f"most {max(gaps) * 1e3:.2f} ms; wire in use {used:.1%}; "
        f"a refresh costs {cpu / ROUNDS * 1e3:.2f} ms CPU and {wakes / ROUNDS:.0f} wake-ups"
    )
