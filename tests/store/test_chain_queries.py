"""What the service reads of the chain: the same as the contracts say, page by page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from indexer.follow import index_once
from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.store.chain import TradeFact
from planet_chain.store.database import engine, transaction
from planet_chain.store.queries import communities, creators, index, roots, tips, trades
from planet_chain.store.queries.communities import PRICE_SCALE, Curve
from planet_chain.store.queries.page import place_of
from tests.indexer.world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    chain = Anvil(epoch_slots=8)
    crowd = World(chain, tmp_path_factory.mktemp("world"))
    crowd.found(3_000_000)
    crowd.found(0)
    crowd.mine()
    for _ in range(25):
        crowd.act(8)
        crowd.rpc(("evm_increaseTime", [120]))
        crowd.mine()
    for fate in ("activate", "withdraw", "reject"):
        crowd.reward(fate)
    yield crowd
    crowd.close()
    chain.stop()


@pytest.fixture(scope="module")
def session(world: World, postgres: EmbeddedPostgres, migrated: str) -> Iterator[Session]:
    url = postgres.create("chain_queries", template=migrated)
    index_once(url, world.deployment, world.anvil.rpc_url)
    database = engine(url)
    with transaction(database) as reading:
        yield reading
    database.dispose()
    postgres.drop("chain_queries")


@pytest.fixture
def curve(world: World) -> Curve:
    return Curve(*map(int, world.deployment.contracts["CommunityMarket"].args[2:4]))


def test_a_community_is_what_the_market_says(world: World, session: Session, curve: Curve) -> None:
    found = communities.list_communities(session, curve, "newest", limit=100)
    assert len(found) >= 3
    for each in found:
        token = each.token
        assert list(world.read("CommunityMarket", "reservesOf", token)) == [each.x, each.y, each.fees_waiting]
        assert world.read("CommunityMarket", "communityOf", token) == (each.creator, 100)
        assert world.read("CommunityToken", "totalSupply", at=token) == each.supply
        assert world.read("CommunityToken", "symbol", at=token) == each.symbol
        assert each.price == each.x * PRICE_SCALE // each.y
        assert each.reserve == each.x - curve.initial_quote
        assert each == communities.community_of(session, curve, each.token)
        assert each == communities.community_by_creator(session, curve, each.creator)
        assert each in communities.communities_by_symbol(session, curve, each.symbol)
        everything = trades.trades(session, token=each.token, limit=1_000)
        assert each.trades == len(everything)
        paid = [trade.quote if trade.is_buy else trade.quote + trade.fee for trade in everything]
        assert each.volume == sum(paid)
    tokens = [each.token for each in found]
    assert communities.communities_of(session, curve, tokens) == {each.token: each for each in found}
    assert communities.community_of(session, curve, "0x" + "12" * 20) is None


@pytest.mark.parametrize("order", ["volume", "newest", "holders", "supply"])
def test_pages_of_communities_hold_each_once_highest_first(
    session: Session, curve: Curve, order: communities.Order
) -> None:
    whole = communities.list_communities(session, curve, order, limit=1_000)
    paged: list[communities.Community] = []
    while page := communities.list_communities(
        session, curve, order, after=communities.cursor_of(paged[-1], order) if paged else None, limit=2
    ):
        paged += page
    assert paged == whole
    heights = [communities.cursor_of(each, order) for each in whole]
    assert heights == sorted(heights, reverse=True)


def test_holders_come_largest_first_and_add_up_to_the_supply(session: Session, curve: Curve) -> None:
    (busiest,) = communities.list_communities(session, curve, "volume", limit=1)
    paged: list[communities.Holder] = []
    while page := communities.holders_of(
        session, busiest.token, after=(paged[-1].amount, paged[-1].holder) if paged else None, limit=2
    ):
        paged += page
    assert len(paged) == busiest.holders
    assert sum(holder.amount for holder in paged) == busiest.supply
    assert [each.amount for each in paged] == sorted((each.amount for each in paged), reverse=True)
    for holder, amount in paged:
        assert communities.balance_of(session, busiest.token, holder) == amount
        assert communities.Holding(busiest.token, amount) in communities.holdings_of(session, holder)
    assert communities.balance_of(session, busiest.token, "0x" + "12" * 20) == 0


def test_trades_are_paged_newest_first_and_filtered(session: Session) -> None:
    whole = trades.trades(session, limit=1_000)
    assert len(whole) > 50
    paged: list[TradeFact] = []
    while page := trades.trades(session, before=place_of(paged[-1]) if paged else None, limit=7):
        paged += page
    assert paged == whole
    assert [place_of(each) for each in whole] == sorted(map(place_of, whole), reverse=True)
    trader, content = whole[0].trader, next(each.content_id for each in whole if int(each.content_id, 16))
    assert trades.trades(session, trader=trader, limit=1_000) == [
        each for each in whole if each.trader == trader
    ]
    assert trades.trades(session, content_id=content, limit=1_000) == [
        each for each in whole if each.content_id == content
    ]


def test_candles_are_the_trades_of_each_interval(session: Session, curve: Curve) -> None:
    (busiest,) = communities.list_communities(session, curve, "volume", limit=1)
    mine = trades.trades(session, token=busiest.token, limit=1_000)[::-1]
    since, until = mine[0].block_time, mine[-1].block_time
    found = trades.candles(session, busiest.token, 300, since, until)
    expected: dict[int, list[int]] = {}
    for each in mine:
        if since <= each.block_time < until:
            expected.setdefault(each.block_time // 300 * 300, []).append(trades.price_of(each))
    assert len(found) > 3
    assert [(each.start, each.open, each.high, each.low, each.close, each.trades) for each in found] == [
        (start, prices[0], max(prices), min(prices), prices[-1], len(prices))
        for start, prices in expected.items()
    ]
    assert sum(each.tokens for each in found) == sum(each.tokens for each in mine if each.block_time < until)


def test_tips_and_their_totals_agree(session: Session) -> None:
    whole = tips.tips(session, limit=1_000)
    assert len(whole) > 30
    for creator in {each.creator for each in whole}:
        mine = tips.tips(session, creator=creator, limit=1_000)
        (total,) = tips.tips_of_creator(session, creator)
        assert (total.amount, total.tips) == (sum(each.amount for each in mine), len(mine))
    for content in {each.content_id for each in whole if int(each.content_id, 16)}:
        mine = tips.tips(session, content_id=content, limit=1_000)
        (total,) = tips.tips_of_content(session, content)
        assert (total.amount, total.tips) == (sum(each.amount for each in mine), len(mine))
    fan = whole[0].fan
    assert tips.tips_of_fan(session, fan)[0].tips == len(tips.tips(session, fan=fan, limit=1_000))
    assert tips.tips_of_creator(session, "0x" + "12" * 20) == []


def test_creators_are_what_the_registry_says(world: World, session: Session) -> None:
    found = creators.list_creators(session, limit=100)
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert creators.list_creators(session, after=2, limit=1) == found[2:3]
    revoked = 0
    for each in found:
        address = each.creator
        assert world.read("CreatorRegistry", "isCreator", address) == each.registered
        assert world.read("CreatorRegistry", "numberOf", address) == each.number
        assert world.read("CreatorRegistry", "revokedAt", address) == each.revoked_at
        assert each == creators.creator_of(session, each.creator)
        published = creators.contents(session, author=each.creator, limit=1_000)
        assert len(published) == each.contents
        for content in published:
            assert creators.content_of(session, content.content_id) == content
            assert content in creators.contents(session, parent=content.parent, limit=1_000)
        revoked += not each.registered
    assert revoked
    assert creators.creator_of(session, "0x" + "12" * 20) is None


def test_self_only_is_the_newest_word(world: World, session: Session) -> None:
    for person in world.people:
        said = world.read("RewardDistributor", "isSelfOnly", person)
        assert creators.is_self_only(session, person) == said


def test_roots_carry_what_became_of_them(world: World, session: Session) -> None:
    rejected, withdrawn, activated = roots.roots(session)
    assert [each.state for each in (activated, withdrawn, rejected)] == ["activated", "withdrawn", "rejected"]
    assert rejected.reason == "does not add up\ufffd \U0001f30d"
    assert rejected.guardian == world.anvil.accounts[3].address.lower()
    assert activated.epoch == 1
    assert world.read("RewardDistributor", "epochOf", bytes.fromhex(activated.root[2:])) == 1
    assert roots.root_of(session, activated.root) == activated
    assert roots.roots(session, before_block=rejected.proposed_block) == [withdrawn, activated]
    assert roots.pending_root(session) is None
    usd = world.deployment.address("USDT0")
    assert world.read("RewardDistributor", "total", usd) == activated.totals[usd.lower()]
    (total,) = roots.reward_totals(session)
    assert world.read("RewardDistributor", "funded", usd) == total.funded
    assert world.read("RewardDistributor", "paid", usd) == total.claimed
    (claim,) = roots.claims(session)
    assert roots.claims(session, account=claim.account) == [claim]
    assert roots.claimed_by(session, claim.account) == {usd.lower(): claim.cumulative}
    assert roots.claimed_by(session, "0x" + "12" * 20) == {}


def test_status_says_how_far_and_how_final(world: World, session: Session) -> None:
    found = index.index_status(session)
    assert found is not None
    assert (found.indexed_number, found.lag_blocks, found.lag_seconds) == (world.head(), 0, 0)
    assert (found.safe_number, found.finalized_number) == (world.head() - 8, world.head() - 16)
    assert found.halted is None
    states = [found.finality_of(world.head() - depth) for depth in (0, 7, 8, 15, 16)]
    assert states == ["pending", "pending", "safe", "safe", "finalized"]


def test_nothing_indexed_has_no_status(postgres: EmbeddedPostgres, migrated: str, tmp_path: Path) -> None:
    database = engine(postgres.create("nothing_indexed", template=migrated))
    with transaction(database) as reading:
        assert index.index_status(reading) is None
        assert roots.pending_root(reading) is None
    database.dispose()
