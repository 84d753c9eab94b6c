"""What is wrong with a fact table, said with file, entry and field."""

from collections.abc import Iterator
from contextlib import contextmanager


class FactsError(ValueError):
    """A table says something that cannot be; the message names file, entry and field."""


@contextmanager
def reading(file: str, entry: str) -> Iterator[None]:
    """While an entry of assets/facts/FILE.toml is read: what it lacks or has wrong is a FactsError."""
    try:
        yield
    except KeyError as error:
        raise FactsError(f"{file}.toml, {entry}: {error.args[0]} is missing") from error
    except (TypeError, ValueError) as error:
        raise FactsError(f"{file}.toml, {entry}: {error}") from error
