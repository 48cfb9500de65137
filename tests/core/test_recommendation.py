"""The laws of recommendations."""

import random

from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.epoch import ONE
from planet_chain.core.recommendation import (
    EVIDENCE_MOST,
    NOBODY,
    WEIGHTS,
    Candidate,
    Interest,
    crowd,
    interest,
    match,
    rank,
    score,
)

FEATURES = ["#defi", "#art", "0xaa", "0xbb", "@0xcc"]
features = st.sampled_from(FEATURES)
acts = st.lists(st.tuples(st.sampled_from(list(WEIGHTS)), features), max_size=30)
readers = acts.map(interest)
candidates = st.lists(
    st.builds(
        Candidate,
        st.text("abc", min_size=1, max_size=4),
        st.frozensets(features),
        st.integers(0, ONE),
        st.integers(ONE, 2 * ONE),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
one = st.builds(
    Candidate, st.just("a"), st.frozensets(features), st.integers(0, ONE), st.integers(ONE, 2 * ONE)
)


@given(st.integers(0, 10**9))
def test_a_person_more_adds_less_than_the_one_before(people: int) -> None:
    first, second = crowd(people + 1) - crowd(people), crowd(people + 2) - crowd(people + 1)
    assert 0 <= second <= first + 1, "rounding is a unit at most"
    assert first <= crowd(1)
    assert crowd(people) < ONE


@given(readers)
def test_an_interest_is_shared_out_and_never_more_than_whole(reader: Interest) -> None:
    assert 0 <= sum(reader.shares.values()) <= ONE
    assert set(reader.shares) == set(reader.reasons)


def test_nothing_done_is_no_interest() -> None:
    assert interest([]) == NOBODY


@given(acts, features, st.sampled_from(list(WEIGHTS)), st.integers(0, 50))
def test_doing_it_again_and_again_says_no_more(
    done: list[tuple[str, str]], feature: str, evidence: str, more: int
) -> None:
    often = [*done, *[(evidence, feature)] * EVIDENCE_MOST]
    assert interest(often) == interest([*often, *[(evidence, feature)] * more])


@given(acts, st.randoms(use_true_random=False))
def test_the_order_of_acts_does_not_matter(done: list[tuple[str, str]], chance: random.Random) -> None:
    shuffled = list(done)
    chance.shuffle(shuffled)
    assert interest(shuffled) == interest(done)


@given(readers, st.frozensets(features, min_size=1), features)
def test_being_about_something_else_too_never_helps(
    reader: Interest, about: frozenset[str], more: str
) -> None:
    if more in reader.shares:
        return
    assert match(reader, about | {more}) <= match(reader, about)


@given(readers, st.frozensets(features))
def test_a_match_is_a_share_of_what_the_reader_cares_about(reader: Interest, about: frozenset[str]) -> None:
    assert 0 <= match(reader, about) <= max(reader.shares.values(), default=0)


@given(readers, one, st.integers(0, ONE))
def test_what_more_people_like_is_never_lower(reader: Interest, thing: Candidate, more: int) -> None:
    stronger = Candidate(thing.id, thing.about, min(ONE, thing.strength + more), thing.multiplier)
    assert score(reader, stronger) >= score(reader, thing)


@given(readers, one, st.integers(ONE, 2 * ONE))
def test_scarcity_never_lowers_and_at_most_doubles(
    reader: Interest, thing: Candidate, multiplier: int
) -> None:
    plain = Candidate(thing.id, thing.about, thing.strength)
    scarce = Candidate(thing.id, thing.about, thing.strength, multiplier)
    assert score(reader, plain) <= score(reader, scarce) <= 2 * score(reader, plain) + 2
    assert 0 <= score(reader, scarce) <= 2 * ONE


@given(readers, st.integers(0, 10**6), st.integers(ONE, 2 * ONE), st.frozensets(features))
def test_one_person_moves_a_score_by_no_more_than_one_person(
    reader: Interest, people: int, multiplier: int, about: frozenset[str]
) -> None:
    before = score(reader, Candidate("a", about, crowd(people), multiplier))
    after = score(reader, Candidate("a", about, crowd(people + 1), multiplier))
    # a person alone, with the highest scarcity, in their quarter of the score
    assert after - before <= 2 * crowd(1) // 4 + 1


@given(candidates)
def test_an_unknown_reader_gets_what_is_popular(things: list[Candidate]) -> None:
    popular = sorted(things, key=lambda thing: (-(thing.multiplier * thing.strength // (4 * ONE)), thing.id))
    assert [found.id for found in rank(NOBODY, things, 100)] == [thing.id for thing in popular]


@given(readers, candidates, st.integers(0, 5), st.randoms(use_true_random=False))
def test_a_ranking_depends_on_nothing_but_its_arguments(
    reader: Interest, things: list[Candidate], most: int, chance: random.Random
) -> None:
    shuffled = list(things)
    chance.shuffle(shuffled)
    found = rank(reader, shuffled, most)
    assert found == rank(reader, things, most)
    assert len(found) == min(most, len(things))
    whole = rank(reader, things, 100)
    assert found == whole[:most]
    assert [place.score for place in whole] == sorted((place.score for place in whole), reverse=True)


@given(candidates, features)
def test_who_cares_about_one_thing_gets_it_before_what_is_as_popular(
    things: list[Candidate], feature: str
) -> None:
    alike = [Candidate(thing.id, thing.about, ONE // 2) for thing in things]
    found = rank(interest([("reads", feature)]), alike, 100)
    alone = [place.id for place in found if place.match == ONE]
    assert [place.id for place in found][: len(alone)] == alone
    assert all((feature in place.matched) == (place.match > 0) for place in found)
