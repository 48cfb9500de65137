"""A creator's stage follows from what anybody can count."""

import pytest

from planet_chain.core.stage import stage_of


@pytest.mark.parametrize(
    ("posts", "has_community", "holders", "stage"),
    [
        (0, False, 0, "newcomer"),
        (1, False, 0, "author"),
        (0, True, 1, "founder"),
        (9, True, 99, "founder"),
        (0, True, 100, "beacon"),
    ],
)
def test_the_stages(posts: int, has_community: bool, holders: int, stage: str) -> None:
    assert stage_of(posts=posts, has_community=has_community, holders=holders) == stage
