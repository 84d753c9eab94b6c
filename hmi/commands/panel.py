"""`pack-hmi` without a command: the panel."""

import argparse
import logging
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hmi.commands.hands import Hands
from hmi.commands.inverter_tap import before_it_listens, inverter_tap
from hmi.commands.source import Source, load_config, source
from hmi.facts import load_facts
from hmi.links import settings
from hmi.links.config import Config
from hmi.links.disk import Disk
from hmi.links.history.historian import Historian
from hmi.links.light.finding import Places
from hmi.links.light.lamp import Lamp
from hmi.links.settings import Settings
from hmi.links.system_clock import synchronized
from hmi.links.uart import Uart
from hmi.model.access import Access
from hmi.model.display import BY_CLOCK, Display
from hmi.model.state import State
from hmi.ui import environment
from hmi.ui.environment import NoDisplayError
from hmi.ui.panel import PANELS, Panel, panel_named


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the panel's own options."""
    parser.add_argument(
        "--config", metavar="FILE", type=Path, help="configuration; default /etc/pack-hmi/config.toml"
    )
    parser.add_argument(
        "--link", metavar="URL", help="serial port: /dev/serial0, socket://host:port, rfc2217://..."
    )
    parser.add_argument("--panel", metavar="SIZE", help=f"{', '.join(PANELS)} or WxH such as 480x320")
    parser.add_argument("--language", metavar="TAG", help="such as en or zh")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the panel until its window is closed; 2 when an argument is wrong or there is no display."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    config, notices = load_config(arguments.config)
    try:
        panel = panel_named(arguments.panel or config.panel.size)
    except ValueError as error:
        print(f"pack-hmi: --{error}", file=sys.stderr)
        return 2
    environment.prepare(panel)
    chosen, more = settings.load(settings.state_directory())
    try:
        language, further = _language(arguments.language, (chosen.language, config.panel.language))
    except ValueError as error:
        print(f"pack-hmi: --{error}", file=sys.stderr)
        return 2
    try:
        environment.require_window()
    except NoDisplayError as error:
        print(f"pack-hmi: {error}", file=sys.stderr)
        return 2
    comes_from = source(config, arguments.link)
    now = time.monotonic()
    state = replace(
        begun(config, chosen),
        now=now,
        started=now,
        touched=now,
        language=language,
        inverter=before_it_listens(comes_from.tap, config.link_check, now),
        embedded=comes_from.embedded,
        notices=tuple(str(notice) for notice in (*notices, *more, *further)),
    )
    return _show(panel, state, comes_from, config)


def begun(config: Config, chosen: Settings) -> State:
    """What a panel begins with: as it is configured, and as its user chose when it ran before."""
    theme = chosen.theme or config.panel.theme
    return State(
        theme="dark" if theme == BY_CLOCK else theme,
        display=settings.display(chosen, _configured(config), theme),
        model=config.pack.model,
        access=Access(compulsory=config.gate.own_code == "required"),
        expected_packs=chosen.expected_packs or 0,
    )


def _configured(config: Config) -> Display:
    return Display(
        dims=config.panel.dark == "dim",
        large_text=config.panel.text == "large",
        rotation_deg=config.panel.rotation_deg,
        wake_guard_s=config.panel.wake_guard_s,
        asleep_period_s=config.link.asleep_period_s,
    )


def _language(asked: str | None, wished: tuple[str | None, ...]) -> tuple[str, tuple[str, ...]]:
    """The language to begin with. Raises ValueError for an unknown `asked`; others only lead to a notice."""
    from hmi.ui.language import SOURCE_LANGUAGE, language_tag

    if asked:
        return language_tag(asked), ()
    notices: list[str] = []
    for tag in filter(None, wished):
        try:
            return language_tag(tag), tuple(notices)
        except ValueError as error:
            notices.append(str(error))
    return SOURCE_LANGUAGE, tuple(notices)


def _show(panel: Panel, state: State, comes_from: Source, config: Config) -> int:
    from hmi.ui.app import PanelApp

    state = replace(state, facts=load_facts())
    app = PanelApp(panel, state, lambda wanted: hands.carry_out(wanted), synchronized=synchronized)
    directory = settings.state_directory()
    hands = Hands(
        Uart(comes_from.open_port, app.inbox.put, comes_from.settings),
        Disk(
            directory,
            app.inbox.put,
            utc=lambda: app.state.time.at_time(time.monotonic()) or datetime.now(UTC),
            certain=lambda: app.state.time.certain,
        ),
        Historian(directory, app.inbox.put, config.history.size_mb * 1_000_000),
        Lamp(app.inbox.put, Places(config.panel.pwm, config.panel.light_gpio)),
    )
    beside = [*comes_from.lines]
    if comes_from.tap:
        beside.append(inverter_tap(comes_from.tap, app.inbox.put))

    hands.start()
    for line in beside:
        line.start()
    app.keep_going()
    try:
        app.run()
    finally:
        for line in reversed(beside):
            line.stop()
        hands.stop()
    return 0
