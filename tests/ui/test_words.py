"""Everything that can happen has words, in every language."""

import re
import tomllib
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from hmi.facts import load_parameters
from hmi.model import change
from hmi.model.access import Purpose, Said
from hmi.model.alarm.name import Unnamed
from hmi.model.alarm.standing import Condition
from hmi.model.bms_records import Came
from hmi.model.calibration import Stage
from hmi.model.cautions import Caution
from hmi.model.check.finding import Answering, Finding, Holds, Suspect
from hmi.model.check.lines import BusFact
from hmi.model.check.numbers import Number
from hmi.model.check.traffic import Silent, TapTrouble
from hmi.model.differing import Trait
from hmi.model.events import Trouble
from hmi.model.explaining import Heading
from hmi.model.facts import Measure
from hmi.model.happening import Happened
from hmi.model.history.trend import Quantity, Span
from hmi.model.job import Cause, Reason
from hmi.model.lamp_table import Blink
from hmi.model.lamps import Doubt
from hmi.model.model_choice import Standing
from hmi.model.model_sheet import Line
from hmi.model.navigation import Page, Section
from hmi.model.outlook import Ending
from hmi.model.paper_pages import FIELDS
from hmi.model.record import Kind, Mark
from hmi.model.sheet import Note
from hmi.model.stack import Flow
from hmi.model.warranty import Obstacle
from hmi.model.weak_cell import Verdict
from hmi.protocol.can.alarm import Alarm as CanAlarm
from hmi.protocol.can.answers import Sign
from hmi.protocol.can.fingerprint import Stranger
from hmi.protocol.can.told import Told
from hmi.protocol.status import Alarm, Fault, Unsure
from hmi.resources import resource
from hmi.ui import (
    access_words,
    alarm_words,
    because_words,
    bms_record_lines,
    change_lines,
    differing_words,
    event_words,
    guide_words,
    lamp_words,
    link_bus,
    link_lines,
    link_numbers,
    link_sent,
    link_sentences,
    link_words,
    model_lines,
    names,
    outlook_words,
    registration_lines,
    told_blocks,
    trend_lines,
    weak_words,
    write_words,
)
from hmi.ui.figures import figure
from hmi.ui.language import SOURCE_LANGUAGE, languages, translator

BARE = {Page.BOOT, Page.MIN_STATE, Page.SLEEP}
# By language, the texts that are rightly the same in it.
SAME = tomllib.loads((Path(__file__).parent / "same_as_english.toml").read_text(encoding="utf-8"))
LETTERS = re.compile(r"[A-Za-z]{2}")


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (names.ALARMS, {*Alarm, *Fault, *Unnamed}),
        (names.UNSURE, {*Unsure}),
        (names.PAGES, {*Page} - BARE),
        (names.SECTIONS, {*Section}),
        (names.FLOWS, {*Flow}),
        (names.TROUBLES, {*Trouble}),
        (names.CHECKS, {*Trouble}),
        (write_words.MARKS, {*Mark}),
        (write_words.REASONS, {*Reason}),
        (write_words.CAUSES, {*Cause}),
        (write_words.KINDS, {*Kind}),
        (change_lines.NOTES, {*Note}),
        (change_lines.CAUTIONS, {*Caution}),
        (access_words.ASKED, {*Purpose}),
        (access_words.SAID, {*Said}),
        (link_sentences.SENTENCES, {*Finding}),
        (link_sentences.IN_SHORT, {*Finding}),
        (link_sentences.SUSPECTS, {*Suspect}),
        (link_sentences.TROUBLES, {*TapTrouble}),
        (link_sentences.CHECKS, {*TapTrouble}),
        (link_sentences.SILENCE, {*Silent}),
        (link_sentences.ANSWERING, {*Answering}),
        (link_sentences.TAKEN_OVER, {*Holds}),
        (link_sentences.SIGNS, {*Sign}),
        (link_sentences.STRANGERS, {*Stranger}),
        (link_lines.SHAPES, {*Holds}),
        (link_bus.FACTS | link_sent.NAMES, {*BusFact}),
        (link_numbers.NAMES, {*Number}),
        (trend_lines.QUANTITIES, {*Quantity} - {Quantity.COLDEST}),  # shown with the hottest
        (trend_lines.SPANS, {*Span}),
        (link_words.CODES, {*CanAlarm}),
        (link_words.FIELDS, {one.name for one in fields(Told)}),
        (lamp_words.BLINKS, {*Blink}),
        (lamp_words.DOUBTS, {*Doubt}),
        (differing_words.WORDS, {*Trait}),
        (because_words.MEASURED, {*Measure}),
        (alarm_words.CONDITIONS, {*Condition}),
        (
            told_blocks.HEADINGS,
            {*Heading} - {Heading.TITLE, Heading.KNOWN},
        ),  # a title has its own words, what is known none
        (event_words.WORDS, {*Happened}),
        (bms_record_lines.SAID, {*Came} - {Came.TOLD}),
        (registration_lines.OBSTACLES, {*Obstacle}),
        (registration_lines.CAPTIONS, {*FIELDS}),
        (model_lines.NAMES, {*Line}),
        (model_lines.VALUES, {*Line}),
        (model_lines.OWN, {*Standing}),
        (outlook_words.ENDINGS, {*Ending}),
        (guide_words.TITLES, {*Stage}),
        (weak_words.TITLES, {*Verdict}),
        (weak_words.ADVICE, {*Verdict}),
    ],
    ids=[
        "alarms",
        "unsure",
        "pages",
        "sections",
        "flows",
        "troubles",
        "checks",
        "marks",
        "reasons",
        "causes",
        "kinds",
        "notes",
        "cautions",
        "asked",
        "said",
        "findings",
        "findings in short",
        "suspects",
        "tap troubles",
        "tap checks",
        "silence",
        "answering",
        "taken over",
        "signs",
        "strangers",
        "steps",
        "facts of the bus",
        "numbers",
        "quantities",
        "spans",
        "codes",
        "fields",
        "blinks",
        "doubts",
        "traits",
        "measured",
        "conditions",
        "headings",
        "events",
        "records",
        "obstacles of a warranty",
        "fields of a warranty",
        "lines of a model",
        "values of a model",
        "models",
        "endings",
        "stages of the guide",
        "weak cells",
        "advice on weak cells",
    ],
)
def test_every_member_has_words(table: dict[StrEnum, str], members: set[StrEnum]) -> None:
    assert set(table) == members
    assert all(table.values())


