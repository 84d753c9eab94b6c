"""How many things of each kind a page holds, from the millimetres that it has. Room says what they are."""

from dataclasses import replace
from functools import lru_cache

from hmi.model.room import LinesOf, Room, lines_in_letters
from hmi.ui import holding
from hmi.ui.holding import (
    DATA_MM,
    EVENT,
    FLAT_MM,
    FOOTER_MM,
    LINE_MM,
    NAME,
    NARROW_MM,
)
from hmi.ui.page_size import PageSize

TASK_MM = 16.2  # a task's title and how it stands, on two lines each
FLAT_ENTRY_MM, ENTRY_MM, LONG_ENTRY_MM = 8.0, 10.6, 15.0  # two, three and four short lines
LETTER_MM = 1.885  # a wide letter of running text
LEVEL_MM = 52.0  # with room for one column more of what is small, where it is not upright
MEAN_MM, CELL_MM = 3.8, 5.4  # what stands above the cells, and a row of them
SAID_MM = 5.0  # of a page of protocols: what the BMS says of its own, and around it
TITLE_MM = 45.0  # the title of a drawing on one line; a page with room for it, or for two lines of it
TITLED_MM, TITLED_TWICE_MM = 23.6, 30.0
CHECK_MM2 = 1000.0  # of a page, with room for steps, sentence and presses of the link check
FRAME_MM = 55.4  # with room for rate and age of a frame beside its name
NEXT_MM = 17.0  # a press that leads on from there
NOTE_MM2, NOTE_END_MM = 600.0, 4.0  # of a page, for a note on a brand; what its lines lose at their ends
NOTES_MM = 45.0  # with room for all of them below the drawing
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


@lru_cache(8)
def room_of(
    width_mm: float, height_mm: float, lines_of: LinesOf = lines_in_letters, finger: float = 1.0
) -> Room:
    """The room of a page of that size between bar and footer, in millimetres of the type in use.

    `finger`: as many of these are one of what is made for a finger.
    `lines_of`: how many lines a sentence takes across a share of the page's width.
    """
    page = PageSize(width_mm, height_mm, finger)
    room = Room(lines=page.rows(LINE_MM), columns=int(page.width / LETTER_MM), lines_of=lines_of)
    for of in (_battery, _past, _packs, _lamps, _explained, _protocols, _link, _parameters, _menus, _papers):
        room = of(room, page)
    return room


def _battery(room: Room, page: PageSize) -> Room:
    # The cells stand in four columns or in two, the temperatures in three or two.
    level = page.width > max(LEVEL_MM, page.height)
    figures, columns = holding.figures(page.width, page.height_mm)
    reason, ends = holding.reason(page.width, page.height_mm, figures, columns)
    return replace(
        room,
        figures=figures,
        figure_columns=columns,
        reason=reason,
        reason_ends=ends,
        cells=holding.half_or_whole(16, (4 if level else 2) * int((page.height - MEAN_MM) / CELL_MM)),
        temperatures=holding.temperatures(page.width_mm, page.height, level),
        trend=min(480, max(160, int(page.width * 4.4))),
    )


def _past(room: Room, page: PageSize) -> Room:
    narrow = page.width_mm < KNOWN_WIDE_MM and page.height_mm < RECORD_MM
    return replace(
        room,
        events=page.told(EVENT),
        moment=holding.moment(page.width_mm, page.height_mm),
        record_apart=narrow,
        entries=page.listed(
            FLAT_ENTRY_MM if page.width > FLAT_MM else ENTRY_MM if page.width > NARROW_MM else LONG_ENTRY_MM
        ),
        rows=page.rows(7.2 if page.width > RECORD_FLAT_MM else 9.6),
    )


def _packs(room: Room, page: PageSize) -> Room:
    differs = DIFFERS_MM if page.width > QUESTION_MM else DIFFERS_TWICE_MM
    columns = max(1, min(5, int((page.width_mm - 1.1) / 10.3)))
    dips = min(5, max(2, page.across(15.9)))
    return replace(
        room,
        packs=min(15, columns * max(1, int((page.height_mm - differs) / max(9.3 * page.finger, 7.3)))),
        pack_columns=columns,
        dips=min(15, dips * page.rows(10)),
        dip_columns=dips,
        dip_told=1 if page.width * page.height_mm > CHECK_MM2 else 2,
    )


def _lamps(room: Room, page: PageSize) -> Room:
    lamp = max(9.8 * page.finger, 7.4)  # a row of them
    beneath = page.height_mm - (lamp + 5.2 if page.width > LAMPS_MM else 2 * lamp + 8)
    apart = not holding.remarks(page.width, beneath)
    guide = page.height_mm - lamp * (2 if page.width_mm > GUIDE_WIDE_MM * page.finger else 3)
    meant = GUIDE_MM if page.width_mm > KNOWN_WIDE_MM else GUIDE_NARROW_MM
    return replace(
        room,
        lamps_apart=apart,
        remarks=max(1, holding.remarks(page.width, page.height_mm if apart else beneath)),
        guide_apart=guide + FOOTER_MM * page.finger < meant,
    )


