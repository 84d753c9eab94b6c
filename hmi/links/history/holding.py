"""What is not in the file yet, held in memory: for a minute, or for as long as the disk cannot be written."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from hmi.model.wanted import Keep, Log

MOST = 3000  # samples and rows; of samples alone, eight hours
BOXES_BYTES = 1_000_000  # of all boxes that are held


class Held:
    """In order; when it is too much, the oldest goes."""

    def __init__(self) -> None:
        self._each: deque[Log | Keep] = deque(maxlen=MOST)
        self._boxes_bytes = 0  # at most

    def add(self, wanted: Log | Keep) -> None:
        """Hold this too."""
        self._each.append(wanted)
        if isinstance(wanted, Log) and wanted.box:
            self._boxes_bytes += len(wanted.box)
            if self._boxes_bytes > BOXES_BYTES:
                self._let_go_of_boxes()

    def clear(self) -> None:
        """All is in the file."""
        self._each.clear()
        self._boxes_bytes = 0

    def __iter__(self) -> Iterator[Log | Keep]:
        return iter(self._each)

    def __len__(self) -> int:
        return len(self._each)

    def _let_go_of_boxes(self) -> None:
        self._boxes_bytes = 0
        for number in reversed(range(len(self._each))):
            one = self._each[number]
            if isinstance(one, Log) and one.box:
                if self._boxes_bytes + len(one.box) > BOXES_BYTES:
                    self._each[number] = replace(one, box=b"")
                else:
                    self._boxes_bytes += len(one.box)
