"""`pack-hmi link-check`: do BMS and inverter understand each other, as a verdict with its evidence."""

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from hmi.commands.bus_watch import Begin, BusWatch
from hmi.commands.check_json import check_json
from hmi.commands.check_text import check_text
from hmi.commands.inverter_tap import before_it_listens, inverter_tap
from hmi.commands.source import load_config, source
from hmi.facts import load_facts
from hmi.links.config import Config, InverterCanKeys
from hmi.links.uart import Uart
from hmi.model.check.finding import Finding, Grade
from hmi.model.events import Trouble
from hmi.model.facts import Facts, Interface
from hmi.model.state import State
from hmi.protocol.can.language import CHOICES, Language
from hmi.protocol.inverter_protocol import NONE, Choice, InverterProtocol
from hmi.ui.link_sentences import CHECKS

_EXAMPLES = """\
The verdict has three steps: heard (the inverter is there), understood (it speaks the protocol that the BMS
speaks) and obeyed (current has kept to the limits of the pack for [link_check] watch_s seconds). Each is yes,
no or unknown. The tap only listens. Where a serial port is configured or given, the BMS is asked too, and
what it says is set beside what it tells the inverter. Ctrl-C prints what is known so far.

examples:
  pack-hmi link-check                                the configured adapter, [inverter_can]
  pack-hmi link-check --can socketcan:can0 --link /dev/serial0 --seconds 90
  pack-hmi link-check --can slcan:/dev/ttyACM0 --protocol PYLON --json | jq .finding

exit status: 0 good: understood or obeyed; 1 something is wrong; 2 nothing could be listened to; 3 not known
"""
PATIENCE_S = 10.0  # s
NOT_LISTENED = 2
_STATUS = {Grade.GOOD: 0, Grade.WRONG: 1, Grade.NEUTRAL: 3}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `link-check` to the command line."""
    parser = commands.add_parser(
        "link-check",
        help="do BMS and inverter understand each other",
        description="Listen to BMS and inverter on CAN, and say whether they understand each other.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--config", metavar="FILE", type=Path, help="configuration file")
    add(
        "--can",
        metavar="INTERFACE:CHANNEL",
        type=_place,
        help="where to listen, named as python-can does: socketcan:can0; default: configured",
    )
    add("--link", metavar="URL", help="serial port of the BMS; default: the configured one, else none")
    add(
        "--protocol",
        metavar="NAME",
        type=_protocol,
        help=f"what the BMS is set to, where it is not asked: {', '.join(CHOICES)}",
    )
    add(
        "--seconds",
        metavar="N",
        type=_seconds,
        default=PATIENCE_S,
        help=f"listen for so long; default {PATIENCE_S:g}",
    )
    add("--json", action="store_true", help="JSON instead of text")
    parser.set_defaults(run=run)


def _place(text: str) -> tuple[str, str]:
    interface, _, channel = text.partition(":")
    if not interface or not channel:
        raise argparse.ArgumentTypeError(f"expected INTERFACE:CHANNEL such as socketcan:can0, came {text}")
    return interface, channel


def _protocol(text: str) -> Language:
    if text.upper() not in CHOICES:
        raise argparse.ArgumentTypeError(f"expected one of {', '.join(CHOICES)}, came {text}")
    return Language(text.upper())


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= 86400:
        raise argparse.ArgumentTypeError(f"expected seconds up to 86400, came {text}")
    return value


def run(arguments: argparse.Namespace) -> int:
    """Listen and print; return the exit status."""
    config, notices = load_config(arguments.config)
    for notice in notices:
        _say(str(notice))
    keys = config.inverter_can
    if arguments.can:
        keys = replace(keys, interface=arguments.can[0], channel=arguments.can[1])
    if not keys.interface or not keys.channel:
        _say(
            "no CAN adapter: give --can INTERFACE:CHANNEL, or configure [inverter_can] interface and channel"
        )
        return NOT_LISTENED
    asked = arguments.link or config.link.url
    facts = load_facts()
    stands_in = _set_to(arguments.protocol, facts)
    watch = BusWatch(_state(config, keys, facts), stands_in)
    watch.run(_lines(config, keys, arguments.link, bool(asked)), arguments.seconds)
    state = watch.state
    given = stands_in is not None and state.identity.inverter_protocol is stands_in
    told = check_json(state, asked, given)
    print(json.dumps(told, indent=2) if arguments.json else check_text(told))
    _warn(state, asked)
    return NOT_LISTENED if state.check.finding is Finding.TAP_LOST else _STATUS[state.check.grade]


def _state(config: Config, keys: InverterCanKeys, facts: Facts) -> State:
    now = time.monotonic()
    inverter = before_it_listens(keys, config.link_check, now)
    return State(now=now, started=now, touched=now, model=config.pack.model, facts=facts, inverter=inverter)


def _set_to(protocol: Language | None, facts: Facts) -> InverterProtocol | None:
    """What a BMS would say that is set to this protocol on CAN."""
    choice = facts.choice(Interface.CAN, protocol) if protocol else None
    return InverterProtocol(choice.code, NONE, Choice.MANUAL) if choice else None


def _lines(config: Config, keys: InverterCanKeys, url: str | None, asked: bool) -> list[Begin]:
    lines: list[Begin] = [lambda emit: inverter_tap(keys, emit)]
    if asked:
        bms = source(config, url)
        lines.append(lambda emit: Uart(bms.open_port, emit, bms.settings))
    return lines


def _warn(state: State, asked: str | None) -> None:
    """What kept the check from knowing more, and what to do about it."""
    tap, link = state.inverter.tap, state.link
    if state.check.finding is Finding.LISTENING:
        _say("too little was heard yet; listen for longer, --seconds")
    if tap.trouble is not None:
        _say(f"{tap.name}: {tap.detail}. {CHECKS[tap.trouble]}")
    if link.trouble is Trouble.PORT_BUSY:
        _say(f"{asked}: another program uses it, the panel perhaps; checked without what the BMS says")
    elif link.trouble is not None:
        _say(f"{asked}: {link.detail}; checked without what the BMS says")


def _say(words: str) -> None:
    print(f"pack-hmi link-check: {words}", file=sys.stderr)
