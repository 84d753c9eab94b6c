"""`pack-hmi decode`: captured frames in, one JSON object a line out."""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol, cast

from hmi.commands.as_json import Json, message_json, request_json
from hmi.protocol import capture
from hmi.protocol.analog import PackAnalog
from hmi.protocol.blocks import Blocks
from hmi.protocol.command import Command
from hmi.protocol.control import Empty, MosfetReply
from hmi.protocol.conversation import Conversation, Reply, Request
from hmi.protocol.errors import RETURN_CODES, ProtocolError
from hmi.protocol.frame import LONGEST, Frame
from hmi.protocol.identity import Capacities, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.messages import ACCEPTED
from hmi.protocol.status import PackStatus

_EXAMPLES = """\
A reply does not say which command it answers: it is taken for the answer to the last request before it, and
without one for the only command that has such a reply.

Around a frame there may be other words (times, arrows), and a line that begins with # is a comment. A damaged
frame gives {"error": {"kind": ..., "reason": ...}, "line": ..., "frame": ...}.

examples:
  pack-hmi decode capture.txt
  echo '~25014600E00202FD35' | pack-hmi decode
  pack-hmi decode < /dev/ttyUSB0 | jq 'select(.command == "42") | .packs[].soc_pct'

exit status: 0 all frames were sound, 1 some were not, 2 FILE cannot be read
"""

_LINE_END = re.compile(rb"\r\n|\r|\n")
_LONGEST_LINE = 1 << 16  # of text; what is longer without an end is no text, and must not fill the memory

# Of these a reply tells what `read` tells of a pack.
_OF_A_PACK = (PackAnalog, PackStatus, Capacities, Serials, Version, InverterProtocol, MosfetReply)


class Readable(Protocol):
    """A binary stream that gives what has come, without waiting for more."""

    def read1(self, size: int = -1, /) -> bytes:
        """At most that many bytes, as soon as there are any; none at the end."""
        ...


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `decode` to the command line."""
    parser = commands.add_parser(
        "decode",
        help="captured frames as JSON",
        description="Decode PACE V2.5 frames, requests and replies as captured, to one JSON object a line.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="frames, one a line (default: stdin)"
    )
    parser.set_defaults(run=run)


class UnreadableError(Exception):
    """FILE cannot be read, in the words of the system."""


def run(arguments: argparse.Namespace) -> int:
    """Decode FILE to stdout; return the exit status."""
    try:
        return _print(decoded(_captured(arguments.file)))
    except UnreadableError as error:
        sys.stderr.write(f"pack-hmi decode: cannot read {arguments.file}: {error}\n")
        return 2


def _captured(name: str) -> Iterator[bytes]:
    try:
        if name == "-":
            yield from lines(cast(Readable, sys.stdin.buffer))  # its type in typeshed has no read1
        else:
            with Path(name).open("rb") as stream:
                yield from lines(stream)
    except OSError as error:
        raise UnreadableError(error.strerror or error) from error


def _print(objects: Iterable[Json]) -> int:
    status = 0
    for told in objects:
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        status = 1 if "error" in told else status
    return status


def lines(stream: Readable) -> Iterator[bytes]:
    """The lines of a stream, each as soon as it is whole; CR, LF or both end one."""
    rest, after_cr = b"", False
    while piece := stream.read1(_LONGEST_LINE):
        if after_cr:
            piece = piece.removeprefix(b"\n")
        after_cr = piece.endswith(b"\r")
        *whole, rest = _LINE_END.split(rest + piece)
        yield from whole
        if len(rest) > _LONGEST_LINE:
            yield rest
            rest = b""
    if rest:
        yield rest


def decoded(captured: Iterable[bytes]) -> Iterator[Json]:
    """One JSON object for each frame, and for each fault, of captured lines."""
    conversation = Conversation()
    for number, line in enumerate(captured, 1):
        for text, found in capture.frames(line):
            try:
                yield _heard(conversation, found)
            except ProtocolError as fault:
                shown = text[:LONGEST].decode("latin-1")
                reason = {"kind": fault.kind, "reason": str(fault)}
                yield {"error": reason, "line": number, "frame": shown}


def _heard(conversation: Conversation, found: Frame | ProtocolError) -> Json:
    if not isinstance(found, Frame):
        conversation.miss()
        raise found
    heard = conversation.hear(found)
    return _request(heard) if isinstance(heard, Request) else _reply(heard)


def _request(request: Request) -> Json:
    told: Json = {"kind": "request", **_command(request.frame.code), "address": request.frame.address}
    if request.is_echo:
        told["echo"] = True
    if request.command is None:
        return told | {"info_hex": request.frame.info.hex().upper()}
    return told | request_json(request.command, request.message)


def _command(code: int) -> Json:
    known = code in set(Command)
    return {"command": f"{code:02X}", "name": Command(code).name.lower() if known else None}


def _reply(reply: Reply) -> Json:
    frame = reply.frame
    command = {"command": None, "name": None} if reply.answers is None else _command(reply.answers)
    told: Json = {"kind": "reply", **command, "address": frame.address}
    if reply.possible:
        told["possible_commands"] = [f"{possible:02X}" for possible in reply.possible]
    if reply.expected is not None:
        told["expected_command"] = f"{reply.expected:02X}"
    if reply.pushed:
        told["pushed"] = True
    elif frame.code != ACCEPTED:
        told |= {"return_code": frame.code, "return_text": RETURN_CODES.get(frame.code, "unknown code")}
    return told | _contents(reply)


def _contents(reply: Reply) -> Json:
    message, info_hex = reply.message, {"info_hex": reply.frame.info.hex().upper()}
    match message:
        case Blocks():
            addresses = _addresses(reply, message)
            packs = zip(addresses, message.packs, strict=True)
            return {"packs": [{"address": address, **message_json(pack)} for address, pack in packs]}
        case None | Empty():
            return info_hex if reply.frame.info else {}
        case _ if isinstance(message, _OF_A_PACK):
            return {"packs": [{"address": reply.frame.address, **message_json(message)}]}
        case _:
            return message_json(message) | (info_hex if reply.possible else {})


def _addresses(reply: Reply, blocks: Blocks[object]) -> range:
    """The packs' addresses. Blocks carry none: of several the first is the master's, 1, the others follow.

    A single block is about the pack that was asked for, or about the one on the wire.
    """
    if len(blocks.packs) > 1:
        return range(1, len(blocks.packs) + 1)
    asked = blocks.pack_byte if reply.asked is None else reply.asked
    first = asked if 2 <= asked <= 15 else reply.frame.address
    return range(first, first + 1)