def _explained(room: Room, page: PageSize) -> Room:
    questions = min(3, page.across(25))
    asked = max(9.8 * page.finger, 8.5 if page.width / questions > QUESTION_MM else 9.4)
    tall = page.height > TALL_MM
    above = ACTIONS_MM if page.wide else KNOWN_MM
    return replace(
        room,
        alarms=page.told(NAME),
        questions=questions * max(1, int((page.height_mm - 0.4) / asked)),
        question_columns=questions,
        told=holding.told(page.height_mm),
        halves=page.wide,
        beside=holding.told(page.height_mm - above) if page.wide or tall else 0,
        apart=page.width_mm < KNOWN_WIDE_MM or page.height_mm < KNOWN_HIGH_MM,
    )


def _protocols(room: Room, page: PageSize) -> Room:
    free, high = page.height_mm - SAID_MM, page.height_mm
    protocols, protocol_columns = holding.grid(page.width, free, 6, (39, 9.3), (29, 12.7))
    others, other_columns = holding.grid(page.width, free, 24, (27, 9.3), (20, 12.7))
    columns = min(4 if page.wide else 3, max(2, page.across(16.2)))
    return replace(
        room,
        protocols=protocols,
        protocol_columns=protocol_columns,
        others=others,
        other_columns=other_columns,
        brands=min(24, columns * (6 if page.wide else max(1, int(high / (9.9 * page.finger))))),
        brand_columns=columns,
        titled=high > (TITLED_MM if page.width_mm > TITLE_MM else TITLED_TWICE_MM),
        notes=max(1, int((page.width - NOTE_END_MM) * high / NOTE_MM2)),
        notes_below=high > NOTES_MM,
    )


def _link(room: Room, page: PageSize) -> Room:
    high, beside = page.height_mm, page.width_mm > FRAME_MM
    return replace(
        room,
        check_parts=1 if page.width * high > CHECK_MM2 else 2,
        next_columns=min(6, page.across(NEXT_MM)),
        next_rows=2 if high > NOTES_MM and page.width < 4 * NEXT_MM else 1,
        details=min(6, page.across(NEXT_MM)) * min(4, max(1, int(high / 9))),
        values=holding.values(page.width_mm, high),
        frames=page.rows(7.2 if beside else 11.7 if page.width > DATA_MM else 15.5),
        asked=holding.asked(page.width_mm, high, page.finger),
    )


def _parameters(room: Room, page: PageSize) -> Room:
    high, finger = page.height_mm, page.finger
    groups, group_columns = holding.grid(
        page.width, high - 0.6, 20, (27.2, max(8.0, 9.5 * finger)), (23, 11.8)
    )
    controls, control_columns = holding.grid(
        page.width, high - 0.5, 8, (38, max(7.6, 9.4 * finger)), (26.9, 10.9)
    )
    fields = holding.fields(page.width, high, finger)
    return replace(
        room,
        groups=groups,
        group_columns=group_columns,
        fields=fields.on_parts,
        fields_alone=fields.alone,
        field_columns=fields.columns,
        long_columns=fields.long_columns,
        controls=controls,
        control_columns=control_columns,
        changes=holding.changes(page.width_mm, high, finger),
        change_halves=2 if page.width > ONE_LINE_MM else 3,
    )


def _menus(room: Room, page: PageSize) -> Room:
    width, high, target = page.width_mm, page.height_mm - 1.2, max(10 * page.finger, 5.4)
    index, index_columns = holding.grid(width - 0.6, high, 16, (17.8, max(9.5 * page.finger, 7.7)), (28, 9.5))
    languages, language_columns = holding.grid(width - 1.2, high, 24, (24.5, target), (20.2, target))
    choices, choice_columns = holding.choices(width, page.height_mm, page.finger)
    return replace(
        room,
        index=index,
        index_columns=index_columns,
        languages=languages,
        language_columns=language_columns,
        choices=choices,
        choice_columns=choice_columns,
    )


def _papers(room: Room, page: PageSize) -> Room:
    task = max(9.3, 9.8 * page.finger) if page.width > FLAT_MM else TASK_MM
    return replace(
        room,
        facts=page.listed(holding.fact_mm(page.width_mm)),
        tasks=max(1, int(page.height_mm / task)) * page.doubly,
        steppers=holding.steppers(page.width, page.height_mm, page.finger),
        warranty=min(3, page.rows(10.4 if page.width > FLAT_MM else 18)),
    )
