from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.epoch import ONE, Scarcity
from planet_chain.core.scarcity import multipliers

BOOST = 2 * ONE


def test_scarce_content_gains_and_plenty_keeps_its_worth() -> None:
    found = multipliers({"guide": Scarcity(5_000, 100, ONE), "meme": Scarcity(5_000, 300, ONE)}, BOOST)
    # guide: sqrt(0.5 * 400/100) = sqrt 2 = 1482910/ONE; a quarter of the way: (3 * ONE + 1482910) / 4
    assert found == {"guide": (3 * 1_048_576 + 1_482_910) // 4, "meme": ONE}
    assert found["guide"] == 1_157_159


def test_nothing_at_all_of_a_wanted_type_counts_as_one() -> None:
    # sqrt(1 * 900/1) = 30, cut to 2: (3 * 1.5 + 2) / 4 = 1.625
    found = multipliers({"map": Scarcity(10_000, 0, ONE * 3 // 2), "meme": Scarcity(0, 900, ONE)}, BOOST)
    assert found == {"map": ONE * 13 // 8, "meme": ONE}


def test_a_week_without_supply_lets_multipliers_sink() -> None:
    assert multipliers({"map": Scarcity(10_000, 0, 2 * ONE)}, BOOST) == {"map": (6 * ONE + ONE) // 4}


@given(
    st.dictionaries(
        st.text(max_size=3),
        st.builds(Scarcity, st.integers(0, 10_000), st.integers(0, 2**40), st.integers(ONE, BOOST)),
    )
)
def test_multipliers_stay_between_one_and_the_most(scarcity: dict[str, Scarcity]) -> None:
    assert all(ONE <= found <= BOOST for found in multipliers(scarcity, BOOST).values())
