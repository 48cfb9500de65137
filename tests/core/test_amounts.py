import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.amounts import AMOUNT_LIMIT, format_amount, format_whole, parse_amount, parse_whole
from planet_chain.core.errors import InvalidAmount

amounts = st.integers(0, AMOUNT_LIMIT - 1)


@given(amounts)
def test_an_amount_survives_its_text(amount: int) -> None:
    assert parse_amount(format_amount(amount)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "+1",
        "01",
        "00",
        "1.0",
        "1e3",
        " 1",
        "1 ",
        "1\n",
        "0x1",
        "1_000",
        "١",
        str(AMOUNT_LIMIT),
        "9" * 5000,
    ],
)
def test_text_that_is_no_canonical_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidAmount):
        parse_amount(text)


def test_the_largest_amount_is_one_below_the_limit() -> None:
    assert parse_amount(str(AMOUNT_LIMIT - 1)) == AMOUNT_LIMIT - 1
    for amount in (-1, AMOUNT_LIMIT):
        with pytest.raises(InvalidAmount):
            format_amount(amount)


@pytest.mark.parametrize(
    ("text", "decimals", "amount"),
    [("12.5", 6, 12_500_000), ("0", 6, 0), ("0.000001", 6, 1), ("7", 0, 7), ("1.10", 2, 110)],
)
def test_whole_tokens_become_smallest_units(text: str, decimals: int, amount: int) -> None:
    assert parse_whole(text, decimals) == amount


@pytest.mark.parametrize("text", ["1.0000001", ".5", "5.", "1,5", "-1", "", "1" * 79, "1e2", "12.5\n"])
def test_whole_tokens_are_never_rounded_or_guessed(text: str) -> None:
    with pytest.raises(InvalidAmount):
        parse_whole(text, 6)


def test_whole_tokens_above_the_limit_are_refused() -> None:
    with pytest.raises(InvalidAmount, match="too large"):
        parse_whole("9" * 78, 0)


@pytest.mark.parametrize(
    ("amount", "decimals", "places", "text"),
    [
        (1_234_567_890, 6, None, "1,234.56789"),
        (1_999_999, 6, 2, "1.99"),
        (5_000_000, 6, 2, "5"),
        (1, 6, 2, "0"),
        (1, 6, None, "0.000001"),
        (42, 0, None, "42"),
        (1_500_000, 6, 0, "1"),
    ],
)
def test_people_never_read_more_than_there_is(
    amount: int, decimals: int, places: int | None, text: str
) -> None:
    assert format_whole(amount, decimals, places) == text


@given(amounts, st.integers(0, 30))
def test_every_place_shown_is_the_whole_amount(amount: int, decimals: int) -> None:
    assert parse_whole(format_whole(amount, decimals).replace(",", ""), decimals) == amount
