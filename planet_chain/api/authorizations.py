"""Payments that a fan signs and the relayer sends: EIP-3009 authorizations for one tip or one membership.

The nonce that is signed binds what is bought, so whoever sends it can change nothing of it.
"""

import secrets
from typing import Any, Final

from planet_chain.api.schemas.base import Money
from planet_chain.api.schemas.relays import (
    Authorization,
    AuthorizationOut,
    JoinAuthorizationIn,
    SignedJoinIn,
    SignedTipIn,
    TipAuthorizationIn,
)
from planet_chain.api.service import Service
from planet_chain.api.unsigned import Chain, named_amount, raw
from planet_chain.chain import simulation
from planet_chain.chain.errors import named_reverts
from planet_chain.chain.transactions import call_data
from planet_chain.core.addresses import checksum_address
from planet_chain.core.amounts import format_amount
from planet_chain.rewards.relays import Call

_DOMAIN_VERSION: Final = "1"
"""Of USD₮0's EIP-712 domain."""
_VALID_AFTER: Final = 0
_FIELDS: Final = {
    "EIP712Domain": {
        "name": "string",
        "version": "string",
        "chainId": "uint256",
        "verifyingContract": "address",
    },
    "ReceiveWithAuthorization": {
        "from": "address",
        "to": "address",
        "value": "uint256",
        "validAfter": "uint256",
        "validBefore": "uint256",
        "nonce": "bytes32",
    },
}


def tip_to_sign(service: Service, order: TipAuthorizationIn) -> AuthorizationOut:
    """What the fan signs so that anybody may send this tip, and nothing else."""
    chain, amount, salt = Chain.of(service), int(order.amount), secrets.token_bytes(32)
    token, creator = checksum_address(service.quote.address), checksum_address(order.creator)
    terms = (token, creator, raw(order.content_id), amount, salt)
    what = named_amount(service, service.quote.address, amount)
    return _to_sign(chain, "Tips", order.account, amount, terms, order.lifetime, f"Tip {creator} {what}")


def join_to_sign(service: Service, order: JoinAuthorizationIn) -> AuthorizationOut:
    """What the fan signs so that anybody may buy this membership for them, at the price of now."""
    chain, salt = Chain.of(service), secrets.token_bytes(32)
    creator = checksum_address(order.creator)
    with named_reverts():
        price = int(chain.contract("Membership").functions.termsOf(creator, order.tier).call()[0])
    terms = (creator, order.tier, price, raw(order.content_id), salt)
    what = named_amount(service, service.quote.address, price)
    summary = f"Join tier {order.tier} of {creator} for {what}"
    return _to_sign(chain, "Membership", order.account, price, terms, order.lifetime, summary)


def tip_call(service: Service, wish: SignedTipIn) -> Call:
    """The call that carries out a signed tip."""
    token, amount = checksum_address(service.quote.address), int(wish.amount)
    bought = (token, checksum_address(wish.creator), amount)
    return _call(service, "Tips", "tipWithAuthorization", wish, bought)


def join_call(service: Service, wish: SignedJoinIn) -> Call:
    """The call that carries out a signed membership."""
    bought = (checksum_address(wish.creator), wish.tier, int(wish.price))
    return _call(service, "Membership", "joinWithAuthorization", wish, bought)


def expect_accepted(service: Service, account: str, call: Call) -> None:
    """Try `call` on the node before anybody queues it.

    Raises:
        ContractReverted: it is refused: another signature or price, too late, used before, too poor.
    """
    chain = Chain.of(service)
    simulation.simulate(chain.node, account, [simulation.Call(call.to, call.data, "to relay")], chain.now)


def _to_sign(
    chain: Chain,
    contract: str,
    account: str,
    amount: int,
    terms: tuple[Any, ...],
    lifetime: int,
    summary: str,
) -> AuthorizationOut:
    nonce = chain.contract(contract).functions.nonceOf(*terms).call()
    until = chain.now + lifetime
    message = {
        "from": checksum_address(account),
        "to": checksum_address(chain.service.address(contract)),
        "value": str(amount),
        "validAfter": str(_VALID_AFTER),
        "validBefore": str(until),
        "nonce": "0x" + nonce.hex(),
    }
    domain = {
        "name": chain.service.quote.symbol,
        "version": _DOMAIN_VERSION,
        "chainId": chain.service.network.chain_id,
        "verifyingContract": checksum_address(chain.service.quote.address),
    }
    types = {
        name: [{"name": each, "type": kind} for each, kind in fields.items()]
        for name, fields in _FIELDS.items()
    }
    typed = {"types": types, "primaryType": "ReceiveWithAuthorization", "domain": domain, "message": message}
    return AuthorizationOut(
        typed_data=typed,
        salt="0x" + terms[-1].hex(),
        valid_before=until,
        price=Money(amount=format_amount(amount), decimals=chain.service.quote.decimals),
        summary=summary,
    )


def _call(
    service: Service, contract: str, function: str, wish: Authorization, bought: tuple[Any, ...]
) -> Call:
    signature = raw(wish.signature)
    arguments = (
        checksum_address(wish.account),
        *bought,
        raw(wish.content_id),
        raw(wish.salt),
        _VALID_AFTER,
        wish.valid_before,
        signature[64],
        signature[:32],
        signature[32:64],
    )
    return Call(service.address(contract), bytes(call_data(contract, function, *arguments)))
