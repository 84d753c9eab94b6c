"""Bring the catalogues up to date: `make messages`.

Texts are collected into hmi.pot and merged into every language's hmi.po. The files carry no dates and no line
numbers, so they change only where a text does. A new language begins as an empty LANGUAGE/LC_MESSAGES/hmi.po;
English is the language of the code, and its catalogue follows by itself.
"""

import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

SOURCE = "en"
HERE = Path(__file__).resolve().parent
UNUSED_HEADERS = re.compile(
    rb'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team'
    rb"|Generated-By):.*\n",
    re.MULTILINE,
)
# Keys of the fact tables whose values are shown; a list stands for each of its texts.
SHOWN_KEYS = (
    "title",
    "name",
    "text",
    "meaning",
    "cause",
    "causes",
    "now",
    "call",
    "steps",
    "advice",
    "note",
    "notes",
    "setting",
)


# `_` has its plural as a method.
KEYWORDS = {**DEFAULT_KEYWORDS, "plural": (1, 2)}


def shown_texts(value: object, shown: bool = False) -> Iterator[str]:
    """Every text in a parsed table that stands under one of the shown keys, in the table's order."""
    match value:
        case str() if shown and value:
            yield value
        case list():
            for item in value:
                yield from shown_texts(item, shown)
        case dict():
            for key, item in value.items():
                yield from shown_texts(item, key in SHOWN_KEYS)


def collect(root: Path) -> Catalog:
    """All texts of the checkout at `root`. A kv rule holds Python expressions: it is read like Python."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    for folder, pattern in (("hmi", "**.py"), ("kv", "**.kv")):
        found = extract_from_dir(root / folder, [(pattern, "python")], keywords=KEYWORDS)
        for name, line, text, comments, context in found:
            catalogue.add(text, None, [(f"{folder}/{name}", line)], auto_comments=comments, context=context)
    for path in sorted(root.glob("assets/facts/**/*.toml")):
        for place, text in enumerate(shown_texts(tomllib.loads(path.read_text(encoding="utf-8"))), start=1):
            catalogue.add(text, None, [(str(path.relative_to(root)), place)])
    return catalogue


def write(catalogue: Catalog, path: Path) -> None:
    """Write a .pot or .po without what would differ from one run to the next."""
    for message in catalogue:
        message.flags.discard("python-format")  # a per cent sign is one; texts are filled by str.format
    text = BytesIO()
    write_po(text, catalogue, width=0, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    path.write_bytes(UNUSED_HEADERS.sub(b"", text.getvalue()))


def is_whole(message: Message) -> bool:
    """It is translated, in every plural form of the language."""
    forms = (message.string,) if isinstance(message.string, str) else message.string or ()
    return bool(forms) and all(forms)


def main() -> None:
    """Collect and merge; one line a language says how much of it is translated."""
    template = collect(HERE.parent)
    template.header_comment = "# Texts of pack-hmi."
    write(template, HERE / "hmi.pot")
    for path in sorted(HERE.glob("*/LC_MESSAGES/hmi.po")):
        language = path.parts[-3]
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        catalogue.fuzzy = False
        catalogue.update(deepcopy(template), no_fuzzy_matching=True)  # new messages would be shared
        catalogue.header_comment = f"# {language} texts of pack-hmi."
        if language == SOURCE:
            for message in catalogue:
                message.string = message.id
        write(catalogue, path)
        lacking = len(catalogue) - sum(is_whole(message) for message in catalogue if message.id)
        print(f"{language}: {lacking} of {len(catalogue)} texts to translate")  # noqa: T201 - what it reports


if __name__ == "__main__":
    main()
