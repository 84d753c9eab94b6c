"""`pack-hmi reset-password`: the administrator's way in when the code of the gate is forgotten."""

import argparse
import sys

from hmi.commands.log import add_state_option
from hmi.links import gatekeeper, settings
from hmi.links.database import NoDatabaseError
from hmi.links.record import Record
from hmi.links.system_clock import synchronized

_EXAMPLES = """\
examples:
  sudo -u pack-hmi pack-hmi reset-password --state /var/lib/pack-hmi

The code is the factory's again, as the battery's manual gives it, and a lock after wrong codes is lifted, at
once and also while the panel runs. That stands in the record. Run it as the panel's user, whose file that is.

exit status: 0 done, 2 there is no record, or it cannot be written
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `reset-password` to the command line."""
    parser = commands.add_parser(
        "reset-password",
        help="the factory's code again",
        description="Set the code of the password gate back to the factory's.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_state_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reset the code; the exit status. Makes no file: one of root's the panel could not write."""
    record = Record(arguments.state or settings.state_directory(), "rw", certain=synchronized)
    try:
        gatekeeper.reset(record)
    except NoDatabaseError as error:
        print(f"pack-hmi reset-password: nothing was changed: {error}", file=sys.stderr)
        return 2
    print(
        f"{record.file}: the code is the factory's again, wrong codes are forgotten; both stand in the record"
    )
    return 0
