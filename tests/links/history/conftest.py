"""What holds for all tests of the history."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from hmi.links.history.history_file import HISTORY

QUICK = replace(
    HISTORY,
    habits=tuple("synchronous = OFF" if habit == "synchronous = FULL" else habit for habit in HISTORY.habits),
)


@pytest.fixture(scope="module", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """What reaches the disk in which order is the same; only nobody waits for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hmi.links.history.store.HISTORY", QUICK)
        yield
