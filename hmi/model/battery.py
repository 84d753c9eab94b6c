"""What a battery is known by in everything that is kept of it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hmi.model.state import State


def known_as(state: "State") -> str | None:
    """Serial number and number of cells in series, "SN/16"; None while one of them is not known.

    A firmware that tells no serial number gives "/16". Another number of cells is another battery: what was
    kept of its cells does not fit any more.
    """
    serial = state.link.battery
    cells = next((len(one.analog.cell_voltages) for one in state.readings if one.analog), 0)
    return f"{serial}/{cells}" if serial is not None and cells else None
