"""EBH and ECH: names of codes. What stands behind an unknown one is shown by number and kept on a write."""

import pytest

from hmi.protocol import fields
from hmi.protocol.inverter_protocol import CAN, NONE, RS485, Choice, InverterProtocol
from hmi.protocol.messages import Command, request


def test_the_lists_have_no_gap() -> None:
    """The maker only appends to them."""
    assert list(CAN) == list(range(0x17))
    assert list(RS485) == list(range(0x19))


@pytest.mark.parametrize(
    ("info", "can", "rs485"),
    [
        ("131400", "Afore", "RONGKE"),
        ("030F01", "Victron", "Pylon F"),
        ("FFFF00", None, None),
        ("171901", "17H", "19H"),
    ],
)
def test_names(info: str, can: str | None, rs485: str | None) -> None:
    protocol = fields.decode(InverterProtocol, bytes.fromhex(info))
    assert (protocol.can_name, protocol.rs485_name) == (can, rs485)
    assert fields.encode(protocol) == bytes.fromhex(info)


def test_worked_example_of_an_automatic_choice() -> None:
    """Computed for the reference: what D31 prints has the CHKSUM of another command."""
    automatic = InverterProtocol(NONE, NONE, Choice.AUTOMATIC)
    assert request(Command.WRITE_INVERTER_PROTOCOL, automatic) == b"~250046ECA006FFFF00FBF8\r"


def test_none_is_no_code_of_the_lists() -> None:
    assert NONE not in CAN
    assert NONE not in RS485
