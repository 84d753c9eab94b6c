"""How many things of each kind a page holds, from the millimetres that it has. Room says what they are."""

from dataclasses import dataclass

from hmi.model.room import LinesOf, Room, lines_in_letters

EDGE_MM = 2.4  # left and right, or above and below
GAP_MM = 0.5  # between tiles; a tile's height holds one
LINE_MM = 5.3  # a fact on a line
PAIR_MM = 8.3  # a fact below its name
TASK_MM = 16.2  # a task's title and how it stands, on two lines each
LIST_MM = 0.8  # above and below lines without a ground
FLAT_ENTRY_MM, ENTRY_MM, LONG_ENTRY_MM = 8.0, 10.6, 15.0  # two, three and four short lines
LONG_PAIR_MM = 11.6  # a long fact, on two lines, below its name; or a long name
NARROW_MM, FLAT_MM = 38.0, 50.0  # from there a fact fits on a line, and its name before it
LETTER_MM = 1.885  # a wide letter of running text
LEVEL_MM = 52.0  # with room for one column more of what is small, where it is not upright
MEAN_MM, CELL_MM = 3.8, 5.4  # what stands above the cells, and a row of them
SAID_MM = 5.0  # of a page of protocols: what the BMS says of its own, and around it
TITLE_MM = 45.0  # the title of a drawing on one line; a page with room for it, or for two lines of it
TITLED_MM, TITLED_TWICE_MM = 23.6, 30.0
VALUES_MM = 55.5  # a page with room for two values and their name in a row
BESIDE_MM, DATA_MM = 50.0, 38.0  # with room for value, name and presses in a row; for eight bytes
CHECK_MM2 = 1000.0  # of a page, with room for steps, sentence and presses of the link check
NEXT_MM = 17.0  # a press that leads on from there
NOTE_MM2 = 650.0  # of a page, for a note on a brand
NOTES_MM = 45.0  # with room for all of them below the drawing
LOW_MM = 20.0  # with room for no more than three lines, beside what stands on every part
MOMENT_WIDE_MM = 55.0
WIDE_MOMENT_MM, MOMENT_MM = 25.0, 42.0  # with room for all of a moment of the black box, wide or narrow
WIDE_MM = 95.0  # with room for two columns of anything
ONE_LINE_MM = 54.0  # with room for a value's name, what it was and what it will be
HALF_LINE_MM = 2.6  # of these
TURNS_BESIDE_MM = 55.0  # with room for the presses of a change and those that turn its parts, of a finger
HEAD_MM = 7.9  # a group's name and whether it protects
FIGURE_MM = 10.2  # a figure below its caption, with the gap to the next
REASON, BRIEF_REASON = 110, 75  # letters of what limits the battery, with and without what ends that
FOOTER_MM = 9.2  # of a finger
TALL_MM = 65.0  # with room for something of any kind below another
TOLD_MM, HEADING_MM = 4.96, 2.9  # lines of an explanation
KNOWN_MM = 50.0  # what is known of an alarm, and what can be done with it, above its explanation
KNOWN_WIDE_MM, KNOWN_HIGH_MM = 50.0, 22.0  # a page that has room for all of that
RECORD_FLAT_MM = 46.6  # the time of a record stands before it
RECORD_MM = 26.0  # a record of the BMS on a narrow page
DIFFERS_MM, DIFFERS_TWICE_MM = 4.5, 8.8  # below the packs, in what one differs, on one line or on two
SMALL_LETTER_MM, SMALL_LINE_MM = 1.45, 3.83  # of the smallest type
MEAN_LETTER_MM = 1.33  # of its long sentences
NAME, EVENT, DETAIL = 24, 30, 33  # letters of an alarm, of an event, and of what is known of it
QUESTION_MM = 40.0  # of the help, with room for it on a line
REMARK = 84  # letters of a sentence on the lamps
LAMPS_MM = 59.0  # with room for all lamps in a row
GUIDE_WIDE_MM = 54.5  # of a finger: with room for those of the SOC to press
GUIDE_MM, GUIDE_NARROW_MM = 12.0, 24.0  # for what the lamps mean, below them
ACTIONS_MM = 3.0  # that these are higher than a footer


