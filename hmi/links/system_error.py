"""What the system says behind an error that a library wrapped in one of its own."""

import os
import termios
from collections.abc import Iterator


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it, the innermost first."""
    if error is not None:
        yield from causes(error.__context__)
        yield error


def system_error(error: BaseException) -> tuple[int, str] | None:
    """The system's number (errno; negative: of a name that cannot be resolved) and its words.

    None: nothing of the system's stands behind it.
    """
    for cause in causes(error):
        number = cause.args[0] if isinstance(cause, OSError | termios.error) and cause.args else None
        if isinstance(number, int):
            return number, os.strerror(number) if number > 0 else str(cause.args[-1])
    return None
