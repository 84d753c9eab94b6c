"""A log of a CAN bus, read as often as it is wanted: candump's by ourselves, others by python-can."""

import logging
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext, suppress
from gzip import GzipFile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from can import BLFReader, LogReader
from can.io import MESSAGE_READERS
from can.io.generic import TextIOMessageReader

from hmi.commands import candump, text_log
from hmi.commands.logged import Damaged, Entry, Line, UnreadableError

STDIN = "-"
CANDUMP = ("", ".log", ".txt")
_IN_MEMORY = 1 << 20  # bytes of a pipe; when more comes it goes to a temporary file
_LONGEST_LINE = 4096  # bytes; what is longer is no line of a log, and must not fill the memory

# What python-can's readers complain about is told with its line.
logging.getLogger("can.io").addHandler(logging.NullHandler())


class CanLog:
    """The log of that name, by its suffix; "-" is candump's on `stdin`. To be closed.

    A pipe is read to its end before anything is told; on Ctrl-C what has come until then counts.
    Raises UnreadableError, also while its entries are taken.
    """

    def __init__(self, name: str, stdin: BinaryIO) -> None:
        self._path = Path(name)
        self._zipped = self._path.suffix.lower() == ".gz"
        self._suffix = (self._path.with_suffix("") if self._zipped else self._path).suffix.lower()
        self._open = ExitStack()
        self._kept: BinaryIO | None = None  # of a pipe
        try:
            if name == STDIN:
                self._zipped, self._suffix = False, ""
                self._keep(stdin)
            else:
                self._look()
        except OSError as error:
            raise UnreadableError(_words(error)) from error

    def __enter__(self) -> "CanLog":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def __iter__(self) -> Iterator[Entry]:
        """Its frames, and what is damaged, from the beginning."""
        came = False
        try:
            for entry in self._entries():
                came = True
                yield entry
        except _BrokenError as error:
            if not came:
                raise UnreadableError(str(error)) from error
            yield Damaged("the rest of the log", str(error))

    def _look(self) -> None:
        """Whether there is such a file, of a kind that can be read."""
        with self._path.open("rb") as stream:
            if self._suffix not in (*CANDUMP, *MESSAGE_READERS):
                known = ", ".join(sorted({*CANDUMP[1:], *MESSAGE_READERS}))
                raise UnreadableError(f"expected a name that ends in {known}, came {self._suffix}")
            if not stream.seekable():
                if self._suffix not in CANDUMP:
                    raise UnreadableError(f"expected a file, came a pipe: {self._suffix} is read twice")
                self._keep(stream)

    def _keep(self, stream: BinaryIO) -> None:
        kept = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the log
        self._kept = cast(BinaryIO, self._open.enter_context(kept))
        with suppress(KeyboardInterrupt):
            shutil.copyfileobj(stream, self._kept)

    def _entries(self) -> Iterator[Entry]:
        reader = MESSAGE_READERS.get(self._suffix)
        if self._suffix in CANDUMP:
            yield from candump.entries(self._lines())
        elif reader is not None and issubclass(reader, TextIOMessageReader):
            yield from text_log.entries(self._suffix, reader, self._lines())
        else:
            yield from self._binary()

    def _lines(self) -> Iterator[Line]:
        try:
            with self._path.open("rb") if self._kept is None else nullcontext(self._kept) as stream:
                stream.seek(0)
                yield from _lines(
                    cast(BinaryIO, GzipFile(mode="rb", fileobj=stream)) if self._zipped else stream
                )
        except (EOFError, OSError, zlib.error) as error:
            raise _BrokenError(_words(error)) from error

    def _binary(self) -> Iterator[Entry]:
        try:
            with LogReader(self._path) as reader:
                for message in reader:
                    yield text_log.entry(message)
                if isinstance(reader, BLFReader) and not self._zipped:
                    self._expect(reader.file_size)
        except Exception as error:  # whatever a reader stumbles over, such as a module that it lacks
            raise _BrokenError(f"expected a {self._suffix} log: {_words(error)}") from error

    def _expect(self, size: int) -> None:
        came = self._path.stat().st_size
        if came < size:
            raise ValueError(f"it should have {size} bytes and has {came}")


class _BrokenError(Exception):
    """The log cannot be read any further, in words."""


def _words(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__


def _lines(stream: BinaryIO) -> Iterator[Line]:
    number = 0
    while raw := stream.readline(_LONGEST_LINE):
        number += 1
        rest = raw
        while not rest.endswith(b"\n") and (rest := stream.readline(_LONGEST_LINE)):
            pass
        text = raw.decode("utf-8", "replace").removeprefix("\ufeff")
        yield Line(number, text, ended=rest.endswith(b"\n"))
