"""How often which language is recognised from parts of what a battery says."""

from tests.protocol.can.streams import STREAMS, Outcome, table

SEED = 4


def test_which_language_is_taken_for_what() -> None:
    for least, heading in ((1, "all subsets"), (3, "3 identifiers and more")):
        counted = table(STREAMS.values(), SEED, least)
        print(f"\n{heading:24}" + "".join(f"{outcome:>24}" for outcome in Outcome))
        for language, outcomes in counted.items():
            print(f"{language:24}" + "".join(f"{outcomes[outcome]:24}" for outcome in Outcome))
        assert sum(outcomes[Outcome.WRONG] for outcomes in counted.values()) == 0
