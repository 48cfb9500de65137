"""The last step: what every account has earned so far, in integers of any size, and the tree over it."""

from collections.abc import Mapping
from typing import Final

import pyarrow as pa

from planet_chain.core.amounts import AMOUNT_LIMIT
from planet_chain.core.epoch import Cumulative
from planet_chain.core.merkle import Leaf, Tree, build_tree
from planet_chain.rewards.bundle import CUMULATIVE
from planet_chain.rewards.engines.inputs import ROW, Inputs
from planet_chain.rewards.errors import BundleRefused
from planet_chain.rewards.rows import Rows

_AMOUNT: Final = frozenset({2})


def leaves_of(
    inputs: Inputs, paid: Mapping[str, int], points: Mapping[str, int]
) -> tuple[Rows[Cumulative], Tree]:
    """The new totals, ordered by account, then token, and their tree.

    Args:
        paid, points: account -> what it earned in this epoch, smallest units.
    Raises:
        BundleRefused: a total is 2**256 or more.
    """
    totals: dict[str, dict[str, int]] = {inputs.manifest.token: {}, inputs.manifest.points: {}}
    before = inputs.cumulative.select("account", "token", "amount").to_pyarrow()
    columns = (before.column(name).to_pylist() for name in ("account", "token", "amount"))
    for account, token, amount in zip(*columns, strict=True):
        totals.setdefault(token, {})[account] = int(amount)
    for token, earned in ((inputs.manifest.token, paid), (inputs.manifest.points, points)):
        sums = totals[token]
        for account, amount in earned.items():
            sums[account] = sums.get(account, 0) + amount
    rows = sorted(
        (account, token, amount)
        for token, sums in totals.items()
        for account, amount in sums.items()
        if amount > 0
    )
    if any(amount >= AMOUNT_LIMIT for _, _, amount in rows):
        _refuse(inputs, {(account, token) for account, token, amount in rows if amount >= AMOUNT_LIMIT})
    names = ("account", "token", "amount")
    texts = zip(*((account, token, str(amount)) for account, token, amount in rows), strict=True)
    arrays = [pa.array(column, pa.string()) for column in texts] or [pa.array([], pa.string())] * 3
    table = pa.table(dict(zip(names, arrays, strict=True)))
    return Rows(table, Cumulative, _AMOUNT), build_tree(Leaf(*row) for row in rows)


def _refuse(inputs: Inputs, keys: set[tuple[str, str]]) -> None:
    """Only what was large before grows beyond the limit, so its row is there."""
    rows = inputs.engine.read(inputs.directory / CUMULATIVE)
    found = rows.order_by(ROW).select(ROW, account=rows.account.lower(), token=rows.token.lower())
    for row in found.to_pyarrow().to_pylist():
        if (row["account"], row["token"]) in keys:
            reason = (
                f"the new total of account {row['account']} in token {row['token']} would be 2**256 or more"
            )
            raise BundleRefused(CUMULATIVE, row[ROW] + 1, reason)
