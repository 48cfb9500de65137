import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.engagement import Engagement, engagement, engagements
from planet_chain.core.epoch import ONE, Counted, Interaction, Member, Params, Post, Tables

PARAMS = Params()
ALL = frozenset(PARAMS.actions)


@pytest.mark.parametrize(
    ("dwell", "actions", "epochs", "multiplier", "wanted"),
    [
        (60, (), 0, ONE, Engagement(ONE, ONE, 60)),
        (600, ("like", "comment"), 0, ONE, Engagement(14 * ONE, 14 * ONE, 600)),
        (10_000, (), 0, ONE, Engagement(10 * ONE, 10 * ONE, 600)),  # dwell_cap
        (1, (), 0, ONE, Engagement(17_476, 17_476, 1)),  # 2**20 / 60, rounded down
        (19, ("follow",), 0, ONE, Engagement(332_049 + ONE, 332_049 + ONE, 19)),  # 19 s back one point
        (0, ("follow",), 0, ONE, Engagement(0, 0, 0)),  # a click without reading
        (600, ("like",), 1, ONE, Engagement(11 * ONE // 2, 11 * ONE // 2, 300)),
        (600, ("like",), 99, ONE, Engagement(11 * ONE // 8, 11 * ONE // 8, 75)),  # halvings_max
        (60, (), 0, ONE * 3 // 2, Engagement(ONE, ONE * 3 // 2, 60)),
        (600, ALL, 0, 2 * ONE, Engagement(26 * ONE, 52 * ONE, 600)),
    ],
)
def test_engagement_by_hand(
    dwell: int, actions: tuple[str, ...], epochs: int, multiplier: int, wanted: Engagement
) -> None:
    assert engagement(dwell, set(actions), epochs, multiplier, PARAMS) == wanted


@given(st.integers(0, 10**6), st.sets(st.sampled_from(sorted(ALL))), st.integers(0, 100), st.integers(1, 600))
def test_more_attention_never_counts_less(dwell: int, actions: set[str], epochs: int, more: int) -> None:
    before = engagement(dwell, actions, epochs, ONE, PARAMS)
    after = engagement(dwell + more, actions, epochs, ONE, PARAMS)
    assert after.raw >= before.raw
    assert engagement(dwell, actions, epochs + 1, ONE, PARAMS).raw <= before.raw
    assert engagement(dwell, set(ALL), epochs, ONE, PARAMS).raw >= before.raw
    assert before.raw <= 26 * ONE


def tables(*interactions: Interaction, counted: tuple[Counted, ...] = ()) -> Tables:
    members = [
        Member("ann", "A", 0, None),
        Member("ann2", "A", 0, None),
        Member("bea", "B", 0, None),
        Member("cyd", "C", 0, None),
    ]
    return Tables(members, [Post("p", "cyd", "guide"), Post("q", "ann2", "meme")], interactions, counted)


def test_members_of_one_person_are_one_reader() -> None:
    found = engagements(
        tables(
            Interaction("1", "ann", "p", "dwell", 20),
            Interaction("2", "ann2", "p", "dwell", 40),
            Interaction("3", "ann", "p", "like", 1),
            Interaction("4", "ann2", "p", "like", 1),
        ),
        {},
        PARAMS,
    )
    assert found == {("A", "p"): Engagement(2 * ONE, 2 * ONE, 60)}


def test_the_same_row_again_counts_once() -> None:
    row = Interaction("1", "bea", "p", "dwell", 30)
    assert engagements(tables(row, row, row), {}, PARAMS) == engagements(tables(row), {}, PARAMS)


def test_another_row_with_the_same_content_counts_too() -> None:
    rows = [Interaction(number, "bea", "p", "dwell", 30) for number in "12"]
    assert engagements(tables(*rows), {}, PARAMS)["B", "p"].seconds == 60


def test_acting_on_yourself_is_not_admitted_by_any_of_your_accounts() -> None:
    rows = [Interaction("1", "ann", "q", "dwell", 60), Interaction("2", "ann2", "q", "like", 1)]
    assert engagements(tables(*rows), {}, PARAMS) == {}


def test_earlier_epochs_halve_the_pair_they_name_and_no_other() -> None:
    rows = [Interaction("1", "bea", "p", "dwell", 60), Interaction("2", "bea", "q", "dwell", 60)]
    counted = (Counted("B", "p", 1), Counted("A", "q", 2), Counted("nobody", "p", 3))
    found = engagements(tables(*rows, counted=counted), {"guide": 2 * ONE}, PARAMS)
    assert found == {
        ("B", "p"): Engagement(ONE // 2, ONE, 30),
        ("B", "q"): Engagement(ONE, ONE, 60),
    }


def test_a_pair_is_admitted_even_when_it_comes_to_nothing() -> None:
    assert engagements(tables(Interaction("1", "bea", "p", "click", 1)), {}, PARAMS) == {
        ("B", "p"): Engagement(0, 0, 0)
    }
