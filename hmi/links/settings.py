"""The panel's own settings, as its user chose them. They survive a power cut at any instant."""

import dataclasses
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hmi.links import rules
from hmi.links.rules import Choices, Notice, key

NAME = "settings.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """None: not chosen, the configuration holds."""

    language: str | None = key(None, rules.name("the tag of a language such as en or zh_Hans"))
    theme: str | None = key(None, rules.one_of("dark", "light"))
    expected_packs: int | None = key(None, rules.whole(0, 15))  # 0: as many as the BMS says


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
