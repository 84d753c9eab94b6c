"""The configuration file: TOML, every key optional. What is wrong is told, and the panel starts anyway."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from hmi.links import rules
from hmi.links.rules import Choices, Notice, key
from hmi.links.settings import DARKNESSES, TEXTS, THEMES
from hmi.links.timing import GAP_S, LinkSettings
from hmi.model.display import QUARTERS

DEFAULT_FILE = Path("/etc/pack-hmi/config.toml")
BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)  # bit/s
_NETWORK_GAP_S = 0.25  # s; a network delivers in packets


@dataclass(frozen=True, slots=True)
class LinkKeys:
    """[link]: the serial line to the BMS. Without `url` the panel shows its own simulated stack."""

    url: str | None = key(
        None, rules.text("a path such as /dev/serial0, or a URL such as socket://host:port")
    )
    baud: int = key(9600, rules.one_of_numbers(*BAUDS))  # bit/s
    period_s: float = key(1.0, rules.number(0.2, 60, "seconds"))
    pause_s: float = key(0.1, rules.number(0, 5, "seconds"))
    timeout_s: float = key(0.5, rules.number(0.1, 10, "seconds"))
    address: int | None = key(None, rules.whole(0, 15))  # DIP switches of the pack on the wire
    asleep_period_s: float = key(10.0, rules.number(0.2, 60, "seconds"))  # instead of `period_s` while dark


@dataclass(frozen=True, slots=True)
class PanelKeys:
    """[panel]: the display. `language`, `theme` and `dark` hold until the user chooses others.

    Without `pwm` and `light_gpio` the panel takes the backlight that its kernel has.
    """

    size: str = key("ctp35", rules.size("ctp28", "ctp35", "7in"))
    language: str = key("en", rules.name("the tag of a language such as en or zh_Hans"))
    theme: str = key("dark", rules.one_of(*THEMES))
    text: str = key("normal", rules.one_of(*TEXTS))
    rotation_deg: int = key(0, rules.one_of_numbers(*QUARTERS))
    dark: str = key("off", rules.one_of(*DARKNESSES))
    wake_guard_s: float = key(0.3, rules.number(0, 3, "seconds"))
    pwm: str | None = key(None, rules.text("a path such as /sys/class/pwm/pwmchip0/pwm0"))
    light_gpio: str | None = key(None, rules.text("a path such as /sys/class/gpio/gpio18"))


@dataclass(frozen=True, slots=True)
class PackKeys:
    """[pack]: the battery."""

    model: str | None = key(None, rules.name("a model such as ES51.2-100LP"))


@dataclass(frozen=True, slots=True)
class GateKeys:
    """[gate]: the password. `own_code`: whether the first unlock offers an own code or asks for one."""

    own_code: str = key("offered", rules.one_of("offered", "required"))


@dataclass(frozen=True, slots=True)
class InverterCanKeys:
    """[inverter_can]: the tap on the CAN bus between BMS and inverter. It only listens."""

    interface: str | None = key(None, rules.text("an interface of python-can such as socketcan or slcan"))
    channel: str | None = key(None, rules.text("a channel of the interface such as can0 or /dev/ttyACM0"))
    bitrate: int = key(500_000, rules.one_of_numbers(125_000, 250_000, 500_000, 1_000_000))  # bit/s


@dataclass(frozen=True, slots=True)
class LinkCheckKeys:
    """[link_check]: for how long current has to keep to its limit before it counts as obeyed."""

    watch_s: float = key(60.0, rules.number(10, 3600, "seconds"))


@dataclass(frozen=True, slots=True)
class HistoryKeys:
    """[history]: what the panel keeps of the past."""

    size_mb: int = key(64, rules.whole(8, 4096))  # 10**6 bytes


@dataclass(frozen=True, slots=True)
class SimulationKeys:
    """[simulation]: the stack that is shown when no port is configured."""

    packs: int = key(4, rules.whole(1, 15))
    model: str = key("ES51.2-100LP", rules.name("a model such as ES51.2-100LP"))
    scenario: str = key("day", rules.name("the name of a scenario such as day"))
    seed: int = key(1, rules.whole(0, 2**31 - 1))
    speed: float = key(1.0, rules.number(0.1, 10000, "simulated seconds in a real one"))


@dataclass(frozen=True, slots=True)
class Config:
    """The whole file."""

    link: LinkKeys = field(default_factory=LinkKeys)
    panel: PanelKeys = field(default_factory=PanelKeys)
    pack: PackKeys = field(default_factory=PackKeys)
    gate: GateKeys = field(default_factory=GateKeys)
    inverter_can: InverterCanKeys = field(default_factory=InverterCanKeys)
    link_check: LinkCheckKeys = field(default_factory=LinkCheckKeys)
    history: HistoryKeys = field(default_factory=HistoryKeys)
    simulation: SimulationKeys = field(default_factory=SimulationKeys)


def load(named: Path | None = None, choices: Choices | None = None) -> tuple[Config, tuple[Notice, ...]]:
    """Read the named file, else DEFAULT_FILE if there is one, else nothing: all defaults.

    `choices` gives the names that "model", "scenario" and "language" may have. Raises nothing: a file that
    cannot be read gives defaults and a notice, a bad key its own default and a notice.
    """
    if named is None and not DEFAULT_FILE.exists():
        return Config(), ()
    file = named or DEFAULT_FILE
    try:
        values = tomllib.loads(file.read_bytes().decode())
    except UnicodeDecodeError as error:
        return Config(), (Notice(str(file), None, "text in UTF-8", str(error)),)
    except tomllib.TOMLDecodeError as error:
        return Config(), (Notice(str(file), None, "TOML", str(error)),)
    except (OSError, ValueError) as error:
        came = (isinstance(error, OSError) and error.strerror) or str(error)
        return Config(), (Notice(str(file), None, "a file that can be read", came),)
    config, notices = rules.checked(Config, values, str(file), choices or {})
    return config, notices + _half_a_tap(values, str(file))


def _half_a_tap(values: dict[str, object], file: str) -> tuple[Notice, ...]:
    """What is wrong when only one of the two keys is given that a tap needs."""
    given = values.get("inverter_can")
    for there, missing in (("interface", "channel"), ("channel", "interface")):
        if isinstance(given, dict) and there in given and missing not in given:
            beside = f"to stand beside inverter_can.{there}"
            return (Notice(file, f"inverter_can.{missing}", beside, "nothing"),)
    return ()


def link_settings(link: LinkKeys, name: str) -> LinkSettings:
    """How to drive the link; `name` is the port as the user knows it."""
    return LinkSettings(
        url=name,
        baud=link.baud,
        period_s=link.period_s,
        pause_s=link.pause_s,
        timeout_s=link.timeout_s,
        gap_s=_NETWORK_GAP_S if "://" in name else GAP_S,
        address=link.address,
    )
