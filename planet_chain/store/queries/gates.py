"""What an account has at a block that nobody can take back: the newest sums, less what came after it."""

from typing import Final

from sqlalchemy import text
from sqlmodel import Session

_BALANCE: Final = text("""
    SELECT coalesce((SELECT amount FROM balance_sum WHERE token = :token AND holder = :account), 0)
         - coalesce((SELECT sum(amount) FROM token_transfer
                     WHERE block_number > :block AND token = :token AND recipient = :account), 0)
         + coalesce((SELECT sum(amount) FROM token_transfer
                     WHERE block_number > :block AND token = :token AND sender = :account), 0)
""")
_FOLLOWS: Final = text("""
    SELECT is_follow FROM follow
    WHERE follower = :account AND creator = :creator AND block_number <= :block
    ORDER BY block_number DESC, log_index DESC LIMIT 1
""")
# whoever the newest transfer until then went to held the pass; a lot counts until a later end of its pass
_PASS: Final = text("""
    SELECT max(l.ends_at)
    FROM (SELECT DISTINCT token_id FROM nft_transfer
          WHERE token = :membership AND recipient = :account AND block_number <= :block) AS received
    JOIN lot_added AS l ON l.pass_id = received.token_id
    WHERE l.creator = :creator AND (CAST(:tier AS bigint) IS NULL OR l.tier = :tier)
      AND l.block_number <= :block AND l.starts_at <= :time AND l.ends_at > :time
      AND NOT EXISTS (
          SELECT FROM pass_ended AS e WHERE e.pass_id = l.pass_id AND e.block_number <= :block
          AND (e.block_number, e.log_index) > (l.block_number, l.log_index)
      )
      AND :account = (
          SELECT recipient FROM nft_transfer AS n
          WHERE n.token = :membership AND n.token_id = l.pass_id AND n.block_number <= :block
          ORDER BY block_number DESC, log_index DESC LIMIT 1
      )
""")
_POINTS: Final = text("""
    SELECT coalesce(sum(week_points.amount), 0)
    FROM week_points JOIN epoch ON epoch.number = week_points.epoch
    JOIN root_activated ON root_activated.root = epoch.root AND root_activated.block_number <= :block
    WHERE week_points.account = :account
""")


def balance_at(session: Session, token: str, account: str, block: int) -> int:
    """What `account` had of a community token after `block`, smallest units; addresses in lower case."""
    asked = {"token": token, "account": account, "block": block}
    return int(session.connection().execute(_BALANCE, asked).scalar_one())


def follows_at(session: Session, account: str, creator: str, block: int) -> bool:
    """Whether `account` followed `creator` after `block`."""
    asked = {"account": account, "creator": creator, "block": block}
    return bool(session.connection().execute(_FOLLOWS, asked).scalar())


def pass_at(
    session: Session, membership: str, account: str, creator: str, tier: int | None, block: int, time: int
) -> int | None:
    """Until when, unix seconds, a pass of `creator` lasts that `account` held after `block`, if it did.

    Args:
        membership: lower-case address of the contract.
        tier: None is any.
        time: of the block, unix seconds; a pass that has ended by then is none.
    """
    asked = {
        "membership": membership,
        "account": account,
        "creator": creator,
        "tier": tier,
        "block": block,
        "time": time,
    }
    found: int | None = session.connection().execute(_PASS, asked).scalar_one()
    return found


def points_at(session: Session, account: str, block: int) -> int:
    """Points of weeks whose roots were active after `block`, claimed or not, smallest units."""
    asked = {"account": account, "block": block}
    return int(session.connection().execute(_POINTS, asked).scalar_one())
