"""House rules of the kv files: layout and bindings; colours and sizes come from the theme."""

import re
from collections.abc import Iterator

from hmi.model.navigation import Page
from hmi.resources import resource

SHARED = ("base", "lists", "frame")
SIZES = "height|width|size|padding|spacing|font_size|corner|unit|slip|tip"


def texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(resource("kv").glob("*.kv"))]


def lines() -> Iterator[tuple[str, str]]:
    for path in sorted(resource("kv").glob("*.kv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{path.name}:{number}", line.partition("#:")[0].split("  #")[0]


def test_every_page_has_its_file_and_every_file_is_used() -> None:
    files = {path.stem for path in resource("kv").glob("*.kv")}
    assert files == {*(page.value for page in Page), *SHARED}


def test_no_colour_stands_in_a_kv_file() -> None:
    plain = re.compile(r'"#[0-9A-Fa-f]{3,8}"|(?:rgba?|color|ink|plate|rim|fill): *[\d.]+ *,')
    assert not [(place, line) for place, line in lines() if plain.search(line)]


def test_no_size_is_in_pixels() -> None:
    plain = re.compile(rf"^\s*({SIZES}): *(?!0\b)\d|\b(dp|sp|px)\(")
    assert not [(place, line) for place, line in lines() if plain.search(line)]


def test_pages_bind_to_the_state_they_are_given() -> None:
    assert not [(place, line) for place, line in lines() if "app.state" in line]


def test_no_id_has_the_name_of_an_import_which_holds_for_all_files() -> None:
    imported = {name for text in texts() for name in re.findall(r"^#:import (\w+)", text, re.MULTILINE)}
    ids = {name for text in texts() for name in re.findall(r"^ +id: (\w+)", text, re.MULTILINE)}
    assert not imported & ids


def test_a_page_takes_no_rule_from_another_page() -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in resource("kv").glob("*.kv")}
    rules = {name: set(re.findall(r"^<(\w+)", text, re.MULTILINE)) for name, text in files.items()}
    for name, text in files.items():
        of_others = set().union(*(own for other, own in rules.items() if other not in (name, *SHARED)))
        used = {*re.findall(r"^ +([A-Z]\w+):", text, re.MULTILINE), *re.findall(r'tile: "(\w+)"', text)}
        assert not (used & of_others) - rules[name], name
