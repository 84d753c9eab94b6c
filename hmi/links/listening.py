"""One wait for an answer: for the first character, then as long as the frame needs; no limit for both."""

from hmi.links.outcome import SILENT, Failed
from hmi.links.timing import RESTRAINT_S, SLACK, LinkSettings
from hmi.protocol import frame
from hmi.protocol.errors import FramingError

_SAMPLE = 24  # characters of garbage that are shown


class Listening:
    """How long to listen, and what to say when nothing came of it. Times in s of the caller's clock."""

    def __init__(self, first_by: float, settings: LinkSettings) -> None:
        self.until = first_by
        self._first_by = first_by
        # Whatever keeps coming, no answer is longer than the longest frame.
        self._end = first_by + settings.wire_s(frame.LONGEST) * SLACK
        self._settings = settings
        self._sample = b""
        self._unfinished = False
        self._stray: Failed | None = None

    def heard(self, piece: bytes, unfinished: bool, now: float) -> None:
        """A piece came. An unfinished frame gets the time until its next character must be there."""
        self._sample = (self._sample + piece)[:_SAMPLE]
        self._unfinished = unfinished
        if unfinished:
            self.until = min(now + self._settings.gap_s, self._end)
        elif self._stray is None:
            self.until = self._first_by

    def stray(self, failed: Failed) -> None:
        """A frame came that is damaged or answers something else; the right one may follow on its heels."""
        self._stray = failed
        if not self._unfinished:
            wait = self._settings.gap_s if failed.address is None else RESTRAINT_S
            self.until = min(failed.at + wait, self._end)

    def failure(self, now: float) -> Failed:
        """What to say when the time is over."""
        if self._stray is not None:
            return self._stray
        if not self._sample:
            return Failed(SILENT, f"nothing came within {self._settings.timeout_s:g} s", now)
        what = "one cut short" if self._unfinished else "none"
        error = FramingError("a frame", f"{what}: {self._sample.decode('latin-1')!r}")
        return Failed(error.kind, str(error), now)
