"""The configuration file: every fault names file, key and what was expected, and costs its key only."""

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

from hmi.links import config
from hmi.links.config import Config, InverterCanKeys, LinkKeys, SimulationKeys, link_settings
from hmi.links.timing import GAP_S, LinkSettings

EXAMPLE = Path(__file__).resolve().parents[2] / "deploy/config.example.toml"
CHOICES = {"model": ("ES51.2-100LP", "Active16"), "scenario": ("day", "hot"), "language": ("en", "zh")}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def load(file: Path, text: str) -> tuple[Config, list[str]]:
    file.write_text(text)
    loaded, notices = config.load(file, CHOICES)
    return loaded, [str(notice) for notice in notices]


def test_nothing_configured_is_all_defaults(file: Path) -> None:
    assert load(file, "") == (Config(), [])
    assert Config().link.url is None


def test_every_key_is_read(file: Path) -> None:
    loaded, notices = load(
        file,
        """
        link = {url = " /dev/serial0 ", baud = 19200, period_s = 2, pause_s = 0.2, timeout_s = 1, address = 1}
        panel = {size = "800x480", language = "ZH", theme = "light", rotation_deg = 270, text = "LARGE"}
        pack = {model = "active16"}
        gate = {own_code = "required"}
        inverter_can = {interface = "slcan", channel = "/dev/ttyACM0", bitrate = 250000}
        link_check = {watch_s = 30}
        history = {size_mb = 128}
        simulation = {packs = 15, model = "Active16", scenario = "hot", seed = 7, speed = 60}
        """,
    )
    assert notices == []
    assert loaded.link == LinkKeys("/dev/serial0", 19200, 2.0, 0.2, 1.0, 1)
    assert (loaded.panel.size, loaded.panel.language, loaded.panel.theme) == ("800x480", "zh", "light")
    assert (loaded.panel.text, loaded.panel.rotation_deg) == ("large", 270)
    assert loaded.pack.model == "Active16"
    assert loaded.gate.own_code == "required"
    assert loaded.inverter_can == InverterCanKeys("slcan", "/dev/ttyACM0", 250_000)
    assert loaded.link_check.watch_s == 30.0
    assert loaded.history.size_mb == 128
    assert loaded.simulation.speed == 60.0


def test_what_a_display_does_while_nobody_looks_is_read(file: Path) -> None:
    loaded, notices = load(file, 'panel = {dark = "dim", wake_guard_s = 1}')
    assert (loaded.panel.dark, loaded.panel.wake_guard_s, loaded.panel.pwm, notices) == ("dim", 1.0, None, [])


@pytest.mark.parametrize(
    ("line", "key", "expected"),
    [
        ("link.baud = 9601", "link.baud", "one of 1200"),
        ('link.baud = "9600"', "link.baud", "text '9600'"),
        ("link.baud = true", "link.baud", "boolean"),
        ("link.period_s = 0", "link.period_s", "0.2 to 60"),
        ("link.period_s = nan", "link.period_s", "0.2 to 60"),
        ("link.url = 5", "link.url", "a path such as"),
        ('link.url = ""', "link.url", "a path such as"),
        ("link.address = 16", "link.address", "0 to 15"),
        ("link.port = 1", "link.port", "url, baud, period_s"),
        ("link = 1", "link", "a section"),
        ("links.url = 1", "links", "link, panel, pack, gate, inverter_can"),
        ('panel.size = "100x100"', "panel.size", "at least 320x240"),
        ('panel.size = "huge"', "panel.size", "ctp28"),
        ('panel.theme = "blue"', "panel.theme", "one of dark, light, clock"),
        ('panel.dark = "black"', "panel.dark", "one of off, dim"),
        ('panel.text = "huge"', "panel.text", "one of normal, large"),
        ("panel.rotation_deg = 45", "panel.rotation_deg", "one of 0, 90, 180, 270"),
        ("panel.wake_guard_s = 4", "panel.wake_guard_s", "0 to 3"),
        ("panel.pwm = 0", "panel.pwm", "such as /sys/class/pwm"),
        ("link.asleep_period_s = 90", "link.asleep_period_s", "0.2 to 60"),
        ('panel.language = "xx"', "panel.language", "one of en, zh"),
        ('pack.model = "X"', "pack.model", "one of ES51.2-100LP, Active16"),
        ('gate.own_code = "never"', "gate.own_code", "one of offered, required"),
        ("inverter_can.bitrate = 800000", "inverter_can.bitrate", "one of 125000, 250000, 500000"),
        ("inverter_can = 1", "inverter_can", "a section"),
        ("link_check.watch_s = 5", "link_check.watch_s", "10 to 3600"),
        ("history.size_mb = 7", "history.size_mb", "8 to 4096"),
        ("simulation.packs = 1.5", "simulation.packs", "1 to 15"),
        ("simulation.speed = [1]", "simulation.speed", "list"),
    ],
)
def test_a_bad_key_is_named_and_costs_itself_only(file: Path, line: str, key: str, expected: str) -> None:
    loaded, notices = load(file, f"{line}\nsimulation.seed = 5")
    assert loaded == Config(simulation=SimulationKeys(seed=5))
    assert len(notices) == 1
    assert notices[0].startswith(f"{file}: {key}: expected ")
    assert expected in notices[0]


@pytest.mark.parametrize(("there", "missing"), [("interface", "channel"), ("channel", "interface")])
def test_half_a_tap_is_told(file: Path, there: str, missing: str) -> None:
    loaded, notices = load(file, f'inverter_can.{there} = "can0"')
    assert getattr(loaded.inverter_can, there) == "can0"
    assert notices == [
        f"{file}: inverter_can.{missing}: expected to stand beside inverter_can.{there}, came nothing"
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"link.url = \nfoo", "line 1"),
        (b"[link]\nbaud = 9600\nbaud = 9600\n", "line 3"),
        (b"[link]\nurl = '\xff'", "UTF-8"),
    ],
)
def test_what_is_not_toml_gives_defaults_and_says_where(file: Path, content: bytes, expected: str) -> None:
    file.write_bytes(content)
    loaded, notices = config.load(file)
    assert loaded == Config()
    assert expected in str(notices[0])


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert "No such file" in str(config.load(tmp_path / "none.toml")[1][0])
    assert "Is a directory" in str(config.load(tmp_path)[1][0])


def test_names_are_not_checked_without_choices(file: Path) -> None:
    file.write_text('pack.model = "X"')
    assert config.load(file)[0].pack.model == "X"


def test_the_example_is_sound_and_shows_every_key_with_its_default() -> None:
    assert config.load(EXAMPLE, CHOICES) == (Config(), ())
    shown = tomllib.loads(re.sub(r"^# (\w+ = )", r"\1", EXAMPLE.read_text(), flags=re.MULTILINE))
    defaults = dataclasses.asdict(Config())
    assert {part: set(keys) for part, keys in shown.items()} == {
        part: set(keys) for part, keys in defaults.items()
    }
    for part, keys in defaults.items():
        for key, default in keys.items():
            assert default is None or shown[part][key] == default


def test_the_link_is_driven_as_configured() -> None:
    keys = LinkKeys(baud=19200, period_s=2.0, pause_s=0.3, timeout_s=0.7, address=3)
    assert link_settings(keys, "/dev/x") == LinkSettings("/dev/x", 19200, 2.0, 0.3, 0.7, GAP_S, 3)
    assert link_settings(keys, "socket://bms:1").gap_s > GAP_S
