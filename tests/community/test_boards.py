"""Planet Wars on a real database: finalized trades in, two boards and the list of prizes out."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from planet_chain.airdrops.lists import read_list
from planet_chain.community import competitions, members
from planet_chain.community.competitions import CompetitionRefused, CompetitionUnknown
from planet_chain.community.members import MemberRow
from planet_chain.core.addresses import ZERO_HASH
from planet_chain.store.chain import Checkpoint, CommunityFact, TradeFact
from planet_chain.store.competitions import Competition
from planet_chain.store.database import engine, transaction

USD = 10**6
TOKEN = "0x" + "70" * 20
PEOPLE = ("ana", "ben", "cyd", "dee", "eve", "fay")
OPENS, CLOSES = 1_800_000_000, 1_800_100_000


def address(name: str, wallet: int = 0) -> str:
    return f"0x{name.encode().hex()}{wallet:02x}".ljust(42, "0")


class Market:
    """Writes what the indexer would."""

    def __init__(self, session: Any) -> None:
        self.session, self.logs = session, count(1)
        rows = [
            MemberRow(f"{name}-{wallet}", name, address(name, wallet)) for name in PEOPLE for wallet in (0, 1)
        ]
        members.upsert(session, rows, now=OPENS)
        where = {"block_number": 1, "log_index": 0, "block_time": OPENS, "transaction_hash": ZERO_HASH}
        session.add(
            CommunityFact(
                **where,
                token=TOKEN,
                creator=address("ana"),
                content_id=ZERO_HASH,
                name="T",
                symbol="T",
                fee_bps=0,
                first_quote=0,
                first_tokens=0,
            )
        )

    def trade(
        self, trader: str, quote: int, tokens: int, *, buys: bool, at: int = OPENS, block: int = 10
    ) -> None:
        where = {"block_number": block, "log_index": next(self.logs), "block_time": at}
        what = {"token": TOKEN, "trader": trader, "is_buy": buys, "quote": quote, "fee": 0, "net": quote}
        self.session.add(
            TradeFact(**where, **what, tokens=tokens, transaction_hash=ZERO_HASH, content_id=ZERO_HASH)
        )

    def round(self, name: str, gain: int, wallet: int = 0) -> None:
        self.trade(address(name, wallet), 100 * USD, 10**18, buys=True)
        self.trade(address(name, 1 - wallet), 100 * USD + gain, 10**18, buys=False)

    def finalize(self, block: int, at: int) -> None:
        names = ("block", "safe", "finalized", "head")
        figures = {f"{name}_number": block for name in names} | {f"{name}_time": at for name in names}
        hashes = {f"{name}_hash": ZERO_HASH for name in ("block", "finalized", "genesis", "contracts")}
        self.session.merge(
            Checkpoint(id=1, chain_id=31337, first_block=1, seen_at=at, halted=None, **figures, **hashes)
        )
        self.session.flush()


@pytest.fixture
def session(database_url: str) -> Iterator[Any]:
    database = engine(database_url)
    with transaction(database) as opened:
        yield opened
    database.dispose()


def announced(session: Any, name: str = "wars-1") -> int:
    rules = {"stake": 50 * USD, "backing": 40 * USD}
    row = competitions.announce(session, name, opens_at=OPENS, closes_at=CLOSES, now=OPENS - 1, **rules)
    return row.number or 0


def test_boards_rank_people_over_all_their_wallets(session: Any) -> None:
    number, market = announced(session), Market(session)
    market.round("ben", 30 * USD)
    market.round("cyd", 10 * USD, wallet=1)
    market.round("ana", 90 * USD)  # in the community she made
    market.round("dee", -5 * USD)
    market.trade(address("eve"), 500 * USD, 10**18, buys=True)
    market.trade(address("fay"), 500 * USD, 10**18, buys=True)
    market.trade(address("ben"), 9_000 * USD, 10**18, buys=True, at=CLOSES)  # a second too late
    market.trade(address("cyd"), 9_000 * USD, 10**18, buys=True, block=21)  # not final
    market.trade("0x" + "00" * 19 + "01", 9_000 * USD, 10**20, buys=True)  # nobody knows who
    market.finalize(20, OPENS + 50)
    assert competitions.refresh(session) == 1
    assert competitions.refresh(session) == 0, "nothing new is final"
    rows = competitions.board(session, number, "people")
    shown = [(row.place, row.account, row.profit, row.capital, row.score) for row in rows]
    assert shown == [
        (1, address("ben"), 30 * USD, 100 * USD, 300_000),
        (2, address("cyd"), 10 * USD, 100 * USD, 100_000),
    ]
    (community,) = competitions.board(session, number, "communities")
    assert (community.token, community.account, community.people) == (TOKEN, address("ana"), 5)
    assert 0 < community.profit <= 35 * USD
    assert community.capital == 1_300 * USD


def test_a_competition_closes_when_its_span_is_final_and_its_prizes_are_a_list(
    session: Any, tmp_path: Path
) -> None:
    number, market = announced(session), Market(session)
    market.round("ben", 30 * USD)
    market.round("cyd", 10 * USD)
    market.trade(address("eve"), 500 * USD, 10**18, buys=True)
    market.finalize(20, CLOSES - 1)
    with pytest.raises(CompetitionRefused, match="closes when a finalized block"):
        competitions.close(session, number)
    market.finalize(30, CLOSES)
    rows = competitions.prize_list(session, number, 1_001, (2, 1))
    assert rows == [(address("ben"), 334), (address("cyd"), 167)], "three people are no community"
    (tmp_path / "prizes.csv").write_bytes(competitions.prize_csv(rows))
    assert read_list(tmp_path / "prizes.csv", 6) == (dict(rows), "given"), "an airdrop is built from it"
    large = competitions.prize_list(session, number, 3 * 10**12, (2, 1))
    (tmp_path / "large.csv").write_bytes(competitions.prize_csv(large))
    assert read_list(tmp_path / "large.csv", 6)[0] == dict(large)
    # final is final: what comes later changes nothing
    market.round("dee", 90 * USD)
    market.finalize(40, CLOSES + 50)
    assert competitions.refresh(session) == 0
    assert competitions.prize_list(session, number, 1_001, (2, 1)) == rows


def test_rules_are_announced_before_and_make_sense(session: Any) -> None:
    announced(session)
    fine: dict[str, Any] = {"opens_at": OPENS, "closes_at": CLOSES, "stake": 1, "backing": 1, "now": OPENS}
    for name, change, reason in (
        ("wars-1", {}, "there is a competition 'wars-1'"),
        ("wars 2", {}, "no blanks"),
        ("wars-2", {"now": OPENS + 1}, "open from now on"),
        ("wars-2", {"closes_at": OPENS}, "close after that"),
        ("wars-2", {"stake": 0}, "above 0"),
    ):
        with pytest.raises(CompetitionRefused, match=reason):
            competitions.announce(session, name, **{**fine, **change})
    with pytest.raises(CompetitionUnknown, match="no competition 7"):
        competitions.close(session, 7)
    assert len(competitions.competitions(session)) == 1
    assert competitions.board(session, 1, "people") == []
    assert session.get(Competition, 1).state == "open"
