"""`pack-hmi log`: the record of what was done at the panel."""

import argparse
import json
import sys
from pathlib import Path

from hmi.commands.record_words import row_json, row_text
from hmi.links import settings
from hmi.links.database import NoDatabaseError
from hmi.links.record import Record

_EXAMPLES = """\
examples:
  sudo -u pack-hmi pack-hmi log --state /var/lib/pack-hmi
  pack-hmi log --json | jq 'select(.kind == "write" and .mark == "done")'

The oldest row comes first. A write has two rows: one with the old value and the new, put down before anything
is sent, and one with its outcome and what the battery has. The link check has a row for each verdict that
lasted, the warranty for each registration, the maintenance for each tick and for each that was taken back.
A "?" behind a time: the clock was not known to be right. Only the panel's user may read the record. Nothing
in it is changed.

exit status: 0 the record was printed, 2 there is none, or it cannot be read
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `log` to the command line."""
    parser = commands.add_parser(
        "log",
        help="the record of what was done at the panel",
        description="Print every write, verdict of the link check, registration, tick, event of the gate.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    add_state_option(parser)
    parser.set_defaults(run=run)


def add_state_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the panel's state directory."""
    parser.add_argument(
        "--state",
        metavar="DIR",
        type=Path,
        help="the panel's state directory; default $STATE_DIRECTORY, else ~/.local/state/pack-hmi",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the record; the exit status."""
    record = Record(arguments.state or settings.state_directory(), "ro")
    try:
        for row in record.from_the_start():
            print(json.dumps(row_json(row), ensure_ascii=False) if arguments.json else row_text(row))
        sys.stdout.flush()
    except NoDatabaseError as error:
        print(f"pack-hmi log: {error}", file=sys.stderr)
        return 2
    return 0
