"""Giving a published airdrop to this service, so that it serves the files and the proofs."""

from typing import Final

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.airdrops.bundle import PARAMETERS, SNAPSHOT, TREE, Airdrop, files_of
from planet_chain.store.airdrops import AirdropLeaf, AirdropTree

_AT_ONCE: Final = 5_000
_WAITING: Final = 20
"""Trees of one account that no campaign pays yet; an older one than these is forgotten."""
_FORGOTTEN: Final = text("""
    SELECT root FROM airdrop_tree AS tree WHERE registered_by = :account
        AND NOT EXISTS (SELECT FROM campaign_created WHERE campaign_created.root = tree.root)
    ORDER BY registered_at DESC, root OFFSET :waiting
""")


def register(session: Session, airdrop: Airdrop, *, by: str | None = None, now: int | None = None) -> bool:
    """Keep `airdrop` with the proof of each leaf; returns whether its root is new.

    Args:
        by: the account that planned it in a browser, lower case; it may have 20 that are not paid for.
        now: unix seconds of the chain, with `by`.
    """
    root = airdrop.tree.root
    if session.get(AirdropTree, root) is not None:
        return False
    files = files_of(airdrop)
    session.add(
        AirdropTree(
            root=root,
            token=airdrop.terms.token,
            leaves=len(airdrop.tree.gifts),
            total=airdrop.tree.total,
            manifest=files[PARAMETERS],
            snapshot=files[SNAPSHOT],
            tree=files[TREE],
            registered_by=by,
            registered_at=now,
        )
    )
    session.flush()
    for number, gift in enumerate(airdrop.tree.gifts):
        proof = b"".join(bytes.fromhex(step[2:]) for step in airdrop.tree.proof(number))
        session.add(AirdropLeaf(root=root, **gift._asdict(), proof=proof))
        if number % _AT_ONCE == _AT_ONCE - 1:
            session.flush()
            session.expunge_all()
    if by is not None:
        session.flush()
        _forget_unpaid(session, by)
    return True


def _forget_unpaid(session: Session, account: str) -> None:
    known = {"account": account, "waiting": _WAITING}
    for (root,) in session.connection().execute(_FORGOTTEN, known).all():
        for table in ("airdrop_leaf", "airdrop_tree"):
            session.connection().execute(text(f"DELETE FROM {table} WHERE root = :root"), {"root": root})  # noqa: S608 (two names of ours)
