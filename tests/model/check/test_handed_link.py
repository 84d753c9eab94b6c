"""The verdict on the handover card."""

import json
from dataclasses import replace
from datetime import UTC, timedelta

from hmi.model import handed
from hmi.model.check.numbers import Number
from hmi.model.handed import Handover
from hmi.model.intents import AnswerNumber
from hmi.model.record import Entry, Kind, Mark, Row
from tests.model.known import ANALOG
from tests.model.on_bus import ALIVE, CLOCK, PYLON, SERIAL, Panel, panel


def link(one: Panel) -> tuple[str, str, str]:
    now = handed.of(one.state)
    assert now is not None
    return now.link_finding, now.link_protocol, now.link_checked


def with_row(one: Panel, text: str, serial: str = SERIAL) -> Panel:
    at = (CLOCK - timedelta(days=3)).astimezone(UTC)
    row = Row(7, at, Entry(Kind.CHECK, "inverter_link", Mark.GOOD, serial, new=text))
    one.state = replace(one.state, record=replace(one.state.record, checks={serial: row}))
    return one


def test_the_verdict_that_stands_is_handed_over() -> None:
    assert link(panel("GOODWE").speak(*PYLON, ALIVE)) == ("understood", "GOODWE", "2025-06-21T13:00")
    assert link(panel(None).speak(*PYLON, ALIVE, seconds=64))[1:] == ("PYLON", "2025-06-21T13:01")
    assert link(panel("PYLON").passes(4))[:2] == ("silent", "PYLON")
    assert link(panel(None).passes(4))[:2] == ("silent", "")


def test_numbers_that_were_compared_have_the_time_of_that() -> None:
    one = panel(tap=False, analog=replace(ANALOG, current=0.0)).passes(1)
    one.tell(*(AnswerNumber(number, same=True) for number in Number))
    assert link(one.passes(600)) == ("agreed", "PYLON", "2025-06-21T13:00")


def test_where_none_stands_it_is_the_last_one_in_the_record() -> None:
    checked = panel("PYLON").speak(*PYLON, ALIVE, seconds=14)
    text = checked.entries[0].new
    assert link(with_row(panel("PYLON", tap=False), text)) == ("understood", "PYLON", "2025-06-18T13:00")
    assert link(with_row(panel("PYLON", tap=False), text, "other")) == ("", "", "")
    assert link(with_row(panel("PYLON", tap=False), "?")) == ("", "", "")


def test_it_is_kept_and_no_difference_and_an_older_handover_has_none() -> None:
    then, now = (handed.of(one.state) for one in (panel(), panel().speak(*PYLON, ALIVE)))
    assert then is not None
    assert now is not None
    assert handed.differences(then, now) == ()
    assert handed.read(handed.content(now)) == now
    older = {key: value for key, value in json.loads(handed.content(now)).items() if key[:5] != "link_"}
    read = handed.read(json.dumps(older))
    assert isinstance(read, Handover)
    assert (read.link_finding, read.link_protocol, read.link_checked) == ("", "", "")
