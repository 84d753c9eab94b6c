"""Everything that can happen has words, in every language."""

import re
from enum import StrEnum

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from hmi.model.alarms import Unnamed
from hmi.model.events import Trouble
from hmi.model.navigation import Page, Section
from hmi.model.stack import Flow
from hmi.protocol.status import Alarm, Fault, Unsure
from hmi.resources import resource
from hmi.ui import names
from hmi.ui.language import languages, translator

BARE = {Page.BOOT, Page.MIN_STATE, Page.SLEEP}
SAME_IN_CHINESE = {"BMS"}


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
    ],
    ids=["alarms", "unsure", "pages", "sections", "flows", "troubles", "checks"],
)
def test_every_member_has_words(table: dict[StrEnum, str], members: set[StrEnum]) -> None:
    assert set(table) == members
    assert all(table.values())


def catalogue(tag: str) -> Catalog:
    with (resource("locales") / tag / "LC_MESSAGES/hmi.po").open("rb") as file:
        return read_po(file, locale=tag)


def forms(text: object) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (str(text),)


@pytest.mark.parametrize("tag", languages()[1:])
def test_every_text_is_translated_with_the_same_blanks(tag: str) -> None:
    for message in catalogue(tag):
        if not message.id:
            continue
        wanted = set(re.findall(r"\{\w*\}", forms(message.id)[0]))
        for said in forms(message.string):
            assert said, message.id
            assert set(re.findall(r"\{\w*\}", said)) == wanted, message.id


def test_no_chinese_text_is_left_in_english() -> None:
    same = {text for m in catalogue("zh_Hans") for text in forms(m.id) if text and text in forms(m.string)}
    assert same == SAME_IN_CHINESE


def test_plural_forms_follow_the_language() -> None:
    translator.choose("en")
    assert [translator.plural("{count} alarm", "{count} alarms", count) for count in (1, 2)] == [
        "{count} alarm",
        "{count} alarms",
    ]
    translator.choose("zh_Hans")
    assert translator.plural("{count} alarm", "{count} alarms", 1) == "{count} 条告警"
    translator.choose("en")
