"""Giving a published airdrop to this service, so that it serves the files and the proofs."""

from sqlmodel import Session

from planet_chain.airdrops.bundle import PARAMETERS, SNAPSHOT, TREE, Airdrop, files_of
from planet_chain.store.airdrops import AirdropLeaf, AirdropTree

_AT_ONCE = 5_000


def register(session: Session, airdrop: Airdrop) -> bool:
    """Keep `airdrop` with the proof of each leaf; returns whether its root is new."""
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
        )
    )
    session.flush()
    for number, gift in enumerate(airdrop.tree.gifts):
        proof = b"".join(bytes.fromhex(step[2:]) for step in airdrop.tree.proof(number))
        session.add(AirdropLeaf(root=root, **gift._asdict(), proof=proof))
        if number % _AT_ONCE == _AT_ONCE - 1:
            session.flush()
            session.expunge_all()
    return True
