"""Both RJ45 sockets and the wires between them, contact by contact."""

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Ellipse, Rectangle
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, ObjectProperty

from hmi.ui import fitting
from hmi.ui.shapes import Shape
from hmi.ui.theme import CAP_HEIGHT
from hmi.ui.wiring import CONTACTS, WIDTH, Lane, inverter_contact, lanes, pack_contact

LATCH, NUMBER, CONTACT, DROP, NAME = 0.6, 3.0, 1.4, 1.2, 3.0  # heights, mm
WIDEST = 4.5  # from contact to contact, mm
ROOMIEST = 1.8  # times the least height of what is above the sockets


class Plugs(Shape):
    """The sockets of inverter and pack from the front; nothing while there are no wires. The unit is 1 mm."""

    wires = ObjectProperty(())
    inks = ObjectProperty({})  # colour by signal
    told = BooleanProperty(True)  # the pins of the inverter are; else its socket is left out
    quiet = ColorProperty((1, 1, 1, 1))  # what is not used
    ground = ColorProperty((0, 0, 0, 1))  # behind all
    body = ColorProperty((0, 0, 0, 1))  # of a socket
    type_size = NumericProperty(16)  # px

    def drawn_from(self) -> tuple[str, ...]:
        """And everything else."""
        return (*super().drawn_from(), "wires", "inks", "told", "quiet", "ground", "body", "type_size")

    @property
    def pitch(self) -> float:
        """From contact to contact, px."""
        return min(self.width / WIDTH, WIDEST * self.unit)

    @property
    def foot(self) -> float:
        """Where the wires leave the contacts, px."""
        return self._up(LATCH + NUMBER + CONTACT)

    def at(self, contact: float) -> float:
        """Where a contact is across, px."""
        return self.middle[0] + (contact - WIDTH / 2) * self.pitch

    def extent(self) -> tuple[float, float, float, float]:
        """From the latch to the uppermost name."""
        if not self.wires:
            return self.around(0, 0)
        half = WIDTH / 2 * self.pitch
        return self.middle[0] - half, self.y, self.middle[0] + half, self._up(self._height())

    def draw(self) -> None:
        """The lower wires first: where another crosses on its way down it leaves a gap."""
        shown = lanes(self.wires)
        for contact in (inverter_contact, pack_contact) if shown else ():
            if self.told or contact is pack_contact:
                self._socket([contact(pin) for pin in range(1, CONTACTS + 1)], shown)
        for row, lane in reversed(list(enumerate(shown))):
            self._wire(lane, row)

    def _stretch(self) -> float:
        above = DROP + NAME * len(self.wires)
        free = self.height / self.unit - LATCH - NUMBER - CONTACT - 0.5  # clear of what stands above
        return max(1, min(ROOMIEST, free / above))

    def _height(self) -> float:
        """Of the whole drawing, mm."""
        above = (DROP + NAME * len(self.wires)) * self._stretch()
        return LATCH + NUMBER + CONTACT + above

    def _up(self, millimetres: float) -> float:
        """So much above the latches, px."""
        return self.y + millimetres * self.unit

    def _socket(self, contacts: list[float], shown: tuple[Lane, ...]) -> None:
        inks = {at: self._ink(lane) for lane in shown for at in lane.drops}
        left, right = self.at(contacts[0] - 0.5), self.at(contacts[-1] + 0.5)
        Color(*self.body)
        Rectangle(pos=(left, self._up(LATCH)), size=(right - left, (NUMBER + CONTACT) * self.unit))
        middle, latch = (left + right) / 2, 1.3 * self.pitch
        Rectangle(pos=(middle - latch, self._up(0)), size=(2 * latch, LATCH * self.unit))
        for number, contact in enumerate(contacts, 1):
            Color(*inks.get(contact, self.quiet))
            side = round(self.pitch * (0.5 if contact in inks else 0.3))
            corner = round(self.at(contact) - side / 2), self._up(LATCH + NUMBER)
            Rectangle(pos=corner, size=(side, CONTACT * self.unit))
            Color(*(self.ink if contact in inks else self.quiet))
            self._text(str(number), self.at(contact), self._up(LATCH + NUMBER / 2))

    def _wire(self, lane: Lane, row: int) -> None:
        foot = self.foot
        rise = DROP + NAME * (len(self.wires) - 1 - row)
        y, ink = round(foot + rise * self._stretch() * self.unit), self._ink(lane)
        for at in lane.drops:
            Color(*self.ground)
            self._upright(at, foot, y, 3)
            Color(*ink)
            self._upright(at, foot, y, 1)
        wide, left, right = self._wide(), round(self.at(lane.left)), round(self.at(lane.right))
        Rectangle(pos=(left - wide // 2, y - wide), size=(right - left + wide, wide))
        for at in (at for at in lane.drops if lane.left < at < lane.right):
            corner = round(self.at(at)) - wide // 2 - wide, y - 2 * wide
            Ellipse(pos=corner, size=(3 * wide, 3 * wide))
        if lane.inverter is None:
            self._text("?", self.at(lane.left - 0.7), y)
        # The letters stand a little above their wire.
        letters_y = y + 0.5 * self.unit + self.type_size * CAP_HEIGHT / 2
        self._text(self._name(lane), self.at(lane.name_at), letters_y)

    def _name(self, lane: Lane) -> str:
        """The signal; its last letter where no more fits between the wires."""
        half = fitting.extents(lane.signal, self.type_size)[0] / 2 + self._wide()
        return lane.signal if half < lane.free * self.pitch else lane.signal[-1]

    def _upright(self, contact: float, foot: float, top: float, times: int) -> None:
        wide = self._wide()
        left = round(self.at(contact)) - wide // 2 - (times - 1) // 2 * wide
        Rectangle(pos=(left, round(foot)), size=(times * wide, top - round(foot)))

    def _wide(self) -> int:
        """A wire, px."""
        return max(2, round(0.36 * self.unit))

    def _ink(self, lane: Lane) -> list[float]:
        return list(self.inks.get(lane.signal, self.ink))

    def _text(self, text: str, x: float, y: float) -> None:
        label = CoreLabel(text=text, font_name="pack", font_size=self.type_size)
        label.refresh()
        width, height = label.texture.size
        Rectangle(
            texture=label.texture, pos=(round(x - width / 2), round(y - height / 2)), size=(width, height)
        )
