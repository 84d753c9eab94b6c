"""Languages: `_`, which every text goes through, and which follows a change of language at once.

kv rules that call `_(...)` listen to its property `_`, so they are evaluated again when the language changes.
"""

import gettext
import unicodedata
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.core import get_global
from kivy.event import EventDispatcher
from kivy.properties import StringProperty

from hmi.resources import resource

SOURCE_LANGUAGE = "en"  # the texts in the code are English
_OWN_NAMES = {"zh_Hans": "简体中文"}  # as it is said; the locale data add the script in brackets


def languages() -> tuple[str, ...]:
    """Tags of the languages that have a catalogue, English first."""
    found = sorted(path.parent.parent.name for path in _catalogues())
    return (SOURCE_LANGUAGE, *(tag for tag in found if tag != SOURCE_LANGUAGE))


def language_tag(wanted: str) -> str:
    """The catalogue that fits a tag such as "zh", "zh-CN" or "de_AT". Raises ValueError when none does."""
    tag = wanted.replace("-", "_")
    try:
        # A bare "zh" has likely subtags of its own; those of "zh_CN" are found by parsing.
        likely = str(Locale.parse(get_global("likely_subtags").get(tag, tag)))
    except (ValueError, UnknownLocaleError):
        likely = tag
    known = languages()
    found = negotiate_locale([tag, likely, likely.rpartition("_")[0], tag.partition("_")[0]], known)
    if found is None:
        raise ValueError(f"language: expected one of {', '.join(known)}, came {wanted!r}")
    return str(found)


def own_name(tag: str) -> str:
    """The language's name in the language itself."""
    return _OWN_NAMES.get(tag) or (Locale.parse(tag).get_display_name(tag) or tag).capitalize()


class Translator(EventDispatcher):
    """`_("text")` in the language chosen; the property `_` is its tag."""

    _ = StringProperty(SOURCE_LANGUAGE)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._catalogue: gettext.NullTranslations = gettext.NullTranslations()
        self.locale = Locale.parse(SOURCE_LANGUAGE)

    @property
    def tag(self) -> str:
        """The language in use."""
        return str(self._)

    def choose(self, tag: str) -> None:
        """Change the language; everything on the screen follows."""
        self._catalogue = gettext.translation("hmi", resource("locales"), [tag], fallback=True)
        self.locale = Locale.parse(tag)
        self._ = tag

    def __call__(self, text: str) -> str:
        """The text in the language chosen; the text itself where the catalogue lacks it."""
        return self._catalogue.gettext(text)

    def plural(self, one: str, many: str, count: int) -> str:
        """The form of the text for that many things."""
        return self._catalogue.ngettext(one, many, count)


translator = Translator()


def width_of(text: str) -> int:
    """How many letters wide it is."""
    return sum(2 if unicodedata.east_asian_width(one) == "W" else 1 for one in text)


def _catalogues() -> list[Path]:
    return list(resource("locales").glob("*/LC_MESSAGES/hmi.po"))
