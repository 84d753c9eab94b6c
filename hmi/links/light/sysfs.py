"""Small files of the kernel that hold one value. What cannot be used is told with its name."""

import os
from pathlib import Path

from hmi.links.rules import Notice


class UnusableError(Exception):
    """The light is there and cannot be used; the text says which file, what was expected, and what came."""


def text(file: Path) -> str:
    """What it holds. Raises UnusableError."""
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError as error:
        raise unusable(file, "a file that can be read", error) from error


def number(file: Path) -> int:
    """The whole number that it holds. Raises UnusableError."""
    held = text(file)
    if not held.isascii() or not held.isdigit():
        raise UnusableError(str(Notice(str(file), None, "a whole number", f"{held[:20]!r}")))
    return int(held)


def write(file: Path, value: int | str) -> None:
    """Put this into it. Raises UnusableError."""
    try:
        at = os.open(file, os.O_WRONLY)
        try:
            os.write(at, f"{value}\n".encode())
        finally:
            os.close(at)
    except OSError as error:
        raise unusable(file, "a file that the panel's user may write", error) from error


def check_writable(file: Path) -> None:
    """Raises UnusableError where nothing could be put into it."""
    try:
        os.close(os.open(file, os.O_WRONLY))
    except OSError as error:
        raise unusable(file, "a file that the panel's user may write", error) from error


def unusable(file: Path, expected: str, error: OSError) -> UnusableError:
    """The failure in the system's words."""
    return UnusableError(str(Notice(str(file), None, expected, error.strerror or str(error))))
