"""How many things of each kind a page holds, from the millimetres that it has. Room says what they are."""

from hmi.model.navigation import Room

EDGE_MM = 2.4  # left and right, or above and below
LINE_MM = 5.3  # a fact on a line
LETTER_MM = 1.885  # a wide letter of running text
WIDE_MM = 95.0  # with room for two columns of anything


def room_of(width_mm: float, height_mm: float, wordiness: float = 1.0) -> Room:
    """The room of a page of that size between bar and footer, in millimetres of the type in use.

    `wordiness`: how much longer than the English ones the sentences of the language in use are.
    """
    width, height = width_mm - EDGE_MM, height_mm - EDGE_MM
    wide = width > WIDE_MM
    columns = int(width / LETTER_MM)

    def rows(high_mm: float) -> int:
        return max(1, int(height / high_mm))

    def across(wide_mm: float) -> int:
        return max(1, int(width / wide_mm))

    tiles_across = 3 if wide else min(2, across(18))
    return Room(
        figures=min(6, min(3, across(22)) * min(3, rows(10))),
        cells=_half_or_whole(16, across(13) * rows(7)),
        temperatures=min(3, across(16)) * min(4, rows(9)),
        packs=min(15, (5 if wide else min(5, across(12))) * rows(9.2)),
        alarms=rows(9.3) * (2 if wide else 1),
        protocols=min(2, across(33)) * (4 if wide else min(2, rows(9))),
        lines=rows(LINE_MM),
        columns=columns,
        english=int(columns / wordiness),
        tiles=tiles_across * min(4, rows(9.3)),
        brands=24 if wide else 6,
        fields=min(2, across(18)) * (4 if wide else min(2, rows(9.3))),
        changes=rows(5.3),
        rows=rows(7.2),
        values=rows(6.6),
        dips=min(15, min(5, across(15)) * rows(10)),
        index=16 if wide else min(4, across(16)) * rows(9.3),
        events=rows(9.3) * (2 if wide else 1),
        told=rows(4.34),
        halves=wide,
        choices=rows(9.3) * (2 if wide else 1),
        remarks=4 if wide else 1,
        trend=min(480, max(160, int(width * 4.4))),
    )


def _half_or_whole(many: int, room: int) -> int:
    """As many as there are, or half of them, a quarter, and so on."""
    while many > room and many > 1:
        many //= 2
    return many
