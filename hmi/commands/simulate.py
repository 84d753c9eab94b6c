"""`pack-hmi simulate`: a battery stack on a pseudo terminal or a TCP port, for anyone to talk to."""

import argparse
import contextlib
import signal
import sys
from datetime import datetime, time
from pathlib import Path
from typing import Any

from hmi.facts import load_models
from hmi.simulator import DEFAULT_MODEL, inverter_bus, simulated_wire
from hmi.simulator.inverter.line import CanLine, interface_and_channel
from hmi.simulator.inverter.rs485 import rs485_wire
from hmi.simulator.listeners import Listener, is_at, listener
from hmi.simulator.peer import StackPeer
from hmi.simulator.recordings import load
from hmi.simulator.scenarios import SCENARIOS
from hmi.simulator.server import Server
from hmi.simulator.wire import Wire

DEFAULT_LISTEN = "pty:./pack-bms"
NOON_SUN = time(13, 0)  # the first look finds the stack charging
FASTEST = 3600  # an hour in a second; a small computer still keeps up with many packs
BAD_ARGUMENTS = 2

EXAMPLES = """\
examples:
  pack-hmi simulate
      one pack on ./pack-bms; look at it with:  pack-hmi read --link ./pack-bms
  pack-hmi simulate --listen tcp:9600 --packs 3 --scenario storm
      three packs on TCP, full of alarms:       pack-hmi --link socket://127.0.0.1:9600
  pack-hmi simulate --model Active16 --speed 600
      a whole day in less than two and a half minutes
  pack-hmi simulate --rs485 pty:./inverter
      answers an inverter on a second line too, in the RS485 protocol that is set (PYLON at first)
  pack-hmi simulate --replay capture.txt
      answers as a real pack did
  pack-hmi simulate --can udp_multicast:239.74.163.2 --scenario wrong-protocol
      an inverter too; look at them with:       pack-hmi link-check --can udp_multicast:239.74.163.2
"""


def add_parser(subparsers: Any) -> None:
    """Add `simulate` and its options to the commands of an argument parser."""
    scenarios = "\n".join(f"  {name:<15} {scenario.about}" for name, scenario in SCENARIOS.items())
    parser = subparsers.add_parser(
        "simulate",
        help="a battery stack on a wire, for anyone to talk to",
        description="A simulated battery stack that speaks PACE V2.5 like a real one. Ctrl-C ends it.",
        epilog=f"scenarios:\n{scenarios}\n\n{EXAMPLES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    models = ", ".join(model.name for model in load_models())
    add = parser.add_argument
    add(
        "--listen",
        metavar="WHERE",
        default=DEFAULT_LISTEN,
        help=(
            "pty:PATH, a pseudo terminal that PATH leads to, or tcp:[HOST:]PORT (%(default)s; HOST 127.0.0.1)"
        ),
    )
    add("--rs485", metavar="WHERE", help="a second line, on which an inverter asks; as --listen")
    add("--packs", metavar="N", type=int, default=1, help="parallel packs, 1 to 15 (%(default)s)")
    add("--model", metavar="NAME", default=DEFAULT_MODEL, help=f"{models} (%(default)s)")
    add("--scenario", metavar="NAME", default="day", help="see below (%(default)s)")
    add("--seed", metavar="N", type=int, default=1, help="the same seed, the same stack (%(default)s)")
    add("--speed", metavar="X", type=float, default=1.0, help="simulated seconds in a second (%(default)g)")
    add("--baud", metavar="N", type=int, default=9600, help="pace of the characters; 0: none (%(default)s)")
    add(
        "--can",
        metavar="INTERFACE:CHANNEL",
        help="talk with a simulated inverter on this interface of python-can, such as socketcan:vcan0",
    )
    add("--replay", metavar="FILE", type=Path, help="answer from this recording, JSON or text, instead")
    add("--source", metavar="TEXT", help="of a JSON recording: the sources with this in their name")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM; returns the exit status."""
    for ending in (signal.SIGINT, signal.SIGTERM):  # a shell may have had the first one ignored
        signal.signal(ending, signal.default_int_handler)
    with contextlib.ExitStack() as running:
        try:
            wire = _wire(arguments)
            for line in _lines(arguments, wire):
                line.start()
                running.callback(line.stop)
            place = listener(arguments.listen)
            second = _second(arguments, wire, place)
        except ValueError as error:  # every error of these says what was expected
            print(f"pack-hmi simulate: {error}", file=sys.stderr)
            return BAD_ARGUMENTS
        server = Server(place, wire)
        print(f"listening on {place.link}; try: pack-hmi read --link {place.link}", flush=True)
        if second:
            server.serve(*second)
            print(f"RS485 for an inverter on {second[0].link}", flush=True)
        if arguments.can:
            print(f"speaking on {arguments.can}; try: pack-hmi link-check --can {arguments.can}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.run()
    return 0


def _second(arguments: argparse.Namespace, wire: Wire, first: Listener) -> tuple[Listener, Wire] | None:
    """The inverter's line, if it is wanted; where there can be none the first one is closed again."""
    if arguments.rs485 is None:
        return None
    try:
        if not isinstance(wire.peer, StackPeer):
            raise ValueError("expected a simulated stack: a recording (--replay) answers no inverter")
        if is_at(first, arguments.rs485):
            raise ValueError(f"{arguments.rs485}: expected another place than that of --listen")
        return listener(arguments.rs485), rs485_wire(wire.peer, arguments.baud)
    except ValueError as error:
        first.close()
        raise ValueError(f"--rs485: {error}") from error


def _wire(arguments: argparse.Namespace) -> Wire:
    if not 0 < arguments.speed <= FASTEST:
        raise ValueError(f"--speed: expected more than 0 and at most {FASTEST}, not {arguments.speed:g}")
    if arguments.baud < 0:
        raise ValueError(f"--baud: expected 0 or more, not {arguments.baud}")
    if arguments.replay is not None:
        return Wire(load(arguments.replay, arguments.source), arguments.baud)
    return simulated_wire(
        arguments.model,
        arguments.packs,
        arguments.scenario,
        arguments.seed,
        arguments.speed,
        arguments.baud,
        started=datetime.combine(datetime.now().date(), NOON_SUN),
    )


def _lines(arguments: argparse.Namespace, wire: Wire) -> list[CanLine]:
    """What runs beside the wire."""
    if arguments.can is None:
        return []
    try:
        return [CanLine(inverter_bus(wire), *interface_and_channel(arguments.can))]
    except ValueError as error:
        raise ValueError(f"--can {error}") from error
