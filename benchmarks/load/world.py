"""A database with a million leaves and a million facts, made by PostgreSQL, and the record it needs."""

import time
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import Engine

from planet_chain.chain.deployment import Deployed, Deployment
from planet_chain.community import keys, trends
from planet_chain.core.addresses import checksum_address
from planet_chain.store.database import connect, engine, migrate, transaction
from tests.store.filled import GENESIS, PER_BLOCK, SECONDS_A_BLOCK, TOKENS, fill

LEAVES: Final = 1_000_000
FACTS: Final = 1_000_000
PEOPLE: Final = LEAVES
MEMBERS: Final = 20_000
POSTS: Final = 2_000
TOPICS: Final = 200
_ACTIVITY: Final = 200_000
_WEEK: Final = 7 * 86_400
_STEPS: Final = 20
"""Siblings in a proof of a million leaves."""
_MEMORY: Final = "2GB"
"""Of PostgreSQL: the leaves and their indexes are half of it."""
_WARMING: Final = (
    "SELECT sum(length(proof)) FROM leaf WHERE account > ''",
    "SELECT sum(amount) FROM claim_sum WHERE account > ''",
    "SELECT sum(amount) FROM reward_claimed WHERE account > ''",
)
_SHARES: Final = {"trade": 0.5, "tip_sent": 0.3, "reward_claimed": 0.2}
_CONTRACTS: Final = {
    "USDT0": [],
    "Points": [],
    "RewardDistributor": [],
    "CommunityMarket": ["0x" + "00" * 20, "0x" + "00" * 20, "10000000000", "1000000000000000000000000000"],
}
_STATEMENTS: Final = (
    """
    INSERT INTO checkpoint (id, chain_id, genesis_hash, contracts_hash, first_block, block_number, block_hash,
        block_time, safe_number, safe_time, finalized_number, finalized_hash, finalized_time, head_number,
        head_time, seen_at)
    VALUES (1, 31337, %(hash)s, %(hash)s, 0, %(block)s, %(hash)s, %(now)s, %(block)s, %(now)s, %(block)s,
        %(hash)s, %(now)s, %(block)s, %(now)s, extract(epoch FROM now())::bigint)
    """,
    """
    INSERT INTO calendar (id, chain_id, distributor, token, points, genesis, week, open_epoch)
    VALUES (1, 31337, %(distributor)s, %(usd)s, %(points)s, %(now)s - %(week)s, %(week)s, 2)
    """,
    """
    INSERT INTO epoch (number, state, opens_at, closes_at, secret, pool, seed, seed_block, root, chain_epoch,
        activatable_at)
    VALUES (1, 'activated', %(now)s - %(week)s, %(now)s, '', 1000, %(hash)s, 1, %(hash)s, 1, %(now)s)
    """,
    """
    INSERT INTO leaf (account, token, epoch, cumulative, proof)
    SELECT '0x' || lpad(to_hex(n), 40, '0'), %(usd)s, 1, 10000000000 + n,
           decode(repeat(md5(n::text), %(steps)s * 2), 'hex')
    FROM generate_series(0, %(leaves)s - 1) AS n
    """,
    """
    INSERT INTO member (id, person, payout, joined_at)
    SELECT 'm' || n, 'person' || n, '0x' || lpad(to_hex(n), 40, '0'), %(now)s
    FROM generate_series(0, %(members)s - 1) AS n
    """,
    """
    INSERT INTO post (id, creator, type, title, text, created_at)
    SELECT 'p' || n, 'm' || n, 'analysis', 'Post ' || n, 'On what is going on', %(now)s - n
    FROM generate_series(0, %(posts)s - 1) AS n
    """,
    """
    INSERT INTO post_topic (post, topic)
    SELECT 'p' || n, 'topic' || n %% %(topics)s FROM generate_series(0, %(posts)s - 1) AS n
    """,
    """
    INSERT INTO post_asset (post, asset)
    SELECT 'p' || n, '0xee' || lpad(to_hex(n %% %(tokens)s), 38, '0')
    FROM generate_series(0, %(posts)s - 1) AS n
    """,
    """
    INSERT INTO activity (id, member, post, action, quantity, at, epoch)
    SELECT 'seed-' || n, 'm' || (n * 7919 %% %(members)s), 'p' || (n * 31 %% %(posts)s), 'like', 1,
           %(now)s - n %% 80000, 2
    FROM generate_series(0, %(activity)s - 1) AS n
    """,
)


def address_of(contract: str) -> str:
    """Where `contract` is said to stand."""
    return checksum_address(f"0x{list(_CONTRACTS).index(contract) + 1:040x}")


def write_deployment(path: Path) -> None:
    """The record of contracts that no chain holds: reads ask the database alone."""
    contracts = {
        name: Deployed(address_of(name), tuple(args), "0x" + "00" * 32, 0, None)
        for name, args in _CONTRACTS.items()
    }
    Deployment("devnet", 31337, 0, contracts, genesis="0x" + "ab" * 32).save(path)


def chain_time() -> int:
    """The time of the newest of the facts."""
    return GENESIS + FACTS // PER_BLOCK * SECONDS_A_BLOCK


def seed(url: str) -> None:
    """Fill the empty database at `url`; some minutes."""
    migrate(url)
    values = {
        "hash": "0x" + "ab" * 32,
        "block": FACTS // PER_BLOCK,
        "now": chain_time(),
        "week": _WEEK,
        "usd": address_of("USDT0").lower(),
        "points": address_of("Points").lower(),
        "distributor": address_of("RewardDistributor").lower(),
        "steps": _STEPS,
        "leaves": LEAVES,
        "members": MEMBERS,
        "posts": POSTS,
        "topics": TOPICS,
        "tokens": TOKENS,
        "activity": _ACTIVITY,
    }
    with connect(url) as connection:
        for statement in _STATEMENTS:
            connection.execute(statement, values)
        connection.commit()
        for table, share in _SHARES.items():
            fill(connection, [table], 0, int(FACTS * share), PEOPLE)
        fill(connection, ["community_created"], 0, TOKENS, PEOPLE)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM (ANALYZE)")
    refresh(url)


def give_memory(url: str) -> bool:
    """Let the server at `url` keep what is read in its own memory, as the operator's guide says.

    Returns:
        whether it has to be started again for that.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        (given,) = connection.execute("SELECT current_setting('shared_buffers')").fetchone() or ("",)
        if given != _MEMORY:
            connection.execute(f"ALTER SYSTEM SET shared_buffers = '{_MEMORY}'")
    return given != _MEMORY


def warm(url: str) -> None:
    """Read what claims are made of once, as a service that runs for long has; else the disk is measured."""
    with psycopg.connect(url) as connection:
        # a scan of a whole table leaves nothing behind in the server's memory, one along an index does
        connection.execute(
            "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off"
        )
        for statement in _WARMING:
            connection.execute(statement)


def refresh(url: str) -> None:
    """Work out the trends, as the worker does."""
    database: Engine = engine(url)
    with transaction(database) as session:
        trends.refresh(session, now=chain_time())
    database.dispose()


def issue_key(url: str) -> str:
    """A new API key for intake."""
    database = engine(url)
    with transaction(database) as session:
        _, key = keys.create(session, "benchmark", keys.SCOPES, now=int(time.time()))
    database.dispose()
    return key


def count_rows(url: str, run: str) -> int:
    """How many rows of activity the run `run` has brought."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM activity WHERE id LIKE %s", (f"{run}-%",)).fetchone()
    return int(found[0]) if found else 0
