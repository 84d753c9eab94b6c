"""`pack-hmi decode-can`: a log of the inverter's CAN bus in, one JSON object a frame out."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hmi.commands.as_json import Json
from hmi.commands.can_json import answers_json, entry_json, fingerprint_json, speaks
from hmi.commands.logged import Damaged, Entry, Kind, UnreadableError
from hmi.protocol.can.answers import answers, of_inverter
from hmi.protocol.can.fingerprint import Fingerprint, fingerprint
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language

_EXAMPLES = """\
FILE is what candump prints or logs (.log, .txt, no suffix, or - for stdin), or a log of another kind that
python-can reads: .asc, .blf, .csv, .db, .mf4, .trc; .gz behind it is unpacked. It is read twice; a pipe is
read to its end before anything is printed, or until Ctrl-C, and what came is decoded.

The first line tells the protocol: {"protocol": ..., "confidence": ..., "fits": [...], "evidence": [...] ...}.
confidence: "certain"; "several fit", the likeliest is taken; "mixed", two that exclude each other, and each
frame tells its own; "not known"; "given" by --protocol. One line a frame follows, values with their units:
  charge_voltage_limit_v discharge_voltage_limit_v charge_current_limit_a discharge_current_limit_a
  soc_pct soh_pct voltage_v current_a (positive: charging)
  temperature_c (mean of the cells; of GROWATT the highest, temperature_max_c)
  alarms    what the battery has acted upon; "warnings" are the stages before
  requests  those that are set: charge_enabled, discharge_enabled, force_charge_1, force_charge_2,
            full_charge_requested
  doubtful  names of values that cannot be true of a battery; they are printed as received
null: not told. "unknown": the protocol has no such identifier. "error": a frame that does not fit its
identifier, or with its "line" a damaged line; no value is taken of either.
"error_frame", "remote_frame", "fd_frame": no frames of the protocol.

examples:
  pack-hmi decode-can capture.asc
  candump -L can0 | pack-hmi decode-can
  pack-hmi decode-can --protocol SMA drive.blf | jq 'select(.id == "351") | .charge_voltage_limit_v'

exit status: 0 all frames were sound, 1 some were not, or there was none, 2 FILE cannot be read
"""
AUTO = "auto"
_MOST_IDENTIFIERS = 4096  # that are kept apart; more of them are no bus of a battery


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `decode-can` to the command line."""
    parser = commands.add_parser(
        "decode-can",
        help="a log of the inverter's CAN bus as JSON",
        description="Decode what BMS and inverter say on CAN, from a log, to one JSON object a line.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = {AUTO.casefold(): AUTO} | {one.casefold(): one for one in Language}
    parser.add_argument(
        "--protocol",
        metavar="NAME",
        type=lambda name: names.get(name.casefold(), name),
        choices=tuple(names.values()),
        default=AUTO,
        help=f"{', '.join(Language)}; default: as it is recognised",
    )
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="the log (default: candump's on stdin)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Decode FILE to stdout; return the exit status."""
    from hmi.commands.can_log import CanLog  # python-can is loaded for those who want it

    try:
        with CanLog(arguments.file, sys.stdin.buffer) as log:
            return _print(decoded(log, arguments.protocol))
    except UnreadableError as error:
        _say(f"cannot read {arguments.file}: {error}")
        return 2


def _print(lines: Iterator[Json]) -> int:
    first = next(lines)
    print(json.dumps(first))
    status = 0
    for line in lines:
        print(json.dumps(line))
        status = 1 if "error" in line else status
    sys.stdout.flush()
    if not any(first[count] for count in ("frames", "error_frames", "remote_frames", "fd_frames")):
        _say("there is no frame in it")
        return 1
    return status


def _say(words: str) -> None:
    sys.stderr.write(f"pack-hmi decode-can: {words}\n")


@dataclass(slots=True)
class _Seen:
    """What a log holds: how many of each kind, and the last frame of each identifier."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    damaged: int = 0
    last: dict[str, CanFrame] = field(default_factory=dict)
    of_inverters: dict[str, CanFrame] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """One entry of the log."""
        if isinstance(entry, Damaged):
            self.damaged += 1
            return
        self.kinds[entry.kind] += 1
        if entry.kind is not Kind.DATA:
            return
        frame = entry.frame
        kept = self.of_inverters if of_inverter(frame) else self.last
        if frame.name in kept or len(kept) < _MOST_IDENTIFIERS:
            kept[frame.name] = frame


def decoded(log: Iterable[Entry], protocol: str) -> Iterator[Json]:
    """The protocol first, then one JSON object for each frame and for each fault. The log is read twice."""
    seen = _Seen()
    for entry in log:
        seen.take(entry)
    frames = (*seen.last.values(), *seen.of_inverters.values())
    found = fingerprint(frames)
    confidence, languages = _choice(found) if protocol == AUTO else ("given", (Language(protocol),))
    unknown = [frame.name for frame in frames if speaks(frame, languages) is None]
    yield {
        "protocol": languages[0] if len(languages) == 1 else None,
        "confidence": confidence,
        **fingerprint_json(found),
        "inverter_answers": answers_json(answers(frames)),
        "frames": seen.kinds[Kind.DATA],
        **{f"{kind}_frames": seen.kinds[kind] for kind in (Kind.ERROR, Kind.REMOTE, Kind.FD)},
        "damaged": seen.damaged,
        "unknown_identifiers": sorted(set(unknown)),
    }
    for entry in log:
        yield entry_json(entry, languages)


def _choice(found: Fingerprint) -> tuple[str, tuple[Language, ...]]:
    """How sure it is, and in which languages the frames are read."""
    if found.mixed:
        return "mixed", found.mixed
    if not found.fits:
        return "not known", ()
    return "certain" if len(found.fits) == 1 else "several fit", found.fits[:1]