def room_of(
    width_mm: float, height_mm: float, lines_of: LinesOf = lines_in_letters, finger: float = 1.0
) -> Room:
    """The room of a page of that size between bar and footer, in millimetres of the type in use.

    `finger`: as many of these are one of what is made for a finger.
    `lines_of`: how many lines a sentence takes across a share of the page's width.
    """
    width, height = width_mm - EDGE_MM, height_mm - EDGE_MM
    wide, tall = width > WIDE_MM, height > TALL_MM

    def rows(high_mm: float) -> int:
        return max(1, int(height / high_mm))

    def listed(high_mm: float) -> int:
        return max(1, int((height_mm - LIST_MM) / high_mm)) * (2 if wide else 1)

    def across(wide_mm: float) -> int:
        return max(1, int(width / wide_mm))

    # The cells stand in four columns or in two, the temperatures in three or two.
    level = width > max(LEVEL_MM, height)
    free = height_mm - SAID_MM
    protocols, protocol_columns = _grid(width, free, 6, (39, 9.3), (29, 12.7))
    others, other_columns = _grid(width, free, 24, (27, 9.3), (20, 12.7))
    groups, group_columns = _grid(width, height_mm - 0.6, 20, (27.2, max(8.0, 9.5 * finger)), (23, 11.8))
    controls, control_columns = _grid(width, height_mm - 0.5, 8, (38, max(7.6, 9.4 * finger)), (26.9, 10.9))
    fields = _fields(width, height_mm, finger)
    choices, choice_columns = _choices(width_mm, height_mm, finger)
    differs = DIFFERS_MM if width > QUESTION_MM else DIFFERS_TWICE_MM
    pack_columns = max(1, min(5, int((width_mm - 1.1) / 10.3)))
    alarms = max(1, int((height_mm - 1) / _two_texts(width / 2 if wide else width))) * (2 if wide else 1)
    index, index_columns = _grid(
        width_mm - 0.6, height_mm - 1.2, 16, (17.8, max(9.5 * finger, 7.7)), (28, 9.5)
    )
    languages, language_columns = _grid(
        width_mm - 1.2, height_mm - 1.2, 24, (24.5, max(10 * finger, 5.4)), (20.2, max(10 * finger, 5.4))
    )
    figures, figure_columns = _figures(width, height_mm)
    reason, ends = _reason(width, height_mm, figures, figure_columns)
    questions = min(3, across(25))
    dip_columns = min(5, max(2, across(15.9)))
    lamp = max(9.8 * finger, 7.4)  # a row of them
    beneath = height_mm - (lamp + 5.2 if width > LAMPS_MM else 2 * lamp + 8)
    lamps_apart = not _remarks(width, beneath)
    guide = height_mm + FOOTER_MM * finger - lamp * (2 if width_mm > GUIDE_WIDE_MM * finger else 3)
    brand_columns = min(4 if wide else 3, across(15))
    brands = min(24, brand_columns * (6 if wide else max(1, int(height_mm / (9.9 * finger)))))
    tiles_across = 3 if wide else min(2, across(18))
    return Room(
        figures=figures,
        figure_columns=figure_columns,
        reason=reason,
        reason_ends=ends,
        cells=_half_or_whole(16, (4 if level else 2) * int((height - MEAN_MM) / CELL_MM)),
        temperatures=_temperatures(width_mm, height, level),
        packs=min(15, pack_columns * max(1, int((height_mm - differs) / max(9.3 * finger, 7.3)))),
        pack_columns=pack_columns,
        alarms=alarms,
        protocols=protocols,
        protocol_columns=protocol_columns,
        others=others,
        other_columns=other_columns,
        lines=rows(LINE_MM),
        facts=listed(fact_mm(width_mm)),
        entries=listed(
            FLAT_ENTRY_MM if width > FLAT_MM else ENTRY_MM if width > NARROW_MM else LONG_ENTRY_MM
        ),
        moment=_moment(width_mm, height_mm),
        columns=int(width / LETTER_MM),
        tiles=tiles_across * min(4, rows(9.3)),
        brands=brands,
        brand_columns=brand_columns,
        titled=height_mm > (TITLED_MM if width_mm > TITLE_MM else TITLED_TWICE_MM),
        notes=max(1, int(width * height_mm / NOTE_MM2)),
        notes_below=height_mm > NOTES_MM,
        check_parts=1 if width * height_mm > CHECK_MM2 else 2,
        next_columns=min(6, across(NEXT_MM)),
        next_rows=2 if height_mm > NOTES_MM and width < 4 * NEXT_MM else 1,
        details=min(6, across(NEXT_MM)) * min(4, max(1, int(height_mm / 9))),
        groups=groups,
        group_columns=group_columns,
        fields=fields.on_parts,
        fields_alone=fields.alone,
        field_columns=fields.columns,
        long_columns=fields.long_columns,
        controls=controls,
        control_columns=control_columns,
        changes=_changes(width_mm, height_mm, finger),
        change_halves=2 if width > ONE_LINE_MM else 3,
        rows=rows(7.2 if width > RECORD_FLAT_MM else 8.4),
        values=_values(width_mm, height_mm),
        frames=rows(7.2 if width_mm > BESIDE_MM else 11.7 if width > DATA_MM else 15.5),
        asked=_asked(width_mm, height_mm, finger),
        dips=min(15, dip_columns * rows(10)),
        dip_columns=dip_columns,
        dip_told=1 if width * height_mm > CHECK_MM2 else 2,
        tasks=max(1, int(height_mm / (max(9.3, 9.8 * finger) if width > FLAT_MM else TASK_MM)))
        * (2 if wide else 1),
        steppers=_steppers(width, height_mm, finger),
        warranty=min(3, rows(10.4 if width > FLAT_MM else 18)),
        index=index,
        index_columns=index_columns,
        languages=languages,
        language_columns=language_columns,
        events=max(1, int((height_mm - 1) / _two_texts(width / 2 if wide else width, EVENT)))
        * (2 if wide else 1),
        questions=questions
        * max(1, int((height_mm - 0.4) / max(9.8 * finger, 8.5 if width / questions > QUESTION_MM else 9.4))),
        question_columns=questions,
        told=_told(height_mm),
        halves=wide,
        beside=_told(height_mm - ACTIONS_MM) if wide else _told(height_mm - KNOWN_MM) if tall else 0,
        apart=width_mm < KNOWN_WIDE_MM or height_mm < KNOWN_HIGH_MM,
        lines_of=lines_of,
        choices=choices,
        choice_columns=choice_columns,
        remarks=max(1, _remarks(width, height_mm if lamps_apart else beneath)),
        lamps_apart=lamps_apart,
        record_apart=width_mm < KNOWN_WIDE_MM and height_mm < RECORD_MM,
        guide_apart=guide < (GUIDE_MM if width_mm > KNOWN_WIDE_MM else GUIDE_NARROW_MM),
        trend=min(480, max(160, int(width * 4.4))),
    )


