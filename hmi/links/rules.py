"""What a key of a file may hold. A dataclass is the table of keys; a bad value costs its own key only.

@dataclass(frozen=True, slots=True)
class Panel:
    theme: str = key("dark", one_of("dark", "light"))
"""

import dataclasses
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

Table = TypeVar("Table")
Choices = Mapping[str, Collection[str]]  # key -> the names it may have; other keys take any text


@dataclass(frozen=True, slots=True)
class Notice:
    """What is wrong with a file, or with one key of it (None: with the whole), and what was done without."""

    file: str
    key: str | None
    expected: str
    came: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place}: expected {self.expected}, came {self.came}"


@dataclass(frozen=True, slots=True)
class Rule:
    """`accept` returns the value as it is used, None for a wrong one; `expected` says what it accepts."""

    expected: str
    accept: Callable[[object], object | None]
    named: bool = False  # the names come with `Choices`


def key(default: Any, rule: Rule) -> Any:
    """A field that may be set by a key of its name."""
    return dataclasses.field(default=default, metadata={"rule": rule})


def whole(least: int, most: int) -> Rule:
    """A whole number within these limits."""
    return Rule(
        f"a whole number from {least} to {most}",
        lambda value: value if type(value) is int and least <= value <= most else None,
    )


def one_of_numbers(*numbers: int) -> Rule:
    """One of these whole numbers."""
    return Rule(
        "one of " + ", ".join(map(str, numbers)),
        lambda value: value if type(value) is int and value in numbers else None,
    )


def number(least: float, most: float, unit: str) -> Rule:
    """A number within these limits; whole ones count."""
    return Rule(
        f"a number from {least:g} to {most:g} ({unit})",
        lambda value: float(value) if type(value) in (int, float) and least <= value <= most else None,  # type: ignore[arg-type, operator]
    )


def number_or_none(least: float, most: float, unit: str, none: str) -> Rule:
    """A number within these limits, or 0, which means `none`."""
    within = number(least, most, unit)
    return Rule(
        f"{within.expected}, or 0 for {none}",
        lambda value: 0.0 if type(value) in (int, float) and value == 0 else within.accept(value),
    )


def text(expected: str) -> Rule:
    """Any text but none."""
    return Rule(expected, lambda value: value.strip() or None if isinstance(value, str) else None)


def one_of(*names: str) -> Rule:
    """One of these names, whatever its case."""
    return Rule("one of " + ", ".join(names), lambda value: match(value, names))


def name(expected: str) -> Rule:
    """One of the names that `Choices` has for the key, whatever its case."""
    return Rule(expected, text(expected).accept, named=True)


def size(*names: str) -> Rule:
    """One of these panels, or its size in pixels, at least 320x240, upright or not."""

    def accept(value: object) -> str | None:
        pixels = re.fullmatch(r"(\d{3,4})x(\d{3,4})", value) if isinstance(value, str) else None
        if pixels:
            short, long = sorted(map(int, pixels.groups()))
            if short >= 240 and long >= 320:
                return pixels[0]
        return match(value, names)

    return Rule("one of " + ", ".join(names) + ", or WxH such as 480x320, at least 320x240", accept)


def match(value: object, names: Collection[str]) -> str | None:
    """The name that this is, whatever its case."""
    if not isinstance(value, str):
        return None
    return next((name for name in names if name.casefold() == value.strip().casefold()), None)


def checked(
    table: type[Table], values: Mapping[str, object], file: str, choices: Choices, path: str = ""
) -> tuple[Table, tuple[Notice, ...]]:
    """The table with every value that is accepted, the default for each other one, and a notice about it."""
    fields = {field.name: field for field in dataclasses.fields(table)}  # type: ignore[arg-type]
    accepted: dict[str, object] = {}
    notices: list[Notice] = []
    for given, value in values.items():
        full = f"{path}{given}"
        if given not in fields:
            notices.append(Notice(file, full, f"one of the keys {', '.join(fields)}", "an unknown key"))
            continue
        rule = fields[given].metadata.get("rule")
        if rule is None and isinstance(value, Mapping):
            within: Any = fields[given].default_factory
            accepted[given], more = checked(within, value, file, choices, f"{full}.")
            notices += more
            continue
        accepted[given] = _accept(rule, given, value, choices) if rule else None
        if accepted[given] is None:
            expected = _expected(rule, given, choices) if rule else "a section"
            notices.append(Notice(file, full, expected, _shown(value)))
    return table(**{name: value for name, value in accepted.items() if value is not None}), tuple(notices)


def _accept(rule: Rule, given: str, value: object, choices: Choices) -> object | None:
    if rule.named and given in choices:
        return match(value, choices[given])
    return rule.accept(value)


def _expected(rule: Rule, given: str, choices: Choices) -> str:
    return f"one of {', '.join(choices[given])}" if rule.named and given in choices else rule.expected


def _shown(value: object) -> str:
    kinds = {str: "text", bool: "boolean", int: "number", float: "number", list: "list", dict: "section"}
    return f"{kinds.get(type(value), type(value).__name__)} {str(value)[:60]!r}"
