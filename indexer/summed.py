"""What a table of sums adds up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sum:
    """A table of sums.

    Attributes:
        sources: tables of the facts that it adds up.
        delta: a query for the keys and values that the facts with `block_number > %(above)s` add.
    """

    table: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    sources: frozenset[str]
    delta: str
