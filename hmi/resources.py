"""Where the panel's files are: inside the installed package, or beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


class MissingResourceError(FileNotFoundError):
    """A file or folder that every installation carries is not there."""


def resource(name: str) -> Path:
    """The path of `kv`, `assets`, `locales` or of something in them, such as `assets/fonts`.

    Raises:
        MissingResourceError: it is in neither place; the message names both.
    """
    places = (_PACKAGE / name, _PACKAGE.parent / name)
    for place in places:
        if place.exists():
            return place
    raise MissingResourceError(
        f"{name} belongs to pack-hmi but is neither at {places[0]} nor at {places[1]}: install it again"
    )
