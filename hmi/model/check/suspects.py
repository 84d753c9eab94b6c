"""What to look at first where BMS and inverter do not understand each other."""

from hmi.model.check.finding import Finding, Suspect
from hmi.model.check.numbers import Number, Numbers
from hmi.model.facts import LinkAdvice

# The number that tells most: a SOC is only there if the inverter hears the BMS, the limit may be set on it.
_TELLING = (Number.SOC, Number.VOLTAGE, Number.CHARGE_LIMIT)


def suspects(facts: LinkAdvice, finding: Finding, numbers: Numbers) -> tuple[Suspect, ...]:
    """The likeliest first; of numbers that differ, by the one that tells most."""
    if finding is Finding.NUMBERS_DIFFER:
        same = dict(numbers.same)
        number = next(one for one in _TELLING if same.get(one) is False)
        if number in facts.of_number:
            return facts.of_number[number]
    return facts.suspects.get(finding, ())
