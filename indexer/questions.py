"""What the contracts are asked about our tables: each counter of theirs that a sum of ours must equal."""

from collections.abc import Iterator
from typing import Final

import psycopg

from indexer.paid_questions import of_memberships, of_questions
from indexer.question import Question, word
from planet_chain.chain.deployment import Deployment
from planet_chain.core.addresses import lower_address


def questions(connection: psycopg.Connection, deployment: Deployment) -> Iterator[Question]:
    """Everything that the contracts of `deployment` can be asked about the tables."""
    at = {name: lower_address(place.address) for name, place in deployment.contracts.items()}
    initial = tuple(int(each) for each in deployment.contracts["CommunityMarket"].args[2:4])
    yield from _of_communities(connection, at["CommunityMarket"], initial)
    yield from _of_rewards(connection, at["RewardDistributor"], at["Points"])
    yield from _of_follows(connection, at["FollowGraph"])
    yield from _of_airdrops(connection, at["Airdrops"])
    yield from of_memberships(connection, at["Membership"], at["USDT0"])
    yield from of_questions(connection, at["PrizeQuestions"], at["USDT0"])


def _of_communities(
    connection: psycopg.Connection, market: str, initial: tuple[int, ...]
) -> Iterator[Question]:
    initial_quote, initial_tokens = initial
    for token, supply, quote, tokens, fees in connection.execute(_COMMUNITIES):
        yield Question(token, "totalSupply()", "", "supply_sum", (token,), ("supply",), (int(supply),))
        reserves = (initial_quote + int(quote), initial_tokens - int(tokens), int(fees))
        columns = ("quote_net", "tokens_net", "fees")
        yield Question(market, "reservesOf(address)", word(token), "market_sum", (token,), columns, reserves)


def _of_rewards(connection: psycopg.Connection, distributor: str, points: str) -> Iterator[Question]:
    points_supply = "SELECT coalesce(sum(supply), 0) FROM supply_sum WHERE token = %s"
    for (supply,) in connection.execute(points_supply, (points,)):
        yield Question(points, "totalSupply()", "", "supply_sum", (points,), ("supply",), (int(supply),))
    for token, funded in connection.execute("SELECT token, funded FROM reward_sum"):
        if token != points:  # points are minted by claims, not funded
            yield Question(
                distributor,
                "funded(address)",
                word(token),
                "reward_sum",
                (token,),
                ("funded",),
                (int(funded),),
            )
    for account, token, amount in connection.execute("SELECT account, token, amount FROM claim_sum"):
        argument = word(account) + word(token)
        key, stored = (account, token), (int(amount),)
        yield Question(
            distributor, "claimed(address,address)", argument, "claim_sum", key, ("amount",), stored
        )


def _of_follows(connection: psycopg.Connection, graph: str) -> Iterator[Question]:
    for follower, following in connection.execute("SELECT follower, following FROM fan_follow_sum"):
        yield Question(
            graph,
            "balanceOf(address)",
            word(follower),
            "fan_follow_sum",
            (follower,),
            ("following",),
            (following,),
        )
    for token, holder, amount in connection.execute("SELECT token, holder, amount FROM nft_balance_sum"):
        key, stored = (token, holder), (amount,)
        yield Question(token, "balanceOf(address)", word(holder), "nft_balance_sum", key, ("amount",), stored)


def _of_airdrops(connection: psycopg.Connection, airdrops: str) -> Iterator[Question]:
    for (count,) in connection.execute("SELECT count(*) FROM campaign_created"):
        yield Question(airdrops, "campaignCount()", "", "campaign_created", (), ("rows",), (count,))
    columns = ("token", "starts_at", "ends_at", "swept", "funder", "root")
    for campaign, token, starts_at, ends_at, swept, funder, root, held in connection.execute(_CAMPAIGNS):
        number, key = f"{int(campaign):064x}", (str(campaign),)
        said = (int(token, 16), starts_at, ends_at, int(swept > 0), int(funder, 16), int(root, 16))
        yield Question(airdrops, "campaignOf(uint256)", number, "campaign_created", key, columns, said)
        # a token that takes from its holders later is found here too
        yield Question(
            airdrops, "held(uint256)", number, "campaign_sum", key, ("amount",), (int(held),), at_least=True
        )
    for campaign, leaf in connection.execute("SELECT campaign, leaf_index FROM airdrop_claimed"):
        argument, paid = f"{int(campaign):064x}{int(leaf):064x}", (str(campaign), str(leaf))
        yield Question(
            airdrops, "isClaimed(uint256,uint256)", argument, "airdrop_claimed", paid, ("claimed",), (1,)
        )


# every community is asked for, so that one whose logs were all lost is found too
_COMMUNITIES: Final = """
    SELECT token, coalesce(supply, 0), coalesce(quote_net, 0), coalesce(tokens_net, 0),
           coalesce(fees - collected, 0)
    FROM community_created LEFT JOIN supply_sum USING (token) LEFT JOIN market_sum USING (token)
"""
# the sweep takes what was sent to the vault by mistake too
_CAMPAIGNS: Final = """
    SELECT c.campaign, c.token, starts_at, ends_at, s.swept, funder, root,
           CASE WHEN s.swept > 0 THEN 0 ELSE s.amount - s.claimed END
    FROM campaign_created AS c JOIN campaign_sum AS s USING (campaign)
"""
