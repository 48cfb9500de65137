"""Column types: what a uint256 becomes in PostgreSQL, and back."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Dialect, Numeric
from sqlalchemy.types import TypeDecorator


class Units(TypeDecorator[int]):
    """Smallest units of a token: NUMERIC(78, 0) in the database, `int` in Python, never a float."""

    impl = Numeric(78, 0)
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> int | None:
        return None if value is None else int(Decimal(value))

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return self
