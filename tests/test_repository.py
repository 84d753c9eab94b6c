"""What holds for the repository as a whole: locks, sizes, directions of imports, the wheel."""

import ast
import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MADE = {".git", ".venv", "build", "dist", "__pycache__"}
# What each package may import of ours. hmi/__main__.py and its neighbours connect them and may know all.
DIRECTIONS = {
    "protocol": {"hmi.protocol"},
    "model": {"hmi.model", "hmi.protocol"},
    "links": {"hmi.links", "hmi.model", "hmi.protocol", "hmi.resources"},
    "simulator": {"hmi.simulator", "hmi.protocol", "hmi.facts", "hmi.resources"},
    "ui": {"hmi.ui", "hmi.model", "hmi.protocol", "hmi.facts", "hmi.resources", "hmi.__version__"},
}
PURE = ("protocol", "model")
WORLD = {
    "asyncio",
    "can",
    "kivy",
    "os",
    "pathlib",
    "random",
    "serial",
    "socket",
    "subprocess",
    "threading",
    "time",
}
WORLDLY_CALLS = {
    "now",
    "open",
    "print",
    "read_bytes",
    "read_text",
    "today",
    "utcnow",
    "write_bytes",
    "write_text",
}
LONGEST_FILE = 250


def files(*suffixes: str) -> Iterator[Path]:
    """The files of the repository, without those that are made."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in MADE and not name.endswith("_cache")]
        for name in names:
            if name.endswith(suffixes):
                yield Path(folder, name)


def sources(package: str) -> list[Path]:
    return sorted((ROOT / "hmi" / package).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Every module that a file imports, spelled from the root; `from a import b` counts as a.b."""
    found = set()
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *([node.module] if node.module else [])))
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def within(module: str, allowed: set[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


def matches(pattern: str, *suffixes: str) -> list[str]:
    """Matching lines as "file:line: text", but for this file, which has to name what it looks for."""
    found = []
    for path in files(*suffixes):
        if path == Path(__file__):
            continue
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="ignore").splitlines(), start=1
        ):
            if re.search(pattern, line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    return found


def test_no_file_names_a_registry() -> None:
    registries = (
        r"pypi\.org|pythonhosted|npmjs|/simple\b|deb\.debian\.org|(?<!no-emit-)(index-url|find-links)"
    )
    assert not matches(
        registries, ".toml", ".lock", ".txt", ".cfg", ".json", ".py", ".md", "Makefile", "setup", "run"
    )


def test_no_file_names_a_place_of_one_machine() -> None:
    assert not matches(
        r"(^|[\s\"'=:(])/(root|home/\w+|Users/\w+)/", ".py", ".kv", ".toml", ".lock", ".md", "Makefile"
    )


def test_nothing_is_left_for_later() -> None:
    assert not matches(r"\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b", ".py", ".kv", ".toml", ".md", "Makefile")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "assets/fonts/sources.lock"])
def test_every_pin_has_a_version_and_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "")
    pins = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert pins
    for pin in pins:
        assert re.fullmatch(r"[a-z0-9-]+==\S+( +--hash=sha256:[0-9a-f]{64})+", pin), pin


def test_the_two_locks_agree() -> None:
    runtime, dev = (
        set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert runtime < dev


def test_files_are_short() -> None:
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "hmi").rglob("*.py")
    }
    assert not {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > LONGEST_FILE}


@pytest.mark.parametrize("package", DIRECTIONS)
def test_imports_point_one_way(package: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources(package)
        for module in imports(path)
        if within(module, {"hmi"}) and not within(module, DIRECTIONS[package])
    }
    assert not wrong


@pytest.mark.parametrize("package", PURE)
def test_pure_packages_do_not_touch_the_world(package: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources(package)
        for module in imports(path)
        if within(module, WORLD)
    }
    for path in sources(package):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name in WORLDLY_CALLS:
                    wrong.add(f"{path.relative_to(ROOT)}:{node.lineno} calls {name}")
    assert not wrong


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; its whole output is in the failure."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made out of the sdist: what a registry would hand on."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", out, cwd=ROOT)
    sdist = next(out.glob("*.tar.gz"))
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", out, sdist, cwd=out)
    with tarfile.open(sdist) as archive:
        assert not [name for name in archive.getnames() if name.endswith(".mo")]
    return next(out.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_what_the_panel_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (("kv", "**/*.kv"), ("assets", "fonts/*.otf"), ("assets", "facts/**/*.toml")):
        expected = {f"hmi/{path.relative_to(ROOT)}" for path in (ROOT / folder).glob(pattern)}
        assert expected <= names, expected - names
    for catalogue in ROOT.glob("locales/*/LC_MESSAGES/hmi.po"):
        assert f"hmi/{catalogue.with_suffix('.mo').relative_to(ROOT)}" in names
    assert "hmi/assets/fonts/PackSans-Regular.otf" in names
    assert not [name for name in names if name.endswith((".po", ".pot", "subset.py", "update.py"))]


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "elsewhere", with_pip=True)
    python = tmp_path / "elsewhere/bin/python"
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
    run(*pip, "--require-hashes", "--requirement", ROOT / "requirements.lock", cwd=tmp_path)
    run(*pip, wheel, cwd=tmp_path)
    assert "pack-hmi" in run(python.with_name("pack-hmi"), "--help", cwd=tmp_path)
    found = run(
        python,
        "-c",
        "from hmi.resources import resource; print(resource('kv'), resource('locales'))",
        cwd=tmp_path,
    )
    assert all(Path(place).is_relative_to(tmp_path / "elsewhere") for place in found.split())
