"""Who carries out what the model wants."""

from dataclasses import dataclass

from hmi.links.disk import Disk
from hmi.links.history.historian import Historian
from hmi.links.light.lamp import Lamp
from hmi.links.uart import Uart
from hmi.model.wanted import ForHistory, Send, SetLight, SetPace, Wanted


@dataclass(frozen=True, slots=True)
class Hands:
    """Link, disk, history and light of one panel."""

    uart: Uart
    disk: Disk
    historian: Historian
    lamp: Lamp

    def carry_out(self, wanted: Wanted) -> None:
        """Hand it on; nothing waits here."""
        if isinstance(wanted, Send):
            self.uart.send(wanted)
        elif isinstance(wanted, SetPace):
            self.uart.pace(wanted.period_s)
        elif isinstance(wanted, SetLight):
            self.lamp.put(wanted)
        elif isinstance(wanted, ForHistory):
            self.historian.put(wanted)
        else:
            self.disk.put(wanted)

    def start(self) -> None:
        """Begin: what is remembered first, as all else is put down to it."""
        for one in (self.disk, self.historian, self.uart, self.lamp):
            one.start()

    def stop(self) -> None:
        """End: what is still wanted goes to the disk."""
        for one in (self.lamp, self.uart, self.historian, self.disk):
            one.stop()
