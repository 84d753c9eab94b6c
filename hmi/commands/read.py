"""`pack-hmi read`: one full reading of the stack, as a table or as JSON."""

import argparse
import grp
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from hmi.commands.as_json import Json
from hmi.commands.source import load_config, source
from hmi.commands.stack_reading import StackReading, read_stack
from hmi.commands.stack_text import stack_json, stack_table
from hmi.model.events import Lost, Trouble

_EXAMPLES = """\
examples:
  pack-hmi read --link /dev/serial0
  pack-hmi read --link socket://192.168.1.20:8899 --json | jq '.packs[].soc_pct'
  pack-hmi read                               the configured port, else the simulated stack

In the table a * marks a cell that is being balanced; a current above zero charges.

exit status: 0 all packs were read, 1 the port or a pack could not be read: what to check is on stderr
"""
PATIENCE_S = 5.0  # s

_CHECKS = {
    Trouble.BAD_PORT_NAME: "expected a path such as /dev/serial0 or a URL such as socket://host:port",
    Trouble.NO_PORT: "check the name (ls /dev/serial/by-id), and that the adapter is plugged in",
    Trouble.NOT_A_PORT: "this is something else than a serial port; check the name (ls /dev/serial/by-id)",
    Trouble.PORT_BUSY: "another program uses it; the panel itself, perhaps: systemctl stop pack-hmi",
    Trouble.SILENT: "check that the battery is awake, the cable and its pins, and [link] baud and address",
    Trouble.GARBAGE: "check [link] baud, the cable, and that the BMS speaks PACE V2.5",
}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `read` to the command line."""
    parser = commands.add_parser(
        "read",
        help="one reading of the whole stack",
        description="Read every pack of the stack once.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--config", metavar="FILE", type=Path, help="configuration file")
    parser.add_argument("--link", metavar="URL", help="port: a path or URL; default: the configured one")
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    parser.add_argument(
        "--timeout",
        metavar="S",
        type=_seconds,
        default=PATIENCE_S,
        help=f"give up when nothing was heard for so many seconds; default {PATIENCE_S:g}",
    )
    parser.set_defaults(run=run)


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= 3600:
        raise argparse.ArgumentTypeError(f"expected seconds up to 3600, came {text}")
    return value


def run(arguments: argparse.Namespace) -> int:
    """Read and print; return the exit status."""
    config, notices = load_config(arguments.config)
    for notice in notices:
        _say(str(notice))
    comes_from = source(config, arguments.link)
    # The simulated stack cannot be polled too hard.
    settings = replace(comes_from.settings, pause_s=0.0) if comes_from.embedded else comes_from.settings
    reading = read_stack(comes_from.open_port, settings, arguments.timeout)
    name = settings.url
    version = reading.version
    simulated = comes_from.embedded or (version is not None and "-SIM-" in version.software)
    packs = [] if reading.trouble else stack_json(reading)
    failure = _failure(reading, name)
    if arguments.json:
        told: Json = {"link": name, "simulated": simulated, "packs": packs}
        print(json.dumps(told | ({"error": failure} if failure else {}), indent=2))
    elif packs:
        print(stack_table(packs, _title(name, simulated, len(packs))))
    if failure:
        _say(f"{name}: {failure['reason']}" + (f"; {failure['check']}" if failure["check"] else ""))
    return 1 if failure else 0


def _say(words: str) -> None:
    print(f"pack-hmi read: {words}", file=sys.stderr)


def _title(name: str, simulated: bool, packs: int) -> str:
    many = "1 pack" if packs == 1 else f"{packs} packs"
    return f"SIMULATED, no battery: {many} on {name}" if simulated else f"{many} on {name}"


def _failure(reading: StackReading, name: str) -> Json | None:
    if reading.trouble is not None:
        trouble = reading.trouble
        return {"kind": trouble.trouble.value, "reason": _reason(trouble), "check": _check(trouble, name)}
    unusable = reading.first_failure
    if unusable is None:
        return None
    reason = f"pack {unusable.slot}, {unusable.command.value:02X}H: {unusable.detail}"
    return {"kind": unusable.kind, "reason": reason, "check": None}


def _reason(lost: Lost) -> str:
    return f"no pack answers, {lost.detail}" if lost.trouble is Trouble.SILENT else lost.detail


def _check(lost: Lost, name: str) -> str:
    if lost.trouble is not Trouble.NO_PERMISSION:
        return _CHECKS[lost.trouble]
    try:
        group = grp.getgrgid(Path(name).stat().st_gid).gr_name
    except (OSError, KeyError):
        group = "dialout"
    return f"add the user to the group of the port: sudo usermod -aG {group} {_user()}, then log in again"


def _user() -> str:
    return os.environ.get("SUDO_USER") or os.environ.get("USER") or "USER"
