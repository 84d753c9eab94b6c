"""Build step: compiles the catalogues and puts kv, assets and locales into the wheel's package."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(locales: Path) -> list[Path]:
    """Write a .mo beside each .po under `locales` and return them."""
    compiled = []
    for source in sorted(locales.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
        target = source.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, catalogue)
        compiled.append(target)
    return compiled


def shown_files(root: Path) -> list[Path]:
    """What the panel reads besides its code: layouts and assets, no tools and no pictures of the README."""
    files = [path for folder in ("kv", "assets") for path in sorted((root / folder).rglob("*"))]
    return [
        path
        for path in files
        if path.is_file() and path.suffix != ".py" and root / "assets/pictures" not in path.parents
    ]


class CustomBuildHook(BuildHookInterface[Any]):
    """Runs before a wheel or an editable install is made; an sdist carries sources only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile in place, and put into a real wheel's package what lies beside it in the checkout."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        compiled = compile_catalogues(root / "locales")
        if version != "editable":  # an editable install reads them where they are
            carried = [path.relative_to(root) for path in shown_files(root) + compiled]
            build_data["force_include"].update({str(path): f"hmi/{path}" for path in carried})
