"""From page to page, and how the panel looks."""

from dataclasses import dataclass

from hmi.model.navigation import Page


@dataclass(frozen=True, slots=True)
class Touched:
    """A finger went down anywhere."""

    at: float


@dataclass(frozen=True, slots=True)
class Go:
    """A page was chosen, or a part of it, from 0."""

    page: Page
    part: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """`>>` or a swipe up (+1), `<<` or a swipe down (-1)."""

    pages: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """Back to the page from which this one was entered; what was half done there is dropped."""


@dataclass(frozen=True, slots=True)
class SelectPack:
    """The pack whose values PACK-INFO shows was chosen; `slot` 1..15."""

    slot: int


@dataclass(frozen=True, slots=True)
class GoDark:
    """The corner of the screen was held: the display shall be dark."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """A language was chosen, by its tag such as "en" or "zh_Hans"."""

    tag: str


@dataclass(frozen=True, slots=True)
class ChooseTheme:
    """A theme was chosen: "dark" or "light", or "clock" for each at its time of the day."""

    name: str


@dataclass(frozen=True, slots=True)
class TryRotation:
    """The picture shall be turned, clockwise: 0, 90, 180 or 270."""

    degrees: int


@dataclass(frozen=True, slots=True)
class CornerTouched:
    """During the check of the touch a finger went down: on the corner asked for, or elsewhere."""

    hit: bool


@dataclass(frozen=True, slots=True)
class SetDisplay:
    """One of the user's choices of hmi.model.display.Display: its field, and the value wished."""

    field: str
    value: float
