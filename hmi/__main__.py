"""`pack-hmi`, the one entry point: the panel, or one of the commands beside it."""

import argparse
import os
import sys

from hmi import __version__
from hmi.commands import (
    decode,
    decode_can,
    link_check,
    log,
    panel,
    read,
    reset_password,
    shots,
    simulate,
)

EXAMPLES = """\
examples:
  pack-hmi                                  the panel on a simulated stack
  pack-hmi --link /dev/serial0              the panel on a real pack
  pack-hmi read --link /dev/ttyUSB0 --json  one reading of the whole stack
  pack-hmi simulate --packs 3               a stack to talk to
  pack-hmi link-check --can socketcan:can0  whether battery and inverter understand each other
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="pack-hmi",
        description="Touch panel for LiFePO4 packs that speak PACE V2.5. Without a command: the panel.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"pack-hmi {__version__}")
    panel.add_options(top)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for command in (simulate, read, link_check, decode, decode_can, log, reset_password, shots):
        command.add_parser(commands)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line says; the exit status."""
    parsed = parser().parse_args(arguments)
    try:
        status = int(parsed.run(parsed))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Nobody reads on (`| head`); what Python still flushes at its end must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main())