def _values(width_mm: float, height_mm: float) -> int:
    """Of those told to the inverter, below the captions; in narrow pages name and age stand above."""
    high = 6.6 if width_mm > VALUES_MM else 9.7 if width_mm > DATA_MM + EDGE_MM else 13.2
    return max(1, int((height_mm - (3.8 if width_mm > VALUES_MM else 4.8)) / high))


def _asked(width_mm: float, height_mm: float, finger: float) -> int:
    """Of the values to compare with the inverter's: each beside its presses, in narrow pages above them."""
    beside = width_mm > BESIDE_MM
    free = height_mm + (9.2 * finger - 5.9 if beside else 7 * finger - 8)
    return min(3, max(1, int(free / (9 if beside else 7.5 + 10 * finger))))


def _figures(width: float, height_mm: float) -> tuple[int, int]:
    """Of the overview, and their columns."""
    columns = min(3, max(1, int((width + 1) / 22.6)))
    return columns * max(1, min(6 // columns, int((height_mm - 0.5) / FIGURE_MM))), columns


def _reason(width: float, height_mm: float, figures: int, columns: int) -> tuple[int, bool]:
    """The figures whose place a sentence on what limits takes, and whether it also says what ends that."""
    for letters in (REASON, BRIEF_REASON):
        lines = -(-letters // max(1, int((width - 2) / MEAN_LETTER_MM)))
        rows = int((height_mm - lines * SMALL_LINE_MM - 1.4) / FIGURE_MM)
        if rows:
            return max(0, figures - columns * rows), letters == REASON
    return figures, False


@dataclass(frozen=True, slots=True)
class _Fields:
    """Of a parameter group: how many on each of several parts, and on the only one; in how many columns."""

    on_parts: int
    alone: int
    columns: int
    long_columns: int  # of those with long names


def _fields(width: float, height_mm: float, finger: float) -> _Fields:
    """Below the group's name and whether it protects."""
    columns, long_columns = (max(1, min(3, int((width + 1) / wide))) for wide in (18.1, 27.2))
    high = 10.4
    head = max(9 * finger, HEAD_MM) + 0.9
    footed, alone = (max(1, int((height_mm + more - head) / high)) for more in (0, FOOTER_MM * finger))
    alone = max(min(4, columns * alone), long_columns * alone)
    return _Fields(columns * footed, alone, columns, long_columns)


def _choices(width_mm: float, height_mm: float, finger: float) -> tuple[int, int]:
    """Lines of a name and what a finger hits, and their columns. A long name takes two lines."""
    pressed, name = 21 * finger, 27.0
    columns = 2 if width_mm > 2 * (pressed + name) else 1
    two_lines = width_mm / columns < pressed + name
    rows = max(1, int((height_mm - 0.6) / max(11.4 if two_lines else 8.55, 9.9 * finger)))
    return columns * rows, columns


def _changes(width_mm: float, height_mm: float, finger: float) -> int:
    """Half lines above a row of presses, or above two."""
    presses = 10.1 if width_mm > TURNS_BESIDE_MM * finger else 19.2
    return max(4, int((height_mm + (FOOTER_MM - presses) * finger - 0.8) / HALF_LINE_MM))


def _remarks(width: float, height_mm: float) -> int:
    """Sentences of the smallest type that have room."""
    lines = -(-REMARK // int(width / SMALL_LETTER_MM))
    return int(height_mm / (SMALL_LINE_MM * lines))


def _two_texts(width: float, name: int = NAME) -> float:
    """The height of a row with the name of an alarm and what is known of it, beside its marks."""
    letters = max(1, int((width - 6.4) / SMALL_LETTER_MM))
    lines = -(-name // letters) - (-DETAIL // letters)
    return max(9.3, lines * SMALL_LINE_MM + 1.4)


def _steppers(width: float, height_mm: float, finger: float) -> int:
    """Fields with more and less: in columns, or upright and on narrow pages in rows above their presses."""
    if width > max(FLAT_MM, height_mm):
        return min(5, int(width / 17))
    return min(5, max(1, int((height_mm / finger + FOOTER_MM - 9) / 11)))


def _told(height_mm: float) -> int:
    """Lines of an explanation, with its first heading."""
    return 1 + max(1, int((height_mm - HEADING_MM) / TOLD_MM))


def _grid(width: float, height: float, most: int, *tiles: tuple[float, float]) -> tuple[int, int]:
    """How many tiles have room, and in how many columns; of whichever size (wide, high) has most of them."""
    grids = []
    for wide, high in tiles:
        columns = int(width / wide)
        if columns:
            grids.append((columns * min(most // columns, max(1, int((height + GAP_MM) / high))), columns))
    return max(grids, key=lambda grid: grid[0], default=(1, 1))


def _temperatures(width_mm: float, height: float, level: bool) -> int:
    """In columns with their names above them, or one below the other with their names before them."""
    columns = max(1, min(3 if level else 2, int(width_mm / 18)))
    return columns * min(4, max(1, int(height / (5.7 if columns == 1 else 8.0))))


def fact_mm(width_mm: float) -> float:
    """How high a fact is on a page of that width: on a line, or below its name, on two if it is long."""
    width = width_mm - EDGE_MM
    return LINE_MM if width > FLAT_MM else PAIR_MM if width > NARROW_MM else LONG_PAIR_MM


def _moment(width_mm: float, height_mm: float) -> int:
    """All of a moment of the black box, two lines of two, or three lines of one."""
    if height_mm > (WIDE_MOMENT_MM if width_mm > MOMENT_WIDE_MM else MOMENT_MM):
        return 8
    return 4 if height_mm > LOW_MM else 3


def _half_or_whole(many: int, room: int) -> int:
    """As many as there are, or half of them, a quarter, and so on."""
    while many > room and many > 1:
        many //= 2
    return many
