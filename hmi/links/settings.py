"""The panel's own settings, as its user chose them. They survive a power cut at any instant."""

import dataclasses
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hmi.links import rules
from hmi.links.rules import Choices, Notice, key
from hmi.model.display import BY_CLOCK, QUARTERS, SLEEP_RANGE_S, Display
from hmi.model.wanted import SaveSettings

NAME = "settings.json"
THEMES = ("dark", "light", BY_CLOCK)
DARKNESSES = ("off", "dim")
TEXTS = ("normal", "large")
_DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True)
class Settings:
    """None: not chosen, the configuration holds."""

    language: str | None = key(None, rules.name("the tag of a language such as en or zh_Hans"))
    theme: str | None = key(None, rules.one_of(*THEMES))
    expected_packs: int | None = key(None, rules.whole(0, 15))  # 0: as many as the BMS says
    sleep_s: float | None = key(None, rules.number_or_none(*SLEEP_RANGE_S, "seconds", none="never"))
    brightness_pct: int | None = key(None, rules.whole(10, 100))
    night_pct: int | None = key(None, rules.whole(5, 100))
    night_from_min: int | None = key(None, rules.whole(0, _DAY_MIN - 1))  # of the day
    night_to_min: int | None = key(None, rules.whole(0, _DAY_MIN - 1))
    dark: str | None = key(None, rules.one_of(*DARKNESSES))
    text: str | None = key(None, rules.one_of(*TEXTS))
    rotation_deg: int | None = key(None, rules.one_of_numbers(*QUARTERS))


def kept(wanted: SaveSettings) -> Settings:
    """What the panel's user has chosen, as it is kept."""
    chosen = wanted.display
    return Settings(
        language=wanted.language,
        theme=BY_CLOCK if chosen.theme_by_clock else wanted.theme,
        expected_packs=wanted.expected_packs,
        sleep_s=chosen.sleep_s,
        brightness_pct=chosen.brightness_pct,
        night_pct=chosen.night_pct,
        night_from_min=chosen.night_from_min,
        night_to_min=chosen.night_to_min,
        dark=DARKNESSES[chosen.dims],
        text=TEXTS[chosen.large_text],
        rotation_deg=chosen.rotation_deg,
    )


def display(chosen: Settings, configured: Display, theme: str) -> Display:
    """The display as its user wants it, and as configured where nothing was chosen."""
    levels = ("sleep_s", "brightness_pct", "night_pct", "night_from_min", "night_to_min", "rotation_deg")
    values = {name: getattr(chosen, name) for name in levels}
    return dataclasses.replace(
        configured,
        dims=configured.dims if chosen.dark is None else chosen.dark == "dim",
        large_text=configured.large_text if chosen.text is None else chosen.text == "large",
        theme_by_clock=theme == BY_CLOCK,
        **{name: value for name, value in values.items() if value is not None},
    )


def state_directory(environment: Mapping[str, str] = os.environ) -> Path:
    """Where settings are kept: what systemd's StateDirectory= gave, else the user's XDG state home."""
    given = environment.get("STATE_DIRECTORY", "").split(":")[0]
    if given:
        return Path(given)
    home = environment.get("XDG_STATE_HOME")
    return (Path(home) if home else Path.home() / ".local/state") / "pack-hmi"


def load(directory: Path, choices: Choices | None = None) -> tuple[Settings, tuple[Notice, ...]]:
    """Read the settings. Raises nothing: what cannot be read is not chosen, and a notice says why."""
    file = directory / NAME
    try:
        values = json.loads(file.read_bytes())
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (Notice(str(file), None, "a file that can be read", error.strerror or str(error)),)
    except (ValueError, RecursionError) as error:
        return Settings(), (Notice(str(file), None, "settings in JSON", str(error)),)
    if not isinstance(values, dict):
        return Settings(), (Notice(str(file), None, "settings in JSON", f"{values!r}"[:60]),)
    chosen = {name: value for name, value in values.items() if value is not None}
    return rules.checked(Settings, chosen, str(file), choices or {})


def save(directory: Path, settings: Settings) -> Notice | None:
    """Keep the settings; a notice if that was not possible, as on a full or read-only disk.

    Either the old file or the new one is there, whenever the power fails.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        _replace(directory / NAME, json.dumps(dataclasses.asdict(settings), indent=1).encode() + b"\n")
    except OSError as error:
        came = error.strerror or str(error)
        return Notice(str(directory / NAME), None, "a file that can be written", came)
    return None


def _replace(file: Path, content: bytes) -> None:
    draft = file.with_suffix(".new")
    with draft.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
    directory = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
