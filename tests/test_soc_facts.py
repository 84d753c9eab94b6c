"""The table of how fast the doubt about a SOC grows."""

import pytest

from hmi.facts import FactsError, load_facts, table
from hmi.soc_facts import soc_rates


def test_every_rate_is_there_and_is_an_estimate_that_can_be() -> None:
    rates = load_facts().soc
    assert rates is not None
    assert rates.measured_pct < rates.capacity_pct
    assert soc_rates(table("soc")) == rates


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"top_pct": 101}, "soc.toml, rates: top_pct: expected 0 to 100, came 101.0"),
        ({"idle_a": -1}, "idle_a"),
        ({"idle_a": "some"}, "some"),
        ({"colour": 1}, "colour"),
    ],
)
def test_a_rate_that_cannot_be_is_said_with_file_and_field(change: dict[str, object], said: str) -> None:
    with pytest.raises(FactsError, match=said):
        soc_rates(table("soc") | change)
