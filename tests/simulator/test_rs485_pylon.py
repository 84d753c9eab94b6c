"""PYLON on a real pseudo terminal: value for value what the UART says."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from hmi.protocol import frame
from hmi.protocol.errors import ReturnCodeError
from hmi.protocol.frame import Frame
from hmi.protocol.messages import Command as Uart
from hmi.protocol.rs485 import pylon
from hmi.protocol.rs485.pylon import Command
from hmi.protocol.rs485.pylon_pack import PackNumber
from tests.simulator.inverter_line import Line, served

EVENING = datetime(2025, 6, 21, 20, 0)
NOON = datetime(2025, 6, 21, 13, 0)
MAY = ("discharge_enabled", "charge_enabled")
LIMITS = b"~200246630000FDA9\r"

STACKS = [
    (1, "ES51.2-100LP", "day", EVENING),
    (3, "ES51.2-230LP", "day", NOON),
    (2, "ES25.6-100LP", "cell-drift", EVENING),
    (15, "Active16", "idle", EVENING),
    (4, "ES51.2-100LP", "dead-pack", NOON),
    (2, "ES51.2-100LP", "storm", EVENING),
]


def address(packs: int) -> int:
    return 0x02 if packs == 1 else 0x12


@pytest.mark.parametrize(("packs", "model", "scenario", "started"), STACKS)
def test_the_system_is_value_for_value_what_the_uart_says(
    packs: int, model: str, scenario: str, started: datetime, tmp_path: Path
) -> None:
    with served(tmp_path, "PYLON", packs, model, scenario, started) as line:
        told = line.pylon(Command.SYSTEM_ANALOG, address=address(packs))
        limits = line.pylon(Command.SYSTEM_LIMITS, address=address(packs))
        live = [pack for pack in line.packs() if not pack.no_data]
        paths = [pack for pack in line.packs(Uart.STATUS) if pack.cell_codes]
    full = sum(pack.full for pack in live)
    cells = [volts for pack in live for volts in pack.cell_voltages]
    sensors = [celsius for pack in live for celsius in pack.temperatures[:4] if celsius is not None]
    assert told.voltage == pytest.approx(sum(pack.voltage for pack in live) / len(live), abs=0.00051)
    assert told.current == pytest.approx(sum(pack.current for pack in live), abs=0.0051)
    assert told.soc == round(100 * sum(pack.remaining for pack in live) / full)
    assert told.most_cycles == max(pack.cycles for pack in live)
    assert told.mean_soh == pytest.approx(sum(pack.soh for pack in live) / len(live), abs=0.51)
    assert (told.highest_cell, told.lowest_cell) == (max(cells), min(cells))
    assert (told.hottest, told.coldest) == (max(sensors), min(sensors))
    assert told.mean_temperature == pytest.approx(sum(sensors) / len(sensors), abs=0.11)
    if len(live[0].temperatures) == 6:
        mosfets, boards = ([pack.temperatures[place] for pack in live] for place in (4, 5))
        assert (told.hottest_mosfet, told.coldest_mosfet) == (max(mosfets), min(mosfets))
        assert (told.hottest_bms, told.coldest_bms) == (max(boards), min(boards))
    open_paths = sum(pack.discharge_mosfet for pack in paths)
    assert limits.discharge_current_limit == open_paths * line.stack.model.max_discharge_a
    assert limits.charge_voltage_limit == line.stack.model.charge_v
    assert limits.discharge_voltage_limit == line.stack.model.discharge_cut_off_v


@pytest.mark.parametrize(("packs", "model", "scenario", "started"), STACKS)
def test_each_pack_is_value_for_value_what_the_uart_says(
    packs: int, model: str, scenario: str, started: datetime, tmp_path: Path
) -> None:
    with served(tmp_path, "PYLON", packs, model, scenario, started) as line:
        own = address(packs)
        told = line.pylon(Command.ANALOG, 0xFF, own)
        live = [pack for pack in line.packs() if not pack.no_data]
        assert told.pack_byte == len(told.packs) == len(live)
        for one, said in zip(told.packs, live, strict=True):
            check_pack(one, said)
        first = line.pylon(Command.ANALOG, own, own)
        assert (first.pack_byte, first.packs) == (own, told.packs[:1])


def check_pack(told: Any, said: Any) -> None:
    assert told.cell_voltages == said.cell_voltages
    assert told.temperatures[1:] == tuple(one for one in said.temperatures[:4] if one is not None)
    if len(said.temperatures) == 6:
        assert told.temperatures[0] == said.temperatures[5]
    assert told.current == pytest.approx(said.current, abs=0.051)
    assert told.voltage == said.voltage
    assert told.capacity.remaining == pytest.approx(said.remaining, abs=0.0051)
    assert told.capacity.full == pytest.approx(said.full, abs=0.0051)
    assert told.capacity.cycles == said.cycles


@pytest.mark.parametrize(("packs", "model", "scenario", "started"), STACKS)
def test_alarms_and_states_are_those_of_the_uart(
    packs: int, model: str, scenario: str, started: datetime, tmp_path: Path
) -> None:
    with served(tmp_path, "PYLON", packs, model, scenario, started) as line:
        told = line.pylon(Command.STATUS, 0xFF, address(packs)).packs
        live = [
            status
            for status, analog in zip(line.packs(Uart.STATUS), line.packs(), strict=True)
            if not analog.no_data
        ]
    for one, said in zip(told, live, strict=True):
        assert one.cell_codes == said.cell_codes
        assert one.temperature_codes[1:] == said.temperature_codes[:4]
        codes = (said.charge_current_code, said.voltage_code, said.discharge_current_code)
        assert (one.charge_current_code, one.voltage_code, one.discharge_current_code) == codes
        assert ("charge_mosfet" in one.paths) == said.charge_mosfet
        assert ("discharge_mosfet" in one.paths) == said.discharge_mosfet
        assert ("discharging" in one.states) == said.discharging
        assert ("full" in one.states) == said.fully_charged


class TestAlarms:
    def test_nothing_is_wrong(self, tmp_path: Path) -> None:
        with served(tmp_path, "PYLON", packs=2) as line:
            told = line.pylon(Command.SYSTEM_ALARMS, address=0x12)
            assert told == type(told)((), (), (), ())
            assert line.pylon(Command.SYSTEM_LIMITS, address=0x12).requests == MAY

    @pytest.mark.parametrize(
        ("scenario", "protections_1", "protections_2"),
        [
            ("hot", {"over_temperature"}, set()),
            ("frozen", {"under_temperature"}, set()),
            ("empty", {"cell_under_voltage"}, set()),
            ("overcurrent", set(), {"discharge_over_current"}),
            ("short-circuit", set(), {"system_error"}),
        ],
    )
    def test_what_the_uart_names_is_told(
        self, scenario: str, protections_1: set[str], protections_2: set[str], tmp_path: Path
    ) -> None:
        with served(tmp_path, "PYLON", scenario=scenario) as line:
            told = line.pylon(Command.SYSTEM_ALARMS)
        assert protections_1 <= set(told.protections_1)
        assert protections_2 <= set(told.protections_2)

    def test_a_single_pack_says_it_too(self, tmp_path: Path) -> None:
        with served(tmp_path, "PYLON", scenario="hot") as line:
            (status,) = line.pylon(Command.STATUS, 0x02).packs
            assert "charge_over_temperature" in status.alarms
            assert line.pylon(Command.LIMITS, 0x02).charge_current_limit == 0
            assert line.pylon(Command.SYSTEM_LIMITS).requests == ("discharge_enabled",)


class TestIdentity:
    def test_serial_numbers_are_those_of_the_uart(self, tmp_path: Path) -> None:
        with served(tmp_path, "PYLON", packs=3) as line:
            own = line.uart(Uart.SERIALS).bms
            assert line.pylon(Command.SERIAL, 0x12, 0x12).serial == own
            system = line.pylon(Command.SYSTEM_IDENTITY, address=0x12)
            assert system.serials[0] == own
            assert len(set(system.serials)) == 3
            firmware = line.uart(Uart.VERSION).software
            assert firmware.startswith(system.name)
            assert line.pylon(Command.MAKER, address=0x12).name == system.name

    def test_the_version_is_that_of_the_frame(self, tmp_path: Path) -> None:
        with served(tmp_path, "PYLON") as line:
            for asked in (0x20, 0x28):
                sent = frame.encode(Frame(0x02, Command.VERSION, version=asked))
                assert line.pylon_frame(sent) == Frame(0x02, 0x00, version=0x20)

    def test_parameters_are_those_of_the_bms(self, tmp_path: Path) -> None:
        with served(tmp_path, "PYLON") as line:
            told = line.pylon(Command.PARAMETERS)
            high = line.uart(Uart.READ_CELL_OVER_VOLTAGE)
            hot = line.uart(Uart.READ_CELL_OVER_TEMPERATURE)
            most = line.uart(Uart.READ_DISCHARGE_OVER_CURRENT)
        assert told.cell_high == high.protection
        assert told.discharge_high == hot.discharge_protection
        assert told.discharge_current == most.protection

    def test_the_software(self, tmp_path: Path) -> None:
        with served(tmp_path, "PYLON") as line:
            assert line.pylon(Command.SOFTWARE, 0x02).pack == 0x02


def refused(line: Line, sent: bytes) -> int:
    with pytest.raises(ReturnCodeError) as caught:
        pylon.read_answer(Command.SYSTEM_LIMITS, line.pylon_frame(sent))
    return caught.value.code


class TestLine:
    def test_the_captured_request_is_answered(self, tmp_path: Path) -> None:
        with served(tmp_path, "PYLON") as line:
            line.rs485.write(LIMITS)
            whole = line.rs485.read_until(b"\r")
            assert whole.startswith(b"~20024600D012E420A41003E803E8C0")
            assert frame.decode(whole, 0x20).address == 0x02

    @pytest.mark.parametrize("packs", [1, 2])
    def test_a_sweep_of_addresses_finds_its_own_alone(self, packs: int, tmp_path: Path) -> None:
        own = address(packs)
        with served(tmp_path, "PYLON", packs) as line:
            asked = pylon.request(Command.SYSTEM_LIMITS, address=own)
            whole = frame.encode(line.pylon_frame(asked))
            for other in (0x00, 0x01, 0x02, 0x03, 0x12, 0x22, 0x32, 0x42, 0xFF):
                if other != own:
                    line.alone(pylon.request(Command.SYSTEM_LIMITS, address=other), asked, whole)

    @pytest.mark.parametrize(
        ("sent", "code"),
        [
            (LIMITS.replace(b"FDA9", b"FDAA"), 0x02),
            (LIMITS.replace(b"0000", b"1000"), 0x03),
            (frame.encode(Frame(0x02, 0x94, version=0x20)), 0x04),
            (frame.encode(Frame(0x02, 0x90, version=0x20)), 0x04),
            (frame.encode(Frame(0x02, 0x63, cid1=0x4A, version=0x20)), 0x04),
            (frame.encode(Frame(0x02, 0x63, b"\2", version=0x20)), 0x05),
            (frame.encode(Frame(0x02, 0x42, version=0x20)), 0x05),
            (frame.encode(Frame(0x02, 0x42, b"\3", version=0x20)), 0x06),
            (frame.encode(Frame(0x02, 0x92, b"\1", version=0x20)), 0x06),
            (frame.encode(Frame(0x02, 0x63, version=0x25)), 0x01),
            (frame.encode(Frame(0x02, 0x63, version=0x28)), 0x01),
        ],
    )
    def test_what_cannot_be_answered_is_refused_with_its_code(
        self, sent: bytes, code: int, tmp_path: Path
    ) -> None:
        with served(tmp_path, "PYLON") as line:
            assert refused(line, sent) == code

    def test_a_pack_that_is_missing_and_all_where_one_is_asked_for(self, tmp_path: Path) -> None:
        with served(tmp_path, "PYLON", packs=4, scenario="dead-pack") as line:
            missing = 0x12 + line.stack.missing - 1 if line.stack.missing else 0
            for number in (missing, 0x12 + 4):
                sent = pylon.request(Command.ANALOG, PackNumber(number), 0x12)
                assert refused(line, sent) == 0x06
            for command in (Command.LIMITS, Command.SERIAL, Command.SOFTWARE):
                sent = pylon.request(command, PackNumber(0xFF), 0x12)
                assert refused(line, sent) == 0x06

    def test_garbage_and_requests_of_other_protocols_are_noise(self, tmp_path: Path) -> None:
        with served(tmp_path, "PYLON") as line:
            whole = frame.encode(line.pylon_frame(LIMITS))
            for noise in (b"\0" * 50, bytes.fromhex("01 03 00 70 00 01 85 D1"), b"~\r", b"~20024663"):
                line.alone(noise, LIMITS, whole)

    def test_in_pieces(self, tmp_path: Path) -> None:
        with served(tmp_path, "PYLON") as line:
            for byte in LIMITS:
                line.rs485.write(bytes((byte,)))
                line.rs485.flush()
            assert line.rs485.read_until(b"\r").startswith(b"~20024600")
