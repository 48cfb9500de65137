"""Airdrops that are planned in a browser: from a plan to the parts of everybody, and to a registered tree."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session
from web3 import Web3
from web3.exceptions import BadFunctionCallOutput

from planet_chain.airdrops.bundle import Airdrop, Block, Source
from planet_chain.airdrops.errors import AirdropDiffers, AirdropRefused
from planet_chain.airdrops.lists import parse_list
from planet_chain.airdrops.plans import CONTRACTS, Plan, airdrop_of, rounded_off
from planet_chain.airdrops.registry import register
from planet_chain.airdrops.snapshot import snapshot_from_index
from planet_chain.api.errors import NoToken
from planet_chain.api.listing import index_of
from planet_chain.api.money import token_money
from planet_chain.api.schemas.airdrop_plans import AirdropPlan, AirdropPreview, AirdropTreeIn, AirdropTreeOut
from planet_chain.api.service import Service
from planet_chain.chain.abi import abi_of
from planet_chain.core.addresses import checksum_address
from planet_chain.store.queries.communities import community_of

_MOST: Final = 20_000
"""Accounts in a snapshot that one request takes; beyond it the command line is the tool."""


def preview(service: Service, session: Session, asked: AirdropPlan) -> AirdropPreview:
    """Who would get what.

    Raises:
        AirdropRefused, ListRefused, NoToken, InvalidAmount: it cannot be done, and why.
    """
    airdrop = _planned(service, session, asked)
    amounts = [gift.amount for gift in airdrop.tree.gifts]
    figures = {
        "total": airdrop.tree.total,
        "least": min(amounts),
        "most": max(amounts),
        "rounded_off": rounded_off(airdrop),
    }
    token = airdrop.terms.token
    money = {name: token_money(service, token, amount) for name, amount in figures.items()}
    return AirdropPreview.of(airdrop, money)


def registered(service: Service, session: Session, asked: AirdropTreeIn, account: str) -> AirdropTreeOut:
    """Keep the files of what a preview showed, so that everybody it gives to finds their proof here.

    Args:
        account: whose plan it is, lower case.
    Raises:
        AirdropDiffers: the plan leads to another root than its preview did.
        AirdropRefused, ListRefused, NoToken, InvalidAmount: as for the preview.
    """
    airdrop = _planned(service, session, asked)
    if airdrop.tree.root != asked.root:
        raise AirdropDiffers("the root", asked.root, airdrop.tree.root)
    is_new = register(session, airdrop, by=account, now=index_of(session).head_time)
    total = token_money(service, airdrop.terms.token, airdrop.tree.total)
    return AirdropTreeOut(root=airdrop.tree.root, leaves=len(airdrop.tree.gifts), total=total, new=is_new)


def _planned(service: Service, session: Session, asked: AirdropPlan) -> Airdrop:
    plan = _plan(service, asked)
    if asked.source.kind == "csv":
        found, header = parse_list(asked.rows or "", _decimals(service, plan.token))
        return airdrop_of(plan, _bounded(found), header=header)
    _expect_few(service, session, plan.source)
    block = _block(service, session, asked.block)
    return airdrop_of(plan, _bounded(snapshot_from_index(session, plan.source, block)), block)


def _plan(service: Service, asked: AirdropPlan) -> Plan:
    return Plan(
        chain_id=service.network.chain_id,
        token=asked.token or service.quote.address,
        source=_source(service, asked),
        amount=None if asked.amount is None else int(asked.amount),
        weights=asked.weights,
        least=int(asked.least),
        # what lies in the contract for others cannot be given to it
        excluded=frozenset((*asked.excluded, service.address("Airdrops"))),
    )


def _source(service: Service, asked: AirdropPlan) -> Source:
    kind, of = asked.source.kind, asked.source.of
    if kind == "csv":
        return Source("csv")
    if of is None:
        raise AirdropRefused(
            f"Say whose {kind}: `of` is {'the token' if kind == 'holders' else 'the creator'}."
        )
    contract = of if kind == "holders" else service.address(CONTRACTS[kind])
    return Source(kind, of, contract, asked.source.tier if kind == "members" else None)


def _expect_few(service: Service, session: Session, source: Source) -> None:
    """Refuse a large community before its transfers are summed."""
    if source.kind != "holders":
        return
    community = community_of(session, service.curve, source.of or "")
    if community is not None:
        _expect_below(community.holders)


def _bounded(snapshot: Mapping[str, int]) -> Mapping[str, int]:
    _expect_below(len(snapshot))
    return snapshot


def _expect_below(accounts: int) -> None:
    if accounts > _MOST:
        raise AirdropRefused(
            f"{accounts} accounts are more than the {_MOST} that one request takes;"
            " `planet airdrop build` has no such limit."
        )


def _block(service: Service, session: Session, number: int | None) -> Block:
    index = index_of(session)
    if number in (None, index.finalized_number):
        return Block(index.finalized_number, index.finalized_hash, index.finalized_time)
    if number > index.finalized_number:
        raise AirdropRefused(
            f"Block {number} is not final here; the newest final one is {index.finalized_number}."
        )
    found = service.node.eth.get_block(number)
    return Block(found["number"], found["hash"].to_0x_hex(), found["timestamp"])


def _decimals(service: Service, token: str) -> int:
    known = service.token(token)
    if known is not None:
        return known.decimals
    erc20 = service.node.eth.contract(Web3.to_checksum_address(token), abi=abi_of("CommunityToken"))
    try:
        return int(erc20.functions.decimals().call())
    except BadFunctionCallOutput as error:
        raise NoToken(checksum_address(token)) from error
