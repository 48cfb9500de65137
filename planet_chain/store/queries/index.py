"""How far the index is, and whether it may be trusted."""

from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session, col, select

from planet_chain.store.chain import Checkpoint, IndexAlarm

Finality = Literal["pending", "safe", "finalized"]


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The index as the indexer last wrote it. Times are unix seconds of the chain, except `seen_at`."""

    chain_id: int
    genesis_hash: str
    head_number: int
    head_time: int
    indexed_number: int
    indexed_hash: str
    indexed_time: int
    safe_number: int
    safe_time: int
    finalized_number: int
    finalized_hash: str
    finalized_time: int
    seen_at: int
    """When the indexer last looked at the chain, by the database's clock."""
    halted: str | None
    """Why it stopped for good, None while all is well."""
    verified_number: int
    """Final blocks up to here were read a second time, and were the same."""

    @property
    def lag_blocks(self) -> int:
        """Blocks of the chain that are not in the tables yet."""
        return max(0, self.head_number - self.indexed_number)

    @property
    def lag_seconds(self) -> int:
        """Time of the chain that is not in the tables yet."""
        return max(0, self.head_time - self.indexed_time)

    def finality_of(self, block_number: int) -> Finality:
        """How final a row of this block is."""
        return finality(block_number, self.safe_number, self.finalized_number)


def finality(block_number: int, safe: int, finalized: int) -> Finality:
    """How final a row of this block is, where blocks up to `safe` and up to `finalized` are that."""
    if block_number <= finalized:
        return "finalized"
    return "safe" if block_number <= safe else "pending"


def index_status(session: Session) -> IndexStatus | None:
    """The state of the index, None before its first commit."""
    row = session.get(Checkpoint, 1)
    if row is None:
        return None
    return IndexStatus(
        chain_id=row.chain_id,
        genesis_hash=row.genesis_hash,
        head_number=row.head_number,
        head_time=row.head_time,
        indexed_number=row.block_number,
        indexed_hash=row.block_hash,
        indexed_time=row.block_time,
        safe_number=row.safe_number,
        safe_time=row.safe_time,
        finalized_number=row.finalized_number,
        finalized_hash=row.finalized_hash,
        finalized_time=row.finalized_time,
        seen_at=row.seen_at,
        halted=row.halted,
        verified_number=max(row.verified_number, row.first_block - 1),
    )


def alarms(session: Session) -> list[IndexAlarm]:
    """What the indexer found to contradict its tables, the oldest first."""
    return list(session.exec(select(IndexAlarm).order_by(col(IndexAlarm.since), col(IndexAlarm.name))))
