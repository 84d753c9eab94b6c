"""How much a page of the panel at hand holds."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

ROOMY_LINES, ROOMY_COLUMNS = 8, 27
SMALL_LETTERS = 130
LETTERS = 1.8  # of small running text, where a wide one of larger text stands

LinesOf = Callable[[str, float], int]


def lines_in_letters(sentence: str, across: float = 1.0) -> int:
    """How many lines a sentence takes in English on such a share of a large page, by its letters."""
    return len(textwrap.wrap(sentence, round(58 * across)))


@dataclass(frozen=True, slots=True)
class Room:
    """How many things a page of this panel has room for; what does not fit continues on a further part."""

    figures: int = 6
    figure_columns: int = 3
    reason: int = 0  # figures that give way to what limits or stops the battery
    reason_ends: bool = True  # which is told with what will end that
    cells: int = 16
    temperatures: int = 8
    packs: int = 15
    pack_columns: int = 5
    alarms: int = 5
    protocols: int = 6  # of the original panel
    protocol_columns: int = 2
    others: int = 16  # protocols that the manual does not list
    other_columns: int = 4
    lines: int = 8  # of running text
    facts: int = 8  # each a name and what it is
    entries: int = 8  # of three short lines: rows of the record, what differs from the handover
    moment: int = 8  # facts of a moment of the black box
    columns: int = 60  # characters in such a line, wide ones
    brands: int = 24
    brand_columns: int = 4
    titled: bool = True  # the wires of a brand have its name above them, and its terms below
    notes: int = 3  # of a brand, where they do not stand below its wires
    notes_below: bool = True
    check_parts: int = 1  # over which the link check goes: its sentence, then the steps and what leads on
    next_columns: int = 6  # of what leads on from it
    next_rows: int = 1
    details: int = 16  # of all that does
    groups: int = 20  # of parameters, and the ways back to known ones
    group_columns: int = 4
    fields: int = 6  # of a parameter group that goes on over parts
    fields_alone: int = 8  # of one that does not
    field_columns: int = 3
    long_columns: int = 3  # of fields with long names
    controls: int = 8  # switches, clock, end
    control_columns: int = 2
    changes: int = 18  # half lines of old -> new
    change_halves: int = 2  # that a value takes of them, with its name
    rows: int = 8  # of the record
    values: int = 8  # beside one another, as told to the inverter and as the BMS says
    frames: int = 8  # of the bus
    asked: int = 3  # values to compare with the inverter's
    dips: int = 15  # packs with their address switches
    dip_columns: int = 5
    dip_told: int = 1  # parts that tell what is found of these, before them
    tasks: int = 5  # of the maintenance
    steppers: int = 5  # fields with more and less
    warranty: int = 3  # of what is left, its term, its pace
    index: int = 16  # pages of a section, on its first
    index_columns: int = 4
    languages: int = 12
    language_columns: int = 4
    spoken: int = 8  # how many there are
    events: int = 10  # rows of the panel's log, to press
    questions: int = 12  # of the help
    question_columns: int = 3
    told: int = 10  # lines of an explanation, its headings among them
    halves: bool = True  # what is known of an alarm, and its explanation beside it
    beside: int = 10  # lines of an explanation that stand with what is known; 0: none
    apart: bool = False  # what is known of an alarm besides its value stands before the explanation
    # That a sentence takes of an explanation, in the language in use, on such a share of the page's width.
    lines_of: LinesOf = lines_in_letters
    choices: int = 12  # lines of what can be chosen of the display
    choice_columns: int = 2
    remarks: int = 4  # sentences under the lamps of the box
    lamps_apart: bool = False  # these sentences stand on parts of their own
    record_apart: bool = False  # the values of a record of the BMS stand behind what was wrong
    guide_apart: bool = False  # what lamps that were touched mean does
    trend: int = 480  # values that a trend has across

    @property
    def roomy(self) -> bool:
        """What was found, and what to say about it, stand together."""
        return self.lines >= ROOMY_LINES and self.columns >= ROOMY_COLUMNS

    @property
    def small(self) -> bool:
        """What else stands together goes over parts."""
        return self.letters < SMALL_LETTERS

    @property
    def letters(self) -> int:
        """How many letters of small running text fill a part."""
        return round(self.columns * self.lines * LETTERS)


WHOLE = Room()
