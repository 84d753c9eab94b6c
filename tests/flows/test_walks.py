"""Walks of an installer, tap by tap, on the panel as it really is and a simulated battery."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hmi.commands import reset_password
from hmi.facts import load_facts
from hmi.links.record import Record
from hmi.model.facts import Brand
from hmi.model.navigation import Page
from hmi.model.record import Kind, Mark
from hmi.protocol.command import Command
from hmi.protocol.inverter_protocol import Choice, InverterProtocol
from hmi.ui import brands
from tests.flows.battery import Battery
from tests.flows.taps import BEFORE, BY_INVERTER, HOME

if TYPE_CHECKING:
    from tests.flows.live import LivePanel

Restart = Callable[..., "LivePanel"]

CODE, OWN = "123456", "271828"
UNLOCK = [*CODE, "Later"]  # with the factory's code for the first time
PYLON, SMA = InverterProtocol(0x01, 0x01, Choice.AUTOMATIC), InverterProtocol(0x07, 0x01, Choice.AUTOMATIC)
OTHER = InverterProtocol(0x16, 0x05, Choice.AUTOMATIC)  # none that the manual gives for any brand
TRIAL_S = 300.0
MOST_TAPS = 6  # from HOME to a brand's protocol written, besides the code
LIMITS = "cell_over_voltage"


def marks(directory: Path, kind: Kind) -> list[Mark]:
    return [row.entry.mark for row in Record(directory, "ro").from_the_start() if row.entry.kind is kind]


def limits(battery: Battery, group: str = LIMITS) -> Any:
    return battery.bms.settings.read(Command[f"READ_{group.upper()}"])


def change_limits(battery: Battery, group: str, **values: float) -> None:
    battery.bms.settings.write(Command[f"WRITE_{group.upper()}"], replace(limits(battery, group), **values))


def concluded(panel: "LivePanel") -> None:
    """The write has ended, and the page says so."""
    panel.until(lambda: panel.page is Page.CHANGE and panel.ready("OK"))


def to_parameters(panel: "LivePanel") -> None:
    panel.until(panel.found)
    panel.walk(["SYSTEM"])
    panel.on_to(Page.PARAMETERS)


def to_password(panel: "LivePanel") -> None:
    panel.walk([HOME, "SYSTEM", "Password"])


def taps_to(brand: Brand, state: Any) -> list[str]:
    """From HOME to its protocol proposed."""
    part = state.facts.brands.index(brand) // state.room.brands
    tab = [brands.tabs(replace(state, place=replace(state.place, part=0)))[part].letters] if part else []
    return ["PROTOCOL", BY_INVERTER, *tab, brand.name, f"Use {brand.protocol}"]


@pytest.fixture
def smallest(battery: Battery, restart: Restart) -> "LivePanel":
    """The smallest panel, on a BMS that speaks what no brand wants."""
    battery.bms.protocol = OTHER
    return restart(name="ctp28")


def test_each_brand_is_at_most_six_taps_and_the_code_away(smallest: "LivePanel") -> None:
    taken = {}
    first = True
    for brand in smallest.state.facts.brands:
        taps = taps_to(brand, smallest.state)
        smallest.walk([*taps, *(UNLOCK if first else [])])
        first = False
        smallest.until(lambda: smallest.ready("Write"))
        assert smallest.state.job is not None
        (one,) = smallest.state.job.changes
        choice = smallest.state.facts.choice(brand.interface, brand.protocol)
        assert choice is not None
        assert one.old == OTHER
        assert one.new == replace(OTHER, **{brand.interface.value: choice.code}), brand.name
        taken[brand.name] = len([*taps, "Write"])
        smallest.walk([HOME])
    assert set(taken) == {brand.name for brand in load_facts().brands}
    assert max(taken.values()) <= MOST_TAPS, taken


def test_by_brand(smallest: "LivePanel", battery: Battery, tmp_path: Path) -> None:
    brand = smallest.state.facts.brands[-1]  # under the last tab
    taps = taps_to(brand, smallest.state)
    assert len([*taps, "Write"]) == MOST_TAPS
    smallest.walk([*taps, *UNLOCK, "Write"])
    concluded(smallest)
    assert battery.bms.protocol == replace(OTHER, rs485=0x01)
    assert smallest.says("Done. The BMS has it: read back")
    assert marks(tmp_path, Kind.WRITE) == [Mark.BEGUN, Mark.DONE]
    smallest.walk(["OK"])
    assert smallest.on(Page.INVERTER)
    assert smallest.says("PYLON is already set", "Trial 5:00")


def test_by_protocol_and_its_trial_confirmed(
    panel: "LivePanel", restart: Restart, battery: Battery, tmp_path: Path
) -> None:
    panel.walk(["PROTOCOL", "SMA", *UNLOCK])
    panel.until(lambda: panel.ready("Write"))
    assert panel.says("PYLON → SMA", "Goes back by itself after 5 min", "Choose the matching protocol")
    assert battery.bms.protocol == PYLON
    panel.walk(["Write"])
    concluded(panel)
    assert panel.says("Done. The BMS has it: read back", "now SMA", "Trial 5:00")
    panel.walk(["OK", "CAN protocol", "Keep"])
    panel.until(lambda: panel.state.trial is None)
    assert panel.says("No protocol is on trial")
    assert marks(tmp_path, Kind.TRIAL) == [Mark.BEGUN, Mark.CONFIRMED]
    later = restart(ahead=TRIAL_S + 1)
    later.walk(["PROTOCOL"])
    assert later.says("BMS reports: SMA", "before")
    assert battery.bms.protocol == SMA


def test_the_previous_protocol_is_one_tap_away(panel: "LivePanel", battery: Battery, tmp_path: Path) -> None:
    panel.walk(["PROTOCOL", "SMA", *UNLOCK, "Write"])
    concluded(panel)
    panel.walk(["OK", "PYLON", "Write"])
    concluded(panel)
    assert battery.bms.protocol == PYLON
    assert marks(tmp_path, Kind.TRIAL) == [Mark.BEGUN, Mark.WENT_BACK]


def test_a_trial_that_nobody_confirms_goes_back(panel: "LivePanel", battery: Battery, tmp_path: Path) -> None:
    panel.walk(["PROTOCOL", "SMA", *UNLOCK, "Write"])
    concluded(panel)
    panel.walk(["OK"])
    panel.pass_time(100)
    panel.until(lambda: panel.says("Trial 3:1"))
    assert battery.bms.protocol == SMA
    panel.pass_time(TRIAL_S - 100)
    panel.until(lambda: panel.state.trial is None)
    assert battery.bms.protocol == PYLON
    panel.until(panel.at_rest)
    panel.wake()
    panel.walk(["SYSTEM"])
    assert panel.says("Trial over", "Done. The BMS has it: read back", "now PYLON")
    assert marks(tmp_path, Kind.TRIAL) == [Mark.BEGUN, Mark.WENT_BACK]


def test_a_trial_runs_on_through_a_restart(panel: "LivePanel", restart: Restart, battery: Battery) -> None:
    panel.walk(["PROTOCOL", "SMA", *UNLOCK, "Write"])
    concluded(panel)
    panel.walk(["OK"])
    again = restart(ahead=120.0)
    assert again.says("Trial 2:5") or again.says("Trial 3:00")
    again.pass_time(TRIAL_S - 120.0)
    again.until(lambda: again.state.trial is None)
    assert battery.bms.protocol == PYLON


def test_a_number_out_of_range_or_order_is_not_sent(
    panel: "LivePanel", battery: Battery, tmp_path: Path
) -> None:
    before = limits(battery)
    to_parameters(panel)
    panel.walk(["Cell over-voltage", "Protection", *UNLOCK, "9", "OK"])
    assert panel.on(Page.VALUE)
    assert panel.says("out of range:\n2.50–4.50 V")
    panel.walk(["←", "3", ".", "4", "OK"])
    assert panel.on(Page.GROUP)
    assert panel.says("Protection not beyond the warning: at least 3.61 V")
    assert "Write" not in panel.texts()
    assert limits(battery) == before
    assert marks(tmp_path, Kind.WRITE) == []


def test_a_number_in_range_and_order_is_written(panel: "LivePanel", battery: Battery) -> None:
    before = limits(battery)
    to_parameters(panel)
    panel.walk(["Cell over-voltage", "Release", *UNLOCK, "3", ".", "4", "OK", "Write"])
    panel.until(lambda: panel.on(Page.CHANGE))
    assert panel.says("Cell over-voltage", "3.38 → 3.40 V")
    panel.walk(["Write"])
    concluded(panel)
    assert limits(battery) == replace(before, release=3.4)
    assert panel.says("Done. The BMS has it: read back", "now 3.40 V")
    panel.walk(["OK"])
    assert panel.on(Page.GROUP)
    assert panel.says("3.40", "factory 3.38")


def test_to_switch_a_protection_off_is_confirmed_twice(panel: "LivePanel", battery: Battery) -> None:
    to_parameters(panel)
    panel.walk(["Cell over-voltage", "Protection on", *UNLOCK])
    if panel.ready("Protection on"):
        panel.walk(["Protection on"])
    panel.walk(["Write"])
    panel.until(lambda: panel.on(Page.CHANGE))
    panel.walk(["Write"])
    assert panel.says("Really? The BMS will not guard any more against:", "Cell over-voltage")
    assert limits(battery).enable == 1
    panel.walk(["Switch off"])
    concluded(panel)
    assert limits(battery).enable == 0
    assert panel.says("Done. The BMS has it: read back")


@pytest.mark.parametrize("way", ["Restore as found", "Restore factory"])
def test_groups_are_restored(panel: "LivePanel", restart: Restart, battery: Battery, way: str) -> None:
    factory = limits(battery), limits(battery, "balancing")
    if way == "Restore factory":
        change_limits(battery, LIMITS, protection=3.66)
        panel = restart()
    panel.until(panel.found)
    change_limits(battery, LIMITS, protection=3.65, release=3.4)
    change_limits(battery, "balancing", start_voltage=3.45)
    panel = restart()
    panel.until(lambda: len(panel.state.parameters.groups) == len(panel.state.facts.parameters))
    panel.walk(["SYSTEM"])
    panel.on_to(Page.CONTROLS)
    panel.walk([BEFORE, way, *UNLOCK])
    panel.until(lambda: panel.on(Page.CHANGE))
    listed = "\n".join(panel.texts_of_all_parts())
    assert "3.65 → 3.70 V" in listed
    assert "Balancing" in listed
    panel.walk(["Write"])
    concluded(panel)
    assert (limits(battery), limits(battery, "balancing")) == factory
    ended = "\n".join(panel.texts_of_all_parts())
    assert ended.count("Done. The BMS has it: read back") == 2


def own_code(panel: "LivePanel") -> None:
    """Chosen when it is offered."""
    panel.walk(["PROTOCOL", "SMA", *CODE])
    panel.until(lambda: panel.says("Choose your own code"))
    panel.walk([*OWN])
    assert panel.says("The same code again")
    panel.walk([*OWN])
    panel.until(lambda: panel.on(Page.CHANGE))
    panel.walk([HOME])


def locked(panel: "LivePanel") -> None:
    to_password(panel)
    panel.walk(["Lock now"])
    assert panel.says("Closed")
    assert not panel.ready("Lock now")
    panel.walk([HOME])


def test_an_own_code_is_offered_and_weak_ones_are_refused(panel: "LivePanel", tmp_path: Path) -> None:
    panel.walk(["PROTOCOL", "SMA", *CODE])
    panel.until(lambda: panel.says("Choose your own code"))
    for weak, said in [
        (CODE, "Not the factory code"),
        ("987654", "No row of digits"),
        ("777777", "Not six equal digits"),
    ]:
        panel.walk([*weak])
        assert panel.says(said), panel.texts()
    panel.walk([*OWN, *OWN[::-1]])
    assert panel.says("Not the same: choose again")
    panel.walk([*OWN, *OWN])
    panel.until(lambda: panel.on(Page.CHANGE))
    assert marks(tmp_path, Kind.GATE) == [Mark.ATTEMPT, Mark.RIGHT, Mark.CODE_CHANGED]


def test_after_lock_now_only_the_own_code_opens(panel: "LivePanel", tmp_path: Path) -> None:
    own_code(panel)
    locked(panel)
    panel.walk(["PROTOCOL", "SMA", *CODE])
    panel.until(lambda: panel.says("Wrong code, 4 tries left"))
    panel.walk([*OWN])
    panel.until(lambda: panel.on(Page.CHANGE))
    assert marks(tmp_path, Kind.GATE)[-5:] == [
        Mark.LOCKED,
        Mark.ATTEMPT,
        Mark.WRONG,
        Mark.ATTEMPT,
        Mark.RIGHT,
    ]


def test_a_forgotten_code_is_reset_while_the_panel_runs(
    panel: "LivePanel", tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_code(panel)
    locked(panel)
    assert reset_password.run(argparse.Namespace(state=tmp_path)) == 0
    assert "the code is the factory's again" in capsys.readouterr().out
    panel.walk(["PROTOCOL", "SMA", *CODE])
    panel.until(lambda: panel.page is Page.CHANGE or panel.says("Choose your own code"))
    if panel.page is Page.KEYPAD:
        panel.walk(["Later"])
    panel.until(lambda: panel.on(Page.CHANGE))
    assert Mark.CODE_RESET in marks(tmp_path, Kind.GATE)


def test_a_panel_left_alone_locks_itself(panel: "LivePanel") -> None:
    panel.walk(["PROTOCOL", "SMA", *UNLOCK])
    panel.until(lambda: panel.on(Page.CHANGE))
    panel.pass_time(179)
    assert panel.state.access.open
    panel.pass_time(2)
    assert panel.on(Page.SLEEP)
    panel.wake()
    panel.walk(["PROTOCOL", "SMA"])
    assert panel.on(Page.KEYPAD)
