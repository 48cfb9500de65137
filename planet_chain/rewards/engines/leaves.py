"""The last step: what every account has earned so far, in integers of any size, and the tree over it."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from planet_chain.core.amounts import AMOUNT_LIMIT
from planet_chain.core.epoch import Cumulative
from planet_chain.core.merkle import Leaf, Tree, build_tree
from planet_chain.rewards.bundle import CUMULATIVE
from planet_chain.rewards.engines.backend import ROW
from planet_chain.rewards.engines.inputs import Inputs
from planet_chain.rewards.errors import BundleRefused
from planet_chain.rewards.rows import Rows

_AMOUNT: Final = frozenset({2})
_LARGE: Final = 4_000
"""Leaves from which it is worth loading what hashes many at once."""


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
    before = inputs.engine.fetch(inputs.cumulative.select("account", "token", "amount"))
    columns = (before.column(name).to_pylist() for name in ("account", "token", "amount"))
    for account, token, amount in zip(*columns, strict=True):
        totals.setdefault(token, {})[account] = int(amount)
    for token, earned in ((inputs.manifest.token, paid), (inputs.manifest.points, points)):
        sums = totals[token]
        for account, amount in earned.items():
            sums[account] = sums.get(account, 0) + amount
    beyond = {
        (account, token)
        for token, sums in totals.items()
        for account, amount in sums.items()
        if amount >= AMOUNT_LIMIT
    }
    if beyond:
        _refuse(inputs, beyond)
    table = _ordered(totals)
    return Rows(table, Cumulative, _AMOUNT), _tree(table)


def _ordered(totals: Mapping[str, Mapping[str, int]]) -> pa.Table:
    """account, token, amount as text, ordered by the first two, without those who earned nothing."""
    accounts: list[str] = []
    tokens: list[str] = []
    amounts: list[str] = []
    for token, sums in sorted(totals.items()):
        some = {account: amount for account, amount in sums.items() if amount > 0}
        accounts += some
        tokens += [token] * len(some)
        amounts += map(str, some.values())
    arrays = [pa.array(column, pa.string()) for column in (accounts, tokens, amounts)]
    return pa.table(arrays, names=["account", "token", "amount"]).take(_ascending(accounts))


def _ascending(accounts: Sequence[str]) -> NDArray[np.int64]:
    """The order of addresses; the like keep theirs. Sorting them as numbers is much faster than as texts."""
    padded = np.zeros((len(accounts), 24), dtype=np.uint8)
    digits = "".join(accounts).replace("0x", "")
    padded[:, :20] = np.frombuffer(bytes.fromhex(digits), np.uint8).reshape(-1, 20)
    words = padded.view(">u8").astype(np.uint64)
    return np.lexsort([words[:, place] for place in (2, 1, 0)])


def _tree(table: pa.Table) -> Tree:
    leaves = Rows(table, Leaf, _AMOUNT)
    if len(leaves) < _LARGE:
        return build_tree(leaves)
    from planet_chain.core.merkle_batch import build_large_tree

    accounts, tokens, amounts = (table.column(name).to_pylist() for name in table.column_names)
    return build_large_tree(leaves, accounts, tokens, list(map(int, amounts)))


def _refuse(inputs: Inputs, keys: set[tuple[str, str]]) -> None:
    """Only what was large before grows beyond the limit, so its row is there."""
    rows = inputs.engine.read(inputs.directory / CUMULATIVE)
    found = rows.order_by(ROW).select(ROW, account=rows.account.lower(), token=rows.token.lower())
    for row in inputs.engine.fetch(found).to_pylist():
        if (row["account"], row["token"]) in keys:
            reason = (
                f"the new total of account {row['account']} in token {row['token']} would be 2**256 or more"
            )
            raise BundleRefused(CUMULATIVE, row[ROW] + 1, reason)
