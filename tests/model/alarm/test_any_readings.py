"""Whatever the packs say and whenever they say it: what holds of the alarms all the time."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.model.alarm.appearing import MOST_OVER
from hmi.model.alarm.standing import Key
from hmi.model.alarms import told
from hmi.model.events import Lost, Tick, Trouble
from hmi.model.intents import Acknowledge, Silence
from hmi.protocol.status import PackStatus
from tests.model.alarm.watched import Watched
from tests.model.known import ANALOG, QUIET, heard

STATUSES = st.builds(
    lambda fault, one, two, warn, system: replace(
        QUIET, fault=fault, protect_1=one, protect_2=two, warn_1=warn, system=system
    ),
    fault=st.sampled_from((0, 0, 0x20, 0x37)),
    one=st.sampled_from((0, 0, 0x01, 0x7F)),
    two=st.sampled_from((0, 0x80, 0x7F)),
    warn=st.sampled_from((0, 0x02, 0x3F)),
    system=st.sampled_from((0x0E, 0x08)),
)
READING = st.tuples(st.just("reading"), st.integers(1, 3), STATUSES, st.integers(1, 3))
WAITING = st.tuples(st.just("waiting"), st.sampled_from((0.5, 1.0, 5.0, 30.0, 400.0, 90_000.0)))
OTHERS = st.tuples(st.sampled_from(("seen", "silence", "sleep", "lost")))
DAYS = st.lists(st.one_of(READING, WAITING, OTHERS), max_size=40)


def keys(status: PackStatus, slot: int) -> set[Key]:
    return {Key(priority, name, slot) for priority, name in told(status)}


def do(panel: Watched, what: tuple) -> None:  # type: ignore[type-arg]
    match what:
        case "reading", slot, status, times:
            for _ in range(times):
                panel.now += 0.7
                panel.tell(Tick(panel.now), heard(ANALOG, slot, panel.now), heard(status, slot, panel.now))
        case "waiting", seconds:
            panel.wait(seconds)
        case ("seen",):
            active = panel.active()
            panel.tell(Acknowledge())
            assert panel.active() == active
        case ("silence",):
            panel.tell(Silence())
        case ("sleep",):
            panel.sleep()
        case _:
            panel.tell(Lost(Trouble.SILENT, "", panel.now))


@given(DAYS)
@settings(max_examples=60, deadline=None)
def test_what_holds_of_the_alarms_all_the_time(day: list[tuple]) -> None:  # type: ignore[type-arg]
    panel = Watched()
    for what in day:
        before = {one.key for one in panel.watch.standing}
        do(panel, what)
        standing = panel.watch.standing
        active = panel.active()
        if what[0] == "reading" and what[3] > 1:
            assert keys(what[2], what[1]) <= active, "what two readings agree on is active"
        known = {pack.slot for pack in panel.state.packs if pack.status}
        assert {key.slot for key in active} <= known, "of a pack that is gone nothing is known"
        assert len({one.key for one in standing}) == len(standing), "each alarm stands once"
        assert [one.key.priority for one in standing] == sorted(
            (one.key.priority for one in standing), reverse=True
        ), "the worst stands first"
        if what[0] in ("seen", "silence"):
            assert {one.key for one in standing} <= before
        over = [one for one in standing if not one.active]
        assert len(over) <= MOST_OVER, "bounded"
    assert len(panel.logs) <= 4 * len(day) + 60, "the log does not run over"
