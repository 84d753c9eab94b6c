"""What a walk is made of: taps on texts and on drawn shapes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """Something drawn that is tapped: its kind, and of arrows in a row the way they lead."""

    kind: str
    forth: int | None = None


Tap = str | Shape
BY_INVERTER = "Inverter"  # on the PROTOCOL pages, the way to the brands
HOME, ON, BEFORE = Shape("NineSquares"), Shape("Chevrons", 1), Shape("Chevrons", -1)
