"""Refusals in the words of many providers."""

import pytest

from indexer.refusals import (
    is_about_addresses,
    is_about_rate,
    suggested_addresses,
    suggested_batch,
    suggested_span,
)


@pytest.mark.parametrize(
    ("message", "span"),
    [
        ("block range greater than 100 max", 100),
        ("eth_getLogs is limited to a 10,000 range", 10_000),
        ("query exceeds max block range 1_000", 1_000),
        ("this block range should work: [0x64, 0xc7]", 100),
        ("Block range limit exceeded. Your limit is 500 blocks", 500),
        ("query returned more than 10000 results", 10_000),
        ("You can make eth_getLogs requests with up to a 2K block range", 2_000),
        ("internal error", None),
        ("header not found", None),
    ],
)
def test_a_suggested_range_is_understood(message: str, span: int | None) -> None:
    assert suggested_span(message) == span
    assert not is_about_addresses(message)
    assert suggested_batch(message) is None


@pytest.mark.parametrize(
    ("message", "addresses"),
    [
        ("exceed max addresses or topics per search position", None),
        ("too many addresses: 55 given, at most 50 allowed", 50),
        ("specify less number of address", None),
        ("too many addresses from 0xab1cd2 on, at most 50", 50),
    ],
)
def test_a_cap_of_addresses_is_understood(message: str, addresses: int | None) -> None:
    assert is_about_addresses(message)
    assert suggested_addresses(message) == addresses


@pytest.mark.parametrize(
    ("message", "batch"),
    [("batch size greater than 10 max", 10), ("Batch of 100 exceeds limit of 20", 20), ("no batches", None)],
)
def test_a_cap_of_batches_is_understood(message: str, batch: int | None) -> None:
    assert suggested_batch(message) == batch


@pytest.mark.parametrize(
    ("code", "message", "is_rate"),
    [
        (-32005, "rate limit exceeded: 100 requests per second", True),
        (429, "", True),
        (-32005, "query returned more than 10000 results", False),
        (-32000, "too many requests", False),
    ],
)
def test_a_rate_is_told_from_a_range(code: int, message: str, is_rate: bool) -> None:
    assert is_about_rate(code, message) is is_rate
