"""How many of one kind of thing have room on a page, and in how many columns; in millimetres of type."""

from dataclasses import dataclass

EDGE_MM = 2.4  # left and right, or above and below
LINE_MM = 5.3  # a fact on a line
NARROW_MM, FLAT_MM = 38.0, 54.0  # from there a fact fits on a line, and its name before it
BESIDE_MM, DATA_MM = 50.0, 38.0  # with room for value, name and presses in a row; for eight bytes
FOOTER_MM = 9.2  # of a finger
NAME, EVENT, DETAIL = 24, 30, 33  # letters of an alarm, of an event, and of what is known of it
GAP_MM = 0.5  # between tiles; a tile's height holds one
PAIR_MM = 8.3  # a fact below its name
LONG_PAIR_MM = 11.6  # a long fact, on two lines, below its name; or a long name
VALUES_MM = 55.5  # a page with room for two values and their name in a row
LOW_MM = 20.0  # with room for no more than three lines, beside what stands on every part
MOMENT_WIDE_MM = 55.0
WIDE_MOMENT_MM, MOMENT_MM = 25.0, 42.0  # with room for all of a moment of the black box, wide or narrow
HALF_LINE_MM = 2.6  # of these
TURNS_BESIDE_MM = 55.0  # with room for the presses of a change and those that turn its parts, of a finger
HEAD_MM = 7.9  # a group's name and whether it protects
FIGURE_MM = 10.2  # a figure below its caption, with the gap to the next
REASON, BRIEF_REASON = 110, 75  # letters of what limits the battery, with and without what ends that
TOLD_MM, HEADING_MM = 4.96, 2.9  # lines of an explanation
SMALL_LETTER_MM, SMALL_LINE_MM = 1.45, 3.83  # of the smallest type
MEAN_LETTER_MM = 1.33  # of its long sentences
REMARK = 84  # letters of a sentence on the lamps


def values(width_mm: float, height_mm: float) -> int:
    """Of those told to the inverter, below the captions; in narrow pages name and age stand above."""
    high = 6.6 if width_mm > VALUES_MM else 9.7 if width_mm > DATA_MM + EDGE_MM else 13.2
    return max(1, int((height_mm - (3.8 if width_mm > VALUES_MM else 4.8)) / high))


def asked(width_mm: float, height_mm: float, finger: float) -> int:
    """Of the values to compare with the inverter's: each beside its presses, in narrow pages above them."""
    beside = width_mm > BESIDE_MM
    free = height_mm + (9.2 * finger - 5.9 if beside else 7 * finger - 8)
    return min(3, max(1, int(free / (9 if beside else 7.5 + 10 * finger))))


def figures(width: float, height_mm: float) -> tuple[int, int]:
    """Of the overview, and their columns."""
    columns = min(3, max(1, int((width + 1) / 22.6)))
    return columns * max(1, min(6 // columns, int((height_mm - 0.5) / FIGURE_MM))), columns


def reason(width: float, height_mm: float, figures: int, columns: int) -> tuple[int, bool]:
    """The figures whose place a sentence on what limits takes, and whether it also says what ends that."""
    for letters in (REASON, BRIEF_REASON):
        lines = -(-letters // max(1, int((width - 2) / MEAN_LETTER_MM)))
        rows = int((height_mm - lines * SMALL_LINE_MM - 1.4) / FIGURE_MM)
        if rows:
            return max(0, figures - columns * rows), letters == REASON
    return figures, False


@dataclass(frozen=True, slots=True)
class Fields:
    """Of a parameter group: how many on each of several parts, and on the only one; in how many columns."""

    on_parts: int
    alone: int
    columns: int
    long_columns: int  # of those with long names


def fields(width: float, height_mm: float, finger: float) -> Fields:
    """Below the group's name and whether it protects."""
    columns, long_columns = (max(1, min(3, int((width + 1) / wide))) for wide in (18.1, 27.2))
    high = 10.4
    head = max(9 * finger, HEAD_MM) + 0.9
    footed, alone = (max(1, int((height_mm + more - head) / high)) for more in (0, FOOTER_MM * finger))
    alone = max(min(4, columns * alone), long_columns * alone)
    return Fields(columns * footed, alone, columns, long_columns)


def choices(width_mm: float, height_mm: float, finger: float) -> tuple[int, int]:
    """Lines of a name and what a finger hits, and their columns. A long name takes two lines."""
    pressed, name = 21 * finger, 27.0
    columns = 2 if width_mm > 2 * (pressed + name) else 1
    two_lines = width_mm / columns < pressed + name
    rows = max(1, int((height_mm - 0.6) / max(11.4 if two_lines else 8.55, 9.9 * finger)))
    return columns * rows, columns


def changes(width_mm: float, height_mm: float, finger: float) -> int:
    """Half lines above a row of presses, or above two."""
    presses = 10.1 if width_mm > TURNS_BESIDE_MM * finger else 19.2
    return max(4, int((height_mm + (FOOTER_MM - presses) * finger - 0.8) / HALF_LINE_MM))


def remarks(width: float, height_mm: float) -> int:
    """Sentences of the smallest type that have room."""
    lines = -(-REMARK // int(width / SMALL_LETTER_MM))
    return int(height_mm / (SMALL_LINE_MM * lines))


def two_texts(width: float, name: int = NAME) -> float:
    """The height of a row with the name of an alarm and what is known of it, beside its marks."""
    letters = max(1, int((width - 6.4) / SMALL_LETTER_MM))
    lines = -(-name // letters) - (-DETAIL // letters)
    return max(9.3, lines * SMALL_LINE_MM + 1.4)


def steppers(width: float, height_mm: float, finger: float) -> int:
    """Fields with more and less: in columns, or upright and on narrow pages in rows above their presses."""
    if width > max(FLAT_MM, height_mm):
        return min(5, int(width / 17))
    return min(5, max(1, int((height_mm / finger + FOOTER_MM - 9) / 11)))


def told(height_mm: float) -> int:
    """Lines of an explanation, with its first heading."""
    return 1 + max(1, int((height_mm - HEADING_MM) / TOLD_MM))


def grid(width: float, height: float, most: int, *tiles: tuple[float, float]) -> tuple[int, int]:
    """How many tiles have room, and in how many columns; of whichever size (wide, high) has most of them."""
    grids = []
    for wide, high in tiles:
        columns = int(width / wide)
        if columns:
            grids.append((columns * min(most // columns, max(1, int((height + GAP_MM) / high))), columns))
    return max(grids, key=lambda grid: grid[0], default=(1, 1))


def temperatures(width_mm: float, height: float, level: bool) -> int:
    """In columns with their names above them, or one below the other with their names before them."""
    columns = max(1, min(3 if level else 2, int(width_mm / 18)))
    return columns * min(4, max(1, int(height / (5.7 if columns == 1 else 8.0))))


def fact_mm(width_mm: float) -> float:
    """How high a fact is on a page of that width: on a line, or below its name, on two if it is long."""
    width = width_mm - EDGE_MM
    return LINE_MM if width > FLAT_MM else PAIR_MM if width > NARROW_MM else LONG_PAIR_MM


def moment(width_mm: float, height_mm: float) -> int:
    """All of a moment of the black box, two lines of two, or three lines of one."""
    if height_mm > (WIDE_MOMENT_MM if width_mm > MOMENT_WIDE_MM else MOMENT_MM):
        return 8
    return 4 if height_mm > LOW_MM else 3


def half_or_whole(many: int, room: int) -> int:
    """As many as there are, or half of them, a quarter, and so on."""
    while many > room and many > 1:
        many //= 2
    return many
