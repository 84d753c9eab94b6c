"""How fast the doubt about a SOC grows: the table assets/facts/soc.toml."""

from collections.abc import Mapping
from typing import Any

from hmi.model.facts import SocRates
from hmi.tables import reading


def soc_rates(entries: Mapping[str, Any]) -> SocRates:
    """The rates of a parsed table. Raises FactsError."""
    with reading("soc", "rates"):
        rates = SocRates(**{name: float(value) for name, value in entries.items()})
        for name in entries:
            if not 0 <= getattr(rates, name) <= 100:
                raise ValueError(f"{name}: expected 0 to 100, came {getattr(rates, name)}")
        return rates
