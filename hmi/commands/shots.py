"""`pack-hmi shots`: every page as a picture, really rendered, the same at every run."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hmi.commands import poses
from hmi.commands.source import EMBEDDED
from hmi.commands.staging import staged
from hmi.facts import load_facts
from hmi.links.timing import LinkSettings
from hmi.model.display import Display
from hmi.model.navigation import PAGES, Page, Place
from hmi.model.record import Logbook
from hmi.model.state import State
from hmi.simulator import DEFAULT_MODEL, simulated_wire
from hmi.simulator.scenarios import SCENARIOS
from hmi.ui import environment
from hmi.ui.environment import NoDisplayError
from hmi.ui.panel import PANELS, REFERENCE, Panel, panel_named

EXAMPLES = """\
examples:
  pack-hmi shots pictures
  pack-hmi shots pictures --panel ctp28 --language zh --scenario storm --packs 15
  pack-hmi shots pictures --panel ctp28 --upright --large
  pack-hmi shots sheets --sheet --language all

Each page becomes DIR/PAGE.png, and DIR/PAGE-2.png where it goes on; with --sheet all of them together become
DIR/SIZE-LANGUAGE.png. No display is needed.
"""
ALL = "all"
STAGED_S = 90.0  # s of the scenario before the picture: all packs were read, and the inverter was watched


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "shots",
        help="every page as a picture",
        description="Render every page of the panel on a simulated stack and save it as PNG.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("directory", metavar="DIR", type=Path, help="where the pictures go; made if missing")
    parser.add_argument(
        "--panel", default=REFERENCE.name, help=f"{', '.join(PANELS)} or WxH; default {REFERENCE.name}"
    )
    parser.add_argument("--sheet", action="store_true", help="all pages on one picture, a contact sheet")
    parser.add_argument(
        "--language", metavar="TAG", default="en", help=f"such as en or zh; {ALL}: each in turn; default en"
    )
    parser.add_argument("--theme", choices=("dark", "light"), default="dark", help="default dark")
    parser.add_argument("--upright", action="store_true", help="the panel higher than wide")
    parser.add_argument("--large", action="store_true", help="with large text")
    parser.add_argument("--scenario", default="day", help=f"{', '.join(SCENARIOS)}; default day")
    parser.add_argument(
        "--packs", type=int, default=3, metavar="N", help="packs in the stack, 1 to 15; default 3"
    )
    parser.add_argument("--model", default=DEFAULT_MODEL, help=f"of the packs; default {DEFAULT_MODEL}")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Take the pictures; 0, or 2 when an argument is wrong or there is no display."""
    try:
        panel = _panel(arguments)
        wire = simulated_wire(arguments.model, arguments.packs, arguments.scenario)
        arguments.directory.mkdir(parents=True, exist_ok=True)
        state = State(embedded=True, facts=load_facts(), display=Display(large_text=arguments.large))
        return _take(arguments, panel, staged(state, wire, STAGED_S, LinkSettings(EMBEDDED)))
    except (ValueError, OSError, NoDisplayError) as error:
        print(f"pack-hmi shots: {error}", file=sys.stderr)
        return 2


def _panel(arguments: argparse.Namespace) -> Panel:
    """As one looks at it, nothing of it turned."""
    panel = panel_named(arguments.panel)
    return panel.as_set(Display(rotation_deg=90)) if arguments.upright and not panel.upright else panel


def _take(arguments: argparse.Namespace, panel: Panel, state: State) -> int:
    environment.prepare(panel, environment.ANYWHERE)
    environment.require_window()

    from hmi.ui import pictures
    from hmi.ui.app import PanelApp
    from hmi.ui.language import language_tag, languages

    every = arguments.language == ALL
    tags = languages() if every else (language_tag(arguments.language),)
    state = replace(
        state,
        theme=arguments.theme,
        record=Logbook(ready=True, total=0),
    )
    state = poses.furnished(state)
    # Time stands still, and whatever blinks is bright.
    app = PanelApp(panel, state, carry_out=lambda wanted: None, steady=lambda: 0.0)
    pictures.open_window(app)
    for tag in tags:
        app.show(replace(app.state, language=tag))
        taken = ((_name(shown.place), pictures.take(app, shown)) for shown in all_places(app.state))
        if arguments.sheet:
            together = pictures.sheet([picture for _, picture in taken])
            together.save(arguments.directory / f"{panel.width}x{panel.height}-{tag}.png")
            continue
        for name, picture in taken:
            picture.save(arguments.directory / (tag if every else "") / f"{name}.png")
    return 0


def _name(place: Place) -> str:
    return place.page + (f"-{place.part + 1}" if place.part else "")


def all_places(state: State) -> Iterator[State]:
    """Every page, and every part of those that have several."""
    alone = (Page.BOOT, Page.MIN_STATE, Page.HOME, Page.SLEEP)
    yield from (replace(state, place=Place(page)) for page in alone)
    for pages in PAGES.values():
        yield from (replace(state, place=place) for place in replace(state, place=Place(pages[0])).places)
    yield from poses.subpages(state)
