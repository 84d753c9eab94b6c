"""A verdict as the record has it."""

import json

import pytest

from hmi.model.check import spelled
from hmi.model.check.finding import Finding, Holds
from hmi.model.check.spelled import Verdict
from hmi.protocol.can.language import Language
from tests.model.on_bus import ALIVE, GROWATT, PYLON, panel


def test_a_verdict_is_a_line_of_json() -> None:
    text = spelled.spell(spelled.of(panel("GOODWE").speak(*PYLON, ALIVE).check))
    assert json.loads(text) == {
        "finding": "understood",
        "protocol": "GOODWE",
        "recognised": ["PYLON", "GOODWE"],
        "heard": "yes",
        "understood": "yes",
        "obeyed": "unknown",
    }
    assert len(text) < 200
    assert spelled.read(text) == Verdict(
        Finding.UNDERSTOOD, Language.GOODWE, (Language.PYLON, Language.GOODWE), Holds.YES, Holds.YES
    )


def test_of_a_mixture_both_are_kept_and_of_no_selection_none() -> None:
    verdict = spelled.of(panel(None).speak(*PYLON, *GROWATT).check)
    assert (verdict.finding, verdict.protocol) == (Finding.MIXTURE, None)
    assert {Language.PYLON, Language.GROWATT} <= set(verdict.recognised)
    assert spelled.read(spelled.spell(verdict)) == verdict


@pytest.mark.parametrize("text", ["", "[]", "{}", "5", '{"finding": "splendid", "protocol": null}'])
def test_what_cannot_be_read_is_no_verdict(text: str) -> None:
    assert spelled.read(text) is None
