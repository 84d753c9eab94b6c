"""The table of the lamps, assets/facts/lamps.toml, read and checked."""

from collections.abc import Iterator
from typing import Any

from hmi.model.lamp_table import Band, Blink, Box, Condition, Doing, Flash, Gauge, LampTable, Shown
from hmi.tables import reading

FILE = "lamps"


def lamp_table(entries: dict[str, Any]) -> LampTable:
    """What the parsed table says. Raises FactsError."""
    return LampTable(dict(_flashes(entries)), tuple(_bands(entries)), tuple(_boxes(entries)))


def _flashes(entries: dict[str, Any]) -> Iterator[tuple[Blink, Flash]]:
    for number, one in enumerate(entries.get("flash", ()), 1):
        with reading(FILE, f"flash {number}"):
            yield Blink(one["flash"]), Flash(one["bright_s"], one["dark_s"], one.get("given", True))


def _bands(entries: dict[str, Any]) -> Iterator[Band]:
    least = 0
    for number, one in enumerate(entries.get("band", ()), 1):
        with reading(FILE, f"band {number}"):
            if one["most"] < least:
                raise ValueError(f"most: bands rise, {one['most']} is below {least}")
            yield Band(least, one["most"], one["lit"])
            least = one["most"] + 1


def _boxes(entries: dict[str, Any]) -> Iterator[Box]:
    for number, one in enumerate(entries.get("box", ()), 1):
        with reading(FILE, f"box {number}"):
            lamps, gauge, screen = tuple(one["lamps"]), tuple(one["gauge"]), one.get("screen", "")
            box = Box(
                name=one["box"],
                lamps=lamps,
                gauge=gauge,
                shows=tuple(_row(row) for row in one["shows"]),
                models=tuple(one["models"]),
                alarm=one.get("alarm", ""),
                screen=screen,
                note=one.get("note", ""),
            )
            for row in box.shows:
                _check(box, row)
            yield box


def _row(one: dict[str, Any]) -> Shown:
    return Shown(
        doing=Doing(one["state"]),
        condition=Condition(one["condition"]),
        lamps={name: Blink(blink) for name, blink in one["lamps"].items()},
        gauge=Gauge(one["gauge"]),
        title=one["title"],
        text=one["text"],
        note=one.get("note", ""),
    )


def _check(box: Box, row: Shown) -> None:
    """Every lamp of the box does something, and no other one does."""
    told, wanted = {*row.lamps}, {*box.lamps} - {*box.gauge, box.screen}
    if told != wanted:
        raise ValueError(
            f"{row.doing} {row.condition}: lamps: expected {sorted(wanted)}, came {sorted(told)}"
        )
    if (row.gauge is Gauge.NONE) == bool(box.gauge):
        raise ValueError(f"{row.doing} {row.condition}: gauge: {row.gauge} does not fit the lamps")