def test_all_that_can_be_written_has_words() -> None:
    others = {change.INVERTER_PROTOCOL, change.CLOCK, change.OFF, *change.SWITCHES, *change.MOSFETS}
    assert {*change.GROUPS, *others, "code"} == set(write_words.SUBJECTS)
    assert {field for group in load_parameters().values() for field in group} == set(write_words.FIELDS)


@pytest.mark.parametrize(
    ("group", "field", "value", "words"),
    [
        ("cell_over_voltage", "alarm", 3.6, "3.60 V"),
        ("cell_over_voltage", "release", 3.375, "3.375 V"),
        ("cell_over_voltage", "enable", 1, "On"),
        ("short_circuit_delay", "delay", 0.0003, "300 µs"),
        ("fast_over_current", "charge_delay", 0.025, "0.025 s"),
        ("fast_over_current", "charge", None, "--"),
        ("cell_under_temperature", "charge_alarm", -12.5, "−12.5 °C"),
        ("full_and_low_charge", "low_soc", 5, "5 %"),
        ("sleep", "delay_min", 5, "5 min"),
    ],
)
def test_a_value_is_said_with_its_unit_and_no_more_decimals_than_it_needs(
    group: str, field: str, value: float | None, words: str
) -> None:
    translator.choose("en")
    assert figure(group, field, value) == words


def catalogue(tag: str) -> Catalog:
    with (resource("locales") / tag / "LC_MESSAGES/hmi.po").open("rb") as file:
        return read_po(file, locale=tag)


def forms(text: object) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (str(text),)


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}", text))


@pytest.mark.parametrize("tag", languages()[1:])
def test_every_text_is_translated_with_the_same_blanks(tag: str) -> None:
    for message in catalogue(tag):
        if not message.id:
            continue
        wanted, (one, *more) = blanks(forms(message.id)[0]), forms(message.string)
        assert all((one, *more)), message.id
        # The form for one thing may say "a day" or "every month".
        assert blanks(one) == wanted or (more and blanks(one) == wanted - {"{count}"}), message.id
        assert all(blanks(said) == wanted for said in more), message.id


@pytest.mark.parametrize("tag", [tag for tag in languages() if tag != SOURCE_LANGUAGE])
def test_no_text_is_left_in_english(tag: str) -> None:
    same = {text for m in catalogue(tag) for text in forms(m.id) if text and text in forms(m.string)}
    assert {text for text in same if LETTERS.search(re.sub(r"{\w+}", "", text))} == {*SAME[tag]}


def test_plural_forms_follow_the_language() -> None:
    translator.choose("en")
    assert [translator.plural("{count} alarm", "{count} alarms", count) for count in (1, 2)] == [
        "{count} alarm",
        "{count} alarms",
    ]
    translator.choose("zh_Hans")
    assert translator.plural("{count} alarm", "{count} alarms", 1) == "{count} 条告警"
    translator.choose("en")
