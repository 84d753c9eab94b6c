"""VOLTRONIC on a real pseudo terminal: value for value what the UART says."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from hmi.protocol.control import MOSFET_OFF, Code
from hmi.protocol.messages import Command as Uart
from hmi.protocol.rs485 import crc
from hmi.protocol.rs485.voltronic import WRITE, Answer, Cause, Refusal, Request, encode
from tests.simulator.inverter_line import Line, served

CVL = Request(1, 0x70, 1)
CVL_SENT = bytes.fromhex("01 03 00 70 00 01 85 D1")
CVL_ANSWER = encode(Answer(1, (584).to_bytes(2)))
EVENING = datetime(2025, 6, 21, 20, 0)


@pytest.mark.parametrize(
    ("packs", "model", "scenario", "started"),
    [
        (1, "ES51.2-100LP", "day", EVENING),
        (3, "ES51.2-230LP", "day", datetime(2025, 6, 21, 13, 0)),
        (2, "ES25.6-100LP", "cell-drift", EVENING),
        (15, "Active16", "idle", EVENING),
        (4, "ES51.2-100LP", "dead-pack", EVENING),
        (2, "ES51.2-100LP", "storm", EVENING),
    ],
)
def test_value_for_value_what_the_uart_says(
    packs: int, model: str, scenario: str, started: datetime, tmp_path: Path
) -> None:
    with served(tmp_path, "VOLTRONIC", packs, model, scenario, started) as line:
        said = line.everything()
        live = [pack for pack in line.packs() if not pack.no_data]
        capacities = line.uart(Uart.CAPACITIES)
        check_stack(said, live, line)
        check_wired(said, live[0])
        assert said["design_capacity_ah"] == capacities.design


def check_stack(said: dict[str, Any], live: list[Any], line: Line) -> None:
    current = sum(pack.current for pack in live)
    remaining, full = sum(pack.remaining for pack in live), sum(pack.full for pack in live)
    assert said["packs"] == len(live)
    assert said["charge_current_a"] - said["discharge_current_a"] == pytest.approx(current, abs=0.051)
    assert 0 in (said["charge_current_a"], said["discharge_current_a"])
    assert said["voltage_v"] == pytest.approx(sum(pack.voltage for pack in live) / len(live), abs=0.051)
    assert said["soc_pct"] == round(100 * remaining / full)
    assert said["full_capacity_ah"] == pytest.approx(full)
    assert said["remaining_ah"] == pytest.approx(remaining)
    if current < 0:
        assert said["time_to_empty_min"] == pytest.approx(min(0xFFFF, 60 * remaining / -current), abs=0.51)
    else:
        assert said["time_to_empty_min"] == 0xFFFF
    model = line.stack.model
    assert said["charge_voltage_limit_v"] == model.charge_v
    assert said["discharge_voltage_limit_v"] == model.discharge_cut_off_v
    open_paths = sum(pack.discharge_mosfet for pack in line.packs(Uart.STATUS))
    assert said["discharge_current_limit_a"] == open_paths * model.max_discharge_a


def check_wired(said: dict[str, Any], wired: Any) -> None:
    count = len(wired.cell_voltages)
    assert said["cells"] == said["cell_codes"] == count
    assert tuple(said[f"cell_{number}_v"] for number in range(1, count + 1)) == wired.cell_voltages
    assert said[f"cell_{count + 1}_v"] == 0
    sensors = len(wired.temperatures)
    assert said["sensors"] == sensors
    assert tuple(said[f"sensor_{number}_c"] for number in range(1, sensors + 1)) == wired.temperatures
    assert said[f"sensor_{sensors + 1}_c"] is None


class TestAlarms:
    def test_nothing_is_wrong(self, tmp_path: Path) -> None:
        with served(tmp_path, "VOLTRONIC", packs=2) as line:
            said = line.everything()
        assert not any(said[name] for name in said if "alarms" in name or "protections" in name)
        assert not any(said[name] for name in said if name.endswith("_code"))
        assert said["requests"] == ("discharge_enabled", "charge_enabled")

    @pytest.mark.parametrize(
        ("scenario", "register", "name"),
        [
            ("hot", "charge_protections_1", "charge_over_temperature"),
            ("hot", "charge_alarms", "over_temperature"),
            ("frozen", "charge_protections_1", "charge_under_temperature"),
            ("frozen", "discharge_alarms", "under_temperature"),
            ("empty", "discharge_protections_1", "cell_under_voltage"),
            ("overcurrent", "discharge_protections_1", "discharge_over_current"),
            ("short-circuit", "discharge_protections_2", "short_circuit"),
        ],
    )
    def test_what_the_uart_names_stands_in_its_register(
        self, scenario: str, register: str, name: str, tmp_path: Path
    ) -> None:
        with served(tmp_path, "VOLTRONIC", scenario=scenario) as line:
            assert name in line.everything()[register]

    def test_warnings_have_codes_too(self, tmp_path: Path) -> None:
        with served(tmp_path, "VOLTRONIC", scenario="empty") as line:
            said, (status,) = line.everything(), line.packs(Uart.STATUS)
        assert said["cell_discharge_voltage_code"] == 1
        codes = [said[f"cells_{number}_{number + 1}_codes"] for number in range(1, 17, 2)]
        assert tuple(code for pair in codes for code in pair) == status.cell_codes

    def test_too_high_has_a_code_too(self, tmp_path: Path) -> None:
        with served(tmp_path, "VOLTRONIC", scenario="hot") as line:
            assert line.everything()["cell_charge_temperature_code"] == 2

    @pytest.mark.parametrize(
        ("scenario", "requests"),
        [
            ("hot", ("discharge_enabled",)),
            ("empty", ("force_charge_1", "charge_enabled")),
            ("short-circuit", ()),
        ],
    )
    def test_what_is_asked_of_the_inverter(
        self, scenario: str, requests: tuple[str, ...], tmp_path: Path
    ) -> None:
        with served(tmp_path, "VOLTRONIC", scenario=scenario) as line:
            assert line.voltronic(0x74)["requests"] == requests

    def test_one_pack_that_forbids_charging_forbids_it_for_all_and_discharging_only_itself(
        self, tmp_path: Path
    ) -> None:
        with served(tmp_path, "VOLTRONIC", packs=2, scenario="idle") as line:
            line.uart(Uart.CHARGE_MOSFET, Code(MOSFET_OFF))
            assert line.voltronic(0x74)["requests"] == ("discharge_enabled",)
            assert line.voltronic(0x72, 2) == {
                "charge_current_limit_a": 0.0,
                "discharge_current_limit_a": 200.0,
            }


class TestLine:
    def test_the_captured_request_is_answered_in_the_papers_form(self, tmp_path: Path) -> None:
        with served(tmp_path, "VOLTRONIC") as line:
            line.rs485.write(CVL_SENT)
            assert line.rs485.read(8) == crc.sealed(bytes.fromhex("01 03 00 01 02 48"))

    def test_of_all_ids_only_its_own_is_answered(self, tmp_path: Path) -> None:
        with served(tmp_path, "VOLTRONIC", packs=3) as line:
            for address in range(2, 17):
                line.alone(encode(Request(address, 0x70, 1)), CVL_SENT, CVL_ANSWER)
            for address in (0, 17, 255):
                refusal = line.voltronic_frame(encode(Request(address, 0x70, 1)))
                assert refusal == Refusal(address, 0x03, Cause.ID)

    def test_another_function_is_refused(self, tmp_path: Path) -> None:
        with served(tmp_path, "VOLTRONIC") as line:
            for function in (WRITE, 0x04, 0x2B):
                refusal = line.voltronic_frame(encode(Request(1, 0x70, 1, function)))
                assert refusal == Refusal(1, function, Cause.FUNCTION)

    def test_a_damaged_request_is_refused_and_the_next_one_answered(self, tmp_path: Path) -> None:
        with served(tmp_path, "VOLTRONIC") as line:
            assert line.voltronic_frame(CVL_SENT[:-1] + b"\0") == Refusal(1, 0x03, Cause.CRC)
            assert line.voltronic(0x70) == {"charge_voltage_limit_v": 58.4}

    def test_a_damaged_request_for_another_is_not_for_us(self, tmp_path: Path) -> None:
        other = encode(Request(2, 0x70, 1))[:-1] + b"\0"
        with served(tmp_path, "VOLTRONIC") as line:
            line.alone(other, CVL_SENT, CVL_ANSWER)

    @pytest.mark.parametrize(("register", "count"), [(0x78, 1), (0x70, 9), (0x70, 0), (0xFFFF, 1)])
    def test_registers_that_are_not_there_get_no_answer(
        self, register: int, count: int, tmp_path: Path
    ) -> None:
        with served(tmp_path, "VOLTRONIC") as line:
            line.alone(encode(Request(1, register, count)), CVL_SENT, CVL_ANSWER)

    def test_garbage_and_requests_of_other_protocols_are_noise(self, tmp_path: Path) -> None:
        with served(tmp_path, "VOLTRONIC") as line:
            for noise in (b"\0" * 50, b"~200246630000FDA9\r", bytes(range(256)), CVL_SENT[:5]):
                line.rs485.write(noise)
                line.rs485.write(b"\xff" * 8 + CVL_SENT)
                assert line.rs485.read(len(CVL_ANSWER)) == CVL_ANSWER

    def test_in_pieces(self, tmp_path: Path) -> None:
        with served(tmp_path, "VOLTRONIC") as line:
            for byte in CVL_SENT:
                line.rs485.write(bytes((byte,)))
                line.rs485.flush()
            assert line.rs485.read(len(CVL_ANSWER)) == CVL_ANSWER

    def test_all_registers_at_once(self, tmp_path: Path) -> None:
        with served(tmp_path, "VOLTRONIC", packs=2) as line:
            assert line.voltronic(0, 0x78) == line.everything()
