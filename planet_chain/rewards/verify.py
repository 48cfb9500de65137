"""Anybody's check of a settlement: the bundle is whole and leads to the announced root."""

from pathlib import Path

from planet_chain.core.addresses import lower_hash
from planet_chain.rewards.engines import LOCAL, Engine, settle
from planet_chain.rewards.errors import RootDiffers
from planet_chain.rewards.settlement import Settlement


def verify(
    directory: Path, root: str | None = None, engine: Engine = "reference", master: str = LOCAL
) -> Settlement:
    """The settlement of the bundle in `directory`, derived anew.

    Args:
        root: what it must lead to, 0x hex in any case; None when nothing was announced yet.
        engine: what derives it; the reference shares no step with the engine that announced it.
        master: where Spark runs, when it is the engine.
    Raises:
        InvalidHash: `root` is no 32-byte hash.
        BundleRefused: the bundle is not whole or breaks a rule.
        RootDiffers: the bundle is whole but leads elsewhere.
    """
    announced = None if root is None else lower_hash(root)
    settlement = settle(directory, engine, master)
    if announced is not None and settlement.root != announced:
        raise RootDiffers(announced, settlement.root)
    return settlement
