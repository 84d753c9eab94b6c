"""What the manuals want done from time to time, out of assets/facts/maintenance.toml."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from hmi.model.facts import Task
from hmi.tables import reading


def tasks(table: Mapping[str, Any], models: Collection[str]) -> Iterator[Task]:
    """The tasks of that table, for models of these names. Raises FactsError."""
    for number, one in enumerate(table.get("task", ()), 1):
        with reading("maintenance", str(one.get("task", f"task {number}"))):
            yield _task(one, models)


def _task(one: Mapping[str, Any], models: Collection[str]) -> Task:
    if one["every_months"] < 1:
        raise ValueError(f"every_months: expected 1 or more, came {one['every_months']}")
    for name in one["models"]:
        if name not in models:
            raise ValueError(f"models: {name!r} is none of {', '.join(models)}")
    return Task(
        name=one["task"],
        title=one["title"],
        steps=tuple(one["steps"]),
        every_months=one["every_months"],
        sources=tuple(one["sources"]),
        models=tuple(one["models"]),
        in_storage=one.get("in_storage", False),
    )
