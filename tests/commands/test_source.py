"""Where values come from, and what the panel's own simulated stack brings with it."""

import time
from pathlib import Path

import can
import pytest

from hmi.commands.source import EMBEDDED, load_config, source
from hmi.links.config import Config, InverterCanKeys

PATIENCE_S = 10.0
TAP = InverterCanKeys("socketcan", "can0", 250_000)


def test_the_simulated_stack_has_an_inverter_and_a_tap_that_hears_both() -> None:
    comes_from = source(Config(), None)
    assert comes_from.embedded
    assert comes_from.tap is not None
    assert comes_from.tap.bitrate == 500_000
    heard: set[int] = set()
    with can.Bus(interface=comes_from.tap.interface, channel=comes_from.tap.channel) as node:
        for line in comes_from.lines:
            line.start()
        deadline = time.monotonic() + PATIENCE_S
        while not heard >= {0x305, 0x351, 0x355}:
            assert time.monotonic() < deadline
            if one := node.recv(0.2):
                heard.add(one.arbitration_id)
        for line in comes_from.lines:
            line.stop()


def test_two_simulated_stacks_in_one_process_do_not_hear_one_another() -> None:
    first, second = source(Config(), None).tap, source(Config(), None).tap
    assert first is not None
    assert second is not None
    assert first.channel != second.channel
    assert str(first.channel).startswith(EMBEDDED)


@pytest.mark.parametrize("url", [None, "/dev/serial0"])
def test_a_configured_tap_is_the_one(url: str | None) -> None:
    comes_from = source(Config(inverter_can=TAP), url)
    assert comes_from.tap == TAP
    assert comes_from.lines == ()
    assert comes_from.embedded is (url is None)


@pytest.mark.parametrize(
    "keys", [InverterCanKeys(), InverterCanKeys("socketcan"), InverterCanKeys(channel="can0")]
)
def test_half_a_tap_is_none(keys: InverterCanKeys) -> None:
    comes_from = source(Config(inverter_can=keys), "/dev/serial0")
    assert (comes_from.tap, comes_from.lines, comes_from.embedded) == (None, (), False)


def test_the_scenarios_of_the_inverter_are_known_to_the_configuration(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[simulation]\nscenario = "disobeys"\n')
    config, notices = load_config(file)
    assert (config.simulation.scenario, notices) == ("disobeys", ())
