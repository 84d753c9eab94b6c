"""How many things of each kind a page holds, from the millimetres that it has. Room says what they are."""

from hmi.model.room import LinesOf, Room, lines_in_letters
from hmi.ui import holding
from hmi.ui.holding import BESIDE_MM, DATA_MM, EDGE_MM, EVENT, FLAT_MM, FOOTER_MM, LINE_MM, NARROW_MM

TASK_MM = 16.2  # a task's title and how it stands, on two lines each
LIST_MM = 0.8  # above and below lines without a ground
FLAT_ENTRY_MM, ENTRY_MM, LONG_ENTRY_MM = 8.0, 10.6, 15.0  # two, three and four short lines
LETTER_MM = 1.885  # a wide letter of running text
LEVEL_MM = 52.0  # with room for one column more of what is small, where it is not upright
MEAN_MM, CELL_MM = 3.8, 5.4  # what stands above the cells, and a row of them
SAID_MM = 5.0  # of a page of protocols: what the BMS says of its own, and around it
TITLE_MM = 45.0  # the title of a drawing on one line; a page with room for it, or for two lines of it
TITLED_MM, TITLED_TWICE_MM = 23.6, 30.0
CHECK_MM2 = 1000.0  # of a page, with room for steps, sentence and presses of the link check
NEXT_MM = 17.0  # a press that leads on from there
NOTE_MM2 = 650.0  # of a page, for a note on a brand
NOTES_MM = 45.0  # with room for all of them below the drawing
WIDE_MM = 95.0  # with room for two columns of anything
ONE_LINE_MM = 54.0  # with room for a value's name, what it was and what it will be
TALL_MM = 65.0  # with room for something of any kind below another
KNOWN_MM = 50.0  # what is known of an alarm, and what can be done with it, above its explanation
KNOWN_WIDE_MM, KNOWN_HIGH_MM = 50.0, 22.0  # a page that has room for all of that
RECORD_FLAT_MM = 46.6  # the time of a record stands before it
RECORD_MM = 26.0  # a record of the BMS on a narrow page
DIFFERS_MM, DIFFERS_TWICE_MM = 4.5, 8.8  # below the packs, in what one differs, on one line or on two
QUESTION_MM = 40.0  # of the help, with room for it on a line
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
    protocols, protocol_columns = holding.grid(width, free, 6, (39, 9.3), (29, 12.7))
    others, other_columns = holding.grid(width, free, 24, (27, 9.3), (20, 12.7))
    groups, group_columns = holding.grid(
        width, height_mm - 0.6, 20, (27.2, max(8.0, 9.5 * finger)), (23, 11.8)
    )
    controls, control_columns = holding.grid(
        width, height_mm - 0.5, 8, (38, max(7.6, 9.4 * finger)), (26.9, 10.9)
    )
    fields = holding.fields(width, height_mm, finger)
    choices, choice_columns = holding.choices(width_mm, height_mm, finger)
    differs = DIFFERS_MM if width > QUESTION_MM else DIFFERS_TWICE_MM
    pack_columns = max(1, min(5, int((width_mm - 1.1) / 10.3)))
    alarms = max(1, int((height_mm - 1) / holding.two_texts(width / 2 if wide else width))) * (
        2 if wide else 1
    )
    index, index_columns = holding.grid(
        width_mm - 0.6, height_mm - 1.2, 16, (17.8, max(9.5 * finger, 7.7)), (28, 9.5)
    )
    languages, language_columns = holding.grid(
        width_mm - 1.2, height_mm - 1.2, 24, (24.5, max(10 * finger, 5.4)), (20.2, max(10 * finger, 5.4))
    )
    figures, figure_columns = holding.figures(width, height_mm)
    reason, ends = holding.reason(width, height_mm, figures, figure_columns)
    questions = min(3, across(25))
    dip_columns = min(5, max(2, across(15.9)))
    lamp = max(9.8 * finger, 7.4)  # a row of them
    beneath = height_mm - (lamp + 5.2 if width > LAMPS_MM else 2 * lamp + 8)
    lamps_apart = not holding.remarks(width, beneath)
    guide = height_mm + FOOTER_MM * finger - lamp * (2 if width_mm > GUIDE_WIDE_MM * finger else 3)
    brand_columns = min(4 if wide else 3, across(15))
    brands = min(24, brand_columns * (6 if wide else max(1, int(height_mm / (9.9 * finger)))))
    tiles_across = 3 if wide else min(2, across(18))
    return Room(
        figures=figures,
        figure_columns=figure_columns,
        reason=reason,
        reason_ends=ends,
        cells=holding.half_or_whole(16, (4 if level else 2) * int((height - MEAN_MM) / CELL_MM)),
        temperatures=holding.temperatures(width_mm, height, level),
        packs=min(15, pack_columns * max(1, int((height_mm - differs) / max(9.3 * finger, 7.3)))),
        pack_columns=pack_columns,
        alarms=alarms,
        protocols=protocols,
        protocol_columns=protocol_columns,
        others=others,
        other_columns=other_columns,
        lines=rows(LINE_MM),
        facts=listed(holding.fact_mm(width_mm)),
        entries=listed(
            FLAT_ENTRY_MM if width > FLAT_MM else ENTRY_MM if width > NARROW_MM else LONG_ENTRY_MM
        ),
        moment=holding.moment(width_mm, height_mm),
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
        changes=holding.changes(width_mm, height_mm, finger),
        change_halves=2 if width > ONE_LINE_MM else 3,
        rows=rows(7.2 if width > RECORD_FLAT_MM else 9.6),
        values=holding.values(width_mm, height_mm),
        frames=rows(7.2 if width_mm > BESIDE_MM else 11.7 if width > DATA_MM else 15.5),
        asked=holding.asked(width_mm, height_mm, finger),
        dips=min(15, dip_columns * rows(10)),
        dip_columns=dip_columns,
        dip_told=1 if width * height_mm > CHECK_MM2 else 2,
        tasks=max(1, int(height_mm / (max(9.3, 9.8 * finger) if width > FLAT_MM else TASK_MM)))
        * (2 if wide else 1),
        steppers=holding.steppers(width, height_mm, finger),
        warranty=min(3, rows(10.4 if width > FLAT_MM else 18)),
        index=index,
        index_columns=index_columns,
        languages=languages,
        language_columns=language_columns,
        events=max(1, int((height_mm - 1) / holding.two_texts(width / 2 if wide else width, EVENT)))
        * (2 if wide else 1),
        questions=questions
        * max(1, int((height_mm - 0.4) / max(9.8 * finger, 8.5 if width / questions > QUESTION_MM else 9.4))),
        question_columns=questions,
        told=holding.told(height_mm),
        halves=wide,
        beside=holding.told(height_mm - ACTIONS_MM)
        if wide
        else holding.told(height_mm - KNOWN_MM)
        if tall
        else 0,
        apart=width_mm < KNOWN_WIDE_MM or height_mm < KNOWN_HIGH_MM,
        lines_of=lines_of,
        choices=choices,
        choice_columns=choice_columns,
        remarks=max(1, holding.remarks(width, height_mm if lamps_apart else beneath)),
        lamps_apart=lamps_apart,
        record_apart=width_mm < KNOWN_WIDE_MM and height_mm < RECORD_MM,
        guide_apart=guide < (GUIDE_MM if width_mm > KNOWN_WIDE_MM else GUIDE_NARROW_MM),
        trend=min(480, max(160, int(width * 4.4))),
    )
