"""What is suspected, by the facts."""

from hmi.model.check.finding import Finding, Suspect
from hmi.model.check.numbers import Number, Numbers
from hmi.model.check.suspects import suspects
from hmi.model.facts import LinkAdvice
from hmi.model.intents import Cancel, ShowAdvice
from hmi.model.navigation import Page
from tests.model.on_bus import panel

DIFFERS = Numbers(same=((Number.CHARGE_LIMIT, False), (Number.VOLTAGE, False), (Number.SOC, True)))


def test_suspects_are_those_of_the_finding() -> None:
    facts = LinkAdvice({Finding.SILENT: (Suspect.PINS,)})
    assert suspects(facts, Finding.SILENT, Numbers()) == (Suspect.PINS,)
    assert suspects(facts, Finding.OBEYED, Numbers()) == ()


def test_suspects_of_numbers_are_those_of_the_number_that_tells_most() -> None:
    of_number = {Number.VOLTAGE: (Suspect.PINS,), Number.CHARGE_LIMIT: (Suspect.RESTART,)}
    facts = LinkAdvice({Finding.NUMBERS_DIFFER: (Suspect.ADDRESS,)}, of_number)
    assert suspects(facts, Finding.NUMBERS_DIFFER, DIFFERS) == (Suspect.PINS,)
    assert suspects(LinkAdvice(facts.suspects), Finding.NUMBERS_DIFFER, DIFFERS) == (Suspect.ADDRESS,)


def test_the_advice_of_a_suspect_is_a_page_of_its_own() -> None:
    one = panel()
    one.tell(ShowAdvice(Suspect.PINS))
    assert (one.state.place.page, one.state.inverter.advice) == (Page.LINK_ADVICE, Suspect.PINS)
    one.tell(Cancel())
    assert one.state.place.page is Page.LINK_CHECK
