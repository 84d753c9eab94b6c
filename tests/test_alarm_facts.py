"""Every alarm explains itself: whole, short, with its source, and with limits that exist."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hmi import facts
from hmi.facts import FactsError, load_facts, load_parameters, table
from hmi.model.alarm.name import Name, Priority, Unnamed
from hmi.model.facts import Explanation, Topic
from hmi.protocol import bits
from hmi.protocol.bits import UNSURE, Alarm, Unsure
from hmi.protocol.status import PackStatus
from hmi.resources import resource

FACTS = load_facts()
LONGEST = 84  # characters: four lines of a panel of 320 x 240, also where a language needs more
LONGEST_TITLE = 22
MANUALS = {
    "ES manual": [f"9.{row}" for row in range(1, 8)],  # chapter 9
    "Active16 manual": [str(row) for row in range(1, 9)],  # "Common issues and solutions"
}


def every_bit() -> Iterator[tuple[Priority, Name]]:
    """Whatever 44H can tell, from each of its bytes with each of its bits."""
    quiet = PackStatus((0,) * 16, (0,) * 6, *(0,) * 12, b"")
    bytes_ = ("protect_1", "protect_2", "system", "fault", "warn_1", "warn_2")
    coded = [
        PackStatus((code,) * 16, (code,) * 6, code, code, code, *(0,) * 9, b"") for code in (1, 2, 0x80, 0xF0)
    ]
    for status in (*(_with(quiet, name, 1 << bit) for name in bytes_ for bit in range(8)), *coded):
        yield from ((Priority.PROTECTION, name) for name in status.protections)
        yield from ((Priority.WARNING, name) for name in status.warnings)
        yield from ((Priority.FAULT, name) for name in status.faults)
        if status.other_alarm:
            yield Priority.WARNING, Unnamed.OTHER


def _with(status: PackStatus, name: str, value: Any) -> PackStatus:
    return replace(status, **{name: value})


def explained() -> list[Explanation | Topic]:
    return [*FACTS.explanations.values(), *FACTS.contested.values(), *FACTS.topics]


def sentences(one: Explanation | Topic) -> list[str]:
    meaning = [one.meaning] if isinstance(one, Explanation) else []
    return [*meaning, *one.causes, *one.now, one.call]


def test_every_bit_of_the_status_tables_has_an_explanation_and_nothing_else_has_one() -> None:
    assert set(FACTS.explanations) == set(every_bit())
    in_tables = {*bits.PROTECT_1.values(), *bits.PROTECT_2.values(), Alarm.REVERSE_POLARITY}
    assert {name for priority, name in every_bit() if priority is Priority.PROTECTION} == in_tables
    assert {name for priority, name in every_bit() if priority is Priority.FAULT} == {*bits.FAULT.values()}


def test_every_contested_state_has_an_explanation() -> None:
    assert set(FACTS.contested) == set(Unsure)
    assert {name for readings in UNSURE.values() for name in readings.values()} < set(FACTS.contested)


def test_no_alarm_is_explained_twice() -> None:
    alarms, contested = table("alarms")["alarm"], table("alarms")["contested"]
    assert (len(alarms), len(contested)) == (len(FACTS.explanations), len(FACTS.contested))
    assert len({topic.name for topic in FACTS.topics}) == len(FACTS.topics)
    assert not {topic.name for topic in FACTS.topics} & {*Unsure}


@pytest.mark.parametrize("manual", MANUALS)
def test_every_row_of_the_manuals_fault_tables_is_named_by_an_entry(manual: str) -> None:
    named = {source for one in explained() for source in one.sources}
    assert {f"{manual} {row}" for row in MANUALS[manual]} <= named


def test_every_entry_is_whole_in_short_sentences_with_a_source() -> None:
    for one in explained():
        assert one.sources
        assert 1 <= len(one.causes) <= 4
        assert 1 <= len(one.now) <= 4
        assert len({*one.causes, *one.now}) == len(one.causes) + len(one.now)
        for sentence in sentences(one):
            assert len(sentence) <= LONGEST, sentence
            assert sentence.endswith((".", "?")), sentence
            assert sentence[0].isupper(), sentence
    assert all(0 < len(topic.title) <= LONGEST_TITLE for topic in FACTS.topics)


def test_limits_and_ends_are_parameters_of_the_bms_and_go_with_a_measure() -> None:
    parameters = load_parameters()
    for (priority, name), one in FACTS.explanations.items():
        assert bool(one.limit) == (one.measure is not None), name
        for place in filter(None, (one.limit, one.ends)):
            group, _, field = place.partition(".")
            assert field in parameters[group]
        if one.limit and name is not Alarm.LOW_SOC:
            assert one.limit.endswith("protection" if priority is Priority.PROTECTION else "alarm"), name


def test_nobody_is_asked_to_open_the_box_or_to_touch_terminals() -> None:
    for one in explained():
        for sentence in one.now:
            words = sentence.lower()
            if "open the box" in words or "terminals" in words or "cables" in words:
                assert (
                    words.startswith(("do not", "switch on again only", "lead it away")) or "do not" in words
                )


@pytest.mark.parametrize(
    ("file", "good", "bad", "complaint"),
    [
        ("alarms", 'priority = "protection"', 'priority = "bad"', "alarm 1: priority: 'bad' is none of warn"),
        ("alarms", 'alarm = "ntc"', 'alarm = "other"', "alarm 33: 'other' is not a valid Fault"),
        ("alarms", 'alarm = "low_soc"', 'alarm = "ntc"', "alarm 29: 'ntc' is not a valid Alarm"),
        ("alarms", 'measure = "soc"', 'measure = "mood"', "alarm 29: 'mood' is not a valid Measure"),
        ("alarms", "cell_over_voltage.release", "cell_over_voltage.relief", "alarm 1: ends: 'cell_over"),
        ("alarms", "cell_over_voltage.protection", "cells.protection", "alarm 1: limit: 'cells.protection'"),
        ("alarms", "meaning =", "means =", "alarm 1: meaning is missing"),
        ("alarms", 'meaning = "One', 'meaning = ""  # "One', "alarm 1: meaning: expected a text, not ''"),
        ("alarms", 'state = "test_mode"', 'state = "mood"', "contested 9: 'mood' is not a valid Unsure"),
        (
            "help",
            'sources = ["',
            'sources = []  # "',
            r"topic 1: sources: expected a list of texts, not \[\]",
        ),
        (
            "help",
            'sources = ["',
            'sources = "some" # ',
            "topic 1: sources: expected a list of texts, not 'some'",
        ),
        ("help", "title =", "name =", "topic 1: title is missing"),
    ],
)
def test_a_wrong_table_is_named_with_entry_and_field(
    file: str, good: str, bad: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(resource("assets/facts"), tmp_path / "facts")
    monkeypatch.setattr(facts, "resource", lambda _path: tmp_path / "facts")
    path = tmp_path / "facts" / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(FactsError, match=rf"{file}\.toml, {complaint}"):
        load_facts.__wrapped__()
