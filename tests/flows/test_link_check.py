"""From battery and inverter to a pixel: wire, bus, tap, link, disk, model and screen as they really are."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from hmi.facts import model_named
from hmi.links.config import InverterCanKeys, LinkCheckKeys
from hmi.links.record import Record
from hmi.model.check import spelled
from hmi.model.check.finding import Finding
from hmi.model.check.spelled import Verdict
from hmi.model.navigation import Page
from hmi.model.record import Kind, Mark
from hmi.protocol.can.language import Language
from hmi.protocol.control import Code
from hmi.protocol.messages import Command
from hmi.ui.link_sentences import ANSWERING
from hmi.ui.panel import PANELS
from tests.flows.site import Site
from tests.flows.taps import HOME, Shape
from tests.links.tapped import Slcan
from tests.simulator.can_bus import CODES, STANDSTILL, select
from tests.simulator.talk import ask
from tests.ui.screen import Finger

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

    from tests.flows.tapping import TappedPanel

Start = Callable[..., "TappedPanel"]

FAST, WATCHED = 5.0, 2.0  # the link rests for real time: where its readings matter, no faster
UNLOCK = [*"123456", "Later"]
SHORT = LinkCheckKeys(watch_s=10.0)
BACK = Shape("Back")
STEPS = {"v": Mark.DONE, "x": Mark.REFUSED, "?": Mark.UNCONFIRMED}


@pytest.fixture
def start(finger: Finger, tmp_path: Path) -> Iterator[Start]:
    """Starts the panel beside battery and inverter."""
    from tests.flows.tapping import TappedPanel

    with ExitStack() as running:

        def started(
            selected: Language = Language.PYLON,
            tap: InverterCanKeys | bool = True,
            name: str = "ctp35",
            check: LinkCheckKeys = LinkCheckKeys(),  # noqa: B008 - frozen
            **stack: Any,
        ) -> TappedPanel:
            site = running.enter_context(Site(**{"packs": 2} | stack).spoken())
            select(site.wire, CODES[selected], site.pace())
            listens = (site.tap if tap else None) if isinstance(tap, bool) else tap
            panel = TappedPanel(PANELS[name], finger, site, tmp_path, listens, check)
            return running.enter_context(panel.live())

        yield started


def rows(panel: "TappedPanel", rule: str) -> "list[Widget]":
    """What is of that kind, line by line."""
    found = (one for one in panel.widgets() if type(one).__name__ == rule)
    return sorted(found, key=lambda one: (-one.y, one.x))


def shown(on: "Widget") -> list[str]:
    """Texts and signs, from the left."""
    parts = [one for one in on.walk(restrict=True) if getattr(one, "text", "") or getattr(one, "mark", "")]
    return [getattr(one, "text", "") or one.mark for one in sorted(parts, key=lambda one: one.x)]


def lines(panel: "TappedPanel", *rules: str) -> list[list[str]]:
    """What stands on lines of these kinds, on all parts of the page; it may lose some meanwhile."""
    found = []
    while True:
        found += [shown(row) for rule in rules for row in rows(panel, rule)]
        place = panel.state.place
        if is_last(panel):
            return found
        panel.swipe(up=True)
        panel.until(lambda place=place: is_last(panel) or panel.state.place != place)  # type: ignore[misc]


def is_last(panel: "TappedPanel") -> bool:
    """The page has no further part."""
    return panel.state.place.part >= max(one.part for one in panel.state.places if one.page is panel.page)


def steps(panel: "TappedPanel") -> list[str]:
    """The shapes of the chain."""
    return [shown(step)[0] for step in rows(panel, "ChainStep")]


def shapes(text: str) -> list[str]:
    return [STEPS[step] for step in text.split()]


def verdicts(directory: Path) -> list[tuple[Mark, Verdict | None]]:
    """In the record on the disk."""
    entries = (row.entry for row in Record(directory, "ro").from_the_start())
    return [(entry.mark, spelled.read(entry.new)) for entry in entries if entry.kind is Kind.CHECK]


def choose(panel: "TappedPanel", *taps: str) -> None:
    """A protocol, until the BMS has it."""
    panel.walk(taps)
    panel.until(lambda: panel.page is Page.CHANGE and panel.ready("Write"))
    panel.walk(["Write"])
    panel.until(lambda: panel.ready("OK"))
    panel.walk(["OK"])


class Speaks(NamedTuple):
    """What the pages say where all is well."""

    verdict: str
    steps: str
    spoken: str
    inverter: str
    answer: str | None


PYLON_OR_GOODWE = Speaks(
    "Fits PYLON and GOODWE: the same on the wire.", "v v ?", "PYLON or GOODWE", "answers", "305 sign of life"
)
SPEAKS = {
    Language.PYLON: PYLON_OR_GOODWE,
    Language.GROWATT: Speaks(
        "Both speak GROWATT. The limits were not tried yet.",
        "v v ?",
        "GROWATT",
        "answers",
        "301 sign of life",
    ),
    Language.SMA: Speaks(
        "Both speak SMA. The limits were not tried yet.",
        "v v ?",
        "SMA, SOFAR or VICTRON",
        "answers",
        "305 measurements",
    ),
    Language.GOODWE: PYLON_OR_GOODWE,
    Language.SOFAR: Speaks(
        "The pack speaks SOFAR, which has no answer to check.",
        "? ? ?",
        "SOFAR or SMA",
        "no answer known",
        None,
    ),
}
WITH_REQUESTS = (Language.PYLON, Language.GOODWE, Language.GROWATT)
TELL = {  # the languages that tell what not every one tells
    "DVL V": tuple(language for language in SPEAKS if language is not Language.GROWATT),
    **dict.fromkeys(("May charge", "May discharge"), WITH_REQUESTS),
    "Packs": WITH_REQUESTS,
}
MODEL = model_named("ES51.2-100LP")
PACKS = 2
LIMITS = {  # that no UART tells
    "CVL V": MODEL.charge_v,
    "DVL V": MODEL.discharge_cut_off_v,
    "CCL A": PACKS * MODEL.max_charge_a,
    "DCL A": PACKS * MODEL.max_discharge_a,
}


def by_uart(site: Site, language: Language) -> dict[str, float | str]:
    """What another client of the BMS reads, by the names on the page."""
    line, now = site.wire.another(), site.pace()
    analog = ask(line, Command.ANALOG, Code(0xFF), now).packs
    status = ask(line, Command.STATUS, Code(0xFF), now).packs
    remaining, full, design = (
        sum(getattr(pack, name) for pack in analog) for name in ("remaining", "full", "design")
    )
    cells = [celsius for pack in analog for celsius in pack.temperatures[:4]]
    assert not any((*one.protections, *one.warnings, *one.faults) for one in status)
    return {
        **dict.fromkeys(LIMITS, "--"),
        "SOC %": 100 * remaining / full,
        "SOH %": min(100.0, 100 * full / design),
        "Voltage V": fmean(pack.voltage for pack in analog),
        "Current A": sum(pack.current for pack in analog),
        "Temp. °C": max(cells) if language is Language.GROWATT else fmean(cells),
        "Protections": "none",
        "Warnings": "none",
        "May charge": Mark.DONE if all(one.charge_mosfet for one in status) else Mark.REFUSED,
        "May discharge": Mark.DONE if any(one.discharge_mosfet for one in status) else Mark.REFUSED,
        "Packs": len(analog),
    }


def is_shown(text: str, value: float | str) -> bool:
    """To the last digit; what lies between two may be either."""
    if isinstance(value, str):
        return text == value
    digits = len(text.partition(".")[2])
    return text != "--" and abs(float(text) - value) < 0.501 * 10**-digits


def test_in_every_language_the_page_says_what_the_uart_says(start: Start) -> None:
    panel = start(name="7in", packs=PACKS, speed=STANDSTILL)
    panel.walk(["PROTOCOL"])
    for number, (language, speaks) in enumerate(SPEAKS.items()):
        if number:
            choose(panel, "CAN", language, *(UNLOCK if number == 1 else []))
        panel.walk(["Link check"])
        panel.soon(lambda speaks=speaks: panel.says(speaks.verdict))  # type: ignore[misc]
        panel.soon(lambda speaks=speaks: ANSWERING[panel.state.check.answering] == speaks.inverter)  # type: ignore[misc]
        assert steps(panel) == shapes(speaks.steps)
        panel.walk(["On the wire"])
        on_wire = lines(panel, "FactLine", "FrameLine")
        facts = {one[0]: one[1:] for one in on_wire}
        assert facts["Spoken"] == [speaks.spoken]
        assert facts["Inverter"] == [speaks.inverter]
        assert facts.get("Its answer") == (speaks.answer and [speaks.answer])
        assert speaks.answer is None or any(speaks.answer[:3] in line for line in on_wire)
        panel.walk([BACK, "Values"])
        said = by_uart(panel.site, language)
        seen = {what: columns for what, *columns in lines(panel, "LinkValue")}
        assert list(seen) == list(said)
        for what, columns in seen.items():
            told = {**said, **LIMITS}[what] if language in TELL.get(what, SPEAKS) else "--"
            assert is_shown(columns[0], told), (language, what, columns)
            assert is_shown(columns[1], said[what]), (language, what, columns)
            assert len(columns) == 2 + (told != "--"), (language, what, columns)  # its age, and no sign
        panel.walk([BACK])


class Fault(NamedTuple):
    """What the page says about a scenario, its first tile, and where that leads."""

    sentence: str
    steps: str
    suspect: str
    page: Page
    words: str = ""  # on that page


FAULTS = {
    "deaf-inverter": Fault(
        "The pack speaks PYLON, the inverter does not answer.",
        "? ? ?",
        "Inverter setting",
        Page.LINK_ADVICE,
        "Setting of the inverter",
    ),
    "swapped-wires": Fault(
        "Nothing on the bus: cable, pins or a sleeping pack.", "? ? ?", "Wires, pins", Page.INVERTERS, "Deye"
    ),
    "two-masters": Fault("Two batteries speak on one bus.", "v ? ?", "Address switches", Page.DIP),
    "wrong-bitrate": Fault(
        "Only errors: inverter off, wires crossed or bitrate.", "? ? ?", "Wires, pins", Page.INVERTERS, "Deye"
    ),
    "unheard": Fault(
        "Nobody acknowledges: inverter off or not plugged in.", "x ? ?", "Wires, pins", Page.INVERTERS, "Deye"
    ),
    "bus-off": Fault(
        "Bus off: the errors drove the adapter from the bus.",
        "? ? ?",
        "Cable, noise",
        Page.LINK_ADVICE,
        "Termination and noise",
    ),
    "flood": Fault(
        "The bus is flooded: ", "v ? ?", "Cable, noise", Page.LINK_ADVICE, "Termination and noise"
    ),
    "day": Fault(
        "SMA ignores these limits: they are out of its range.", "v x ?", "CAN protocol", Page.CAN, "SMA"
    ),
}
NO_FAULT_FOR_SOME = "deaf-inverter"
IGNORED = {"selected": Language.SMA, "model": "ES25.6-100LP"}


@pytest.mark.parametrize("scenario", FAULTS)
def test_what_is_wrong_is_found_and_its_first_suspect_is_one_touch_away(start: Start, scenario: str) -> None:
    fault = FAULTS[scenario]
    panel = start(scenario=scenario, **(IGNORED if scenario == "day" else {}))
    speed = 1.0 if scenario == "flood" else FAST  # no one process makes more than 4,000 frames a second
    if scenario == NO_FAULT_FOR_SOME:
        panel.walk(["PROTOCOL", "Link check"])
    else:
        panel.soon(lambda: panel.ready("Check link"), speed)
        panel.walk(["Check link"])
    panel.soon(lambda: panel.says(fault.sentence), speed)
    assert steps(panel) == shapes(fault.steps)
    assert shown(rows(panel, "LinkPress")[0]) == [fault.suspect]
    panel.walk([fault.suspect])
    assert panel.on(fault.page)
    assert panel.says(fault.words)


def test_more_current_than_allowed_is_found_and_recorded(start: Start, tmp_path: Path) -> None:
    panel = start(scenario="disobeys")
    panel.walk(["PROTOCOL", "Link check"])
    panel.soon(lambda: panel.says(" A flow, 24.0 A are allowed, for"), WATCHED)
    assert steps(panel) == shapes("v v x")
    panel.soon(lambda: verdicts(tmp_path))
    ((mark, verdict),) = verdicts(tmp_path)
    assert mark is Mark.BAD
    assert verdict is not None
    assert (verdict.finding, verdict.protocol) == (Finding.DISOBEYED, Language.PYLON)
    panel.walk(["Inverter setting"])
    assert panel.says("Setting of the inverter")


def test_the_protocol_that_the_inverter_is_set_to_is_offered_and_puts_it_right(start: Start) -> None:
    panel = start(scenario="wrong-protocol")
    panel.soon(lambda: panel.ready("Check link"))
    panel.walk(["Check link"])
    panel.soon(lambda: panel.says("The inverter speaks GROWATT, the pack PYLON."))
    assert steps(panel) == shapes("v x ?")
    panel.walk(["Set GROWATT", *UNLOCK])
    panel.until(lambda: panel.page is Page.CHANGE)
    assert panel.says("PYLON → GROWATT")
    choose(panel)
    panel.soon(lambda: panel.says("Both speak GROWATT. The limits were not tried yet."))
    assert steps(panel) == shapes("v v ?")


def test_the_protocol_that_is_heard_is_offered_and_what_is_wrong_then_is_found_too(start: Start) -> None:
    panel = start(scenario="bms-other")
    panel.soon(lambda: panel.ready("Check link"))
    panel.walk(["Check link"])
    panel.soon(lambda: panel.says("The pack speaks GROWATT, PYLON is selected."))
    assert steps(panel) == shapes("v x ?")
    assert shown(rows(panel, "LinkPress")[0]) == ["Set GROWATT"]
    panel.walk(["Set GROWATT", *UNLOCK])
    panel.until(lambda: panel.page is Page.CHANGE)
    assert panel.says("PYLON → GROWATT")
    choose(panel)
    panel.soon(lambda: panel.says("The inverter speaks PYLON, GOODWE or VICTRON, the pack GROWATT."))
    assert panel.ready("Set PYLON")


def test_a_good_verdict_is_in_the_record_and_on_the_handover_card(start: Start, tmp_path: Path) -> None:
    panel = start(check=SHORT)
    panel.walk(["PROTOCOL", "Link check"])
    panel.soon(lambda: panel.says("The current is within its limits, for"))
    assert steps(panel) == shapes("v v v")
    panel.soon(lambda: verdicts(tmp_path))
    assert {mark for mark, _ in verdicts(tmp_path)} == {Mark.GOOD}
    panel.walk([HOME, "SYSTEM"])
    panel.on_to(Page.HANDOVER)
    panel.walk(["Hand over today", *UNLOCK, "Show card"])
    assert f"link PYLON obeyed {panel.local():%Y-%m-%d}" in panel.shape("QrCode").text


def answer(panel: "TappedPanel", *words: str) -> None:
    """Touch one beside each value."""
    for line, word in zip(rows(panel, "AskedNumber"), words, strict=True):
        panel.tap(next(one for one in line.walk(restrict=True) if getattr(one, "text", "") == word))


def test_without_an_adapter_the_numbers_are_compared_and_the_current_is_watched(
    start: Start, tmp_path: Path
) -> None:
    panel = start(tap=False, check=SHORT)
    panel.walk(["PROTOCOL", "Link check"])
    assert panel.says("No CAN adapter listens: compare the numbers.")
    panel.walk(["Compare numbers"])
    answer(panel, "Other", "Same", "Same")
    assert panel.says("The inverter shows another value: SOC.")
    panel.walk([BACK])
    assert panel.says("The inverter shows other numbers.")
    assert steps(panel) == shapes("? x ?")
    panel.walk(["CAN protocol"])
    assert panel.on(Page.CAN)
    panel.walk(["Link check", "Compare numbers", "Compare anew"])
    answer(panel, "Same", "Same", "Other")
    panel.walk([BACK])
    assert panel.says("Only the charge limit is not the manual's.")
    panel.walk(["Compare numbers", "Compare anew"])
    answer(panel, "Same", "Same", "Same")
    panel.walk([BACK])
    assert panel.says("The numbers agree. The limits were not tried yet.")
    assert steps(panel) == shapes("v v ?")
    panel.soon(lambda: panel.says("The current is within its limits, for"))
    assert steps(panel) == shapes("v v v")
    panel.soon(lambda: verdicts(tmp_path))
    assert verdicts(tmp_path)[0][0] is Mark.GOOD


def sent(site: Site, to: Slcan) -> None:
    """What is due on the bus, by way of an adapter on a serial port."""
    for said in site.bus.due(site.pace()):
        assert said.frame is not None
        to.send(f"t{said.frame.id:03X}{len(said.frame.data)}{said.frame.data.hex()}".encode())


def test_an_adapter_may_be_pulled_and_plugged_in_again(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "slcan"
    adapter = Slcan(path)
    panel = start(tap=InverterCanKeys("slcan", str(path)))

    def says(*words: str) -> bool:
        sent(panel.site, adapter)
        return panel.says(*words)

    panel.walk(["PROTOCOL", "Link check"])
    panel.soon(lambda: says("Fits PYLON and GOODWE: the same on the wire."))
    adapter.pull()
    panel.soon(lambda: panel.says("The CAN adapter is not plugged in."))
    assert steps(panel) == shapes("? ? ?")
    panel.walk(["On the wire"])
    assert panel.says("Plug it in, or correct its channel in the configuration.", str(path))
    panel.walk([BACK])
    adapter = Slcan(path)
    panel.soon(lambda: says("Fits PYLON and GOODWE: the same on the wire."))
    assert steps(panel) == shapes("v v ?")
    adapter.pull()
