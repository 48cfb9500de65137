"""Unsigned transactions: approvals put first, everything tried on the node, ready for a wallet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eth_abi.abi import decode
from web3 import Web3
from web3.contract import Contract
from web3.exceptions import BadFunctionCallOutput

from planet_chain.api.errors import NoToken
from planet_chain.api.schemas.base import Money
from planet_chain.api.schemas.communities import RiskOut
from planet_chain.api.schemas.transactions import Kind, StepOut, TransactionOut
from planet_chain.api.service import Service
from planet_chain.chain.abi import abi_of
from planet_chain.chain.errors import named_reverts
from planet_chain.chain.simulation import Call, Outcome, simulate
from planet_chain.chain.transactions import call_data
from planet_chain.core.addresses import checksum_address
from planet_chain.core.amounts import format_amount, format_whole

_BLOCK_SECONDS = 1
_SHOWN_PLACES = 6
_UNDATED_LIFETIME = 600


@dataclass(frozen=True)
class Step:
    """A call with what a wallet shows.

    Attributes:
        contract: whose ABI the call is of.
        function: which it calls.
    """

    kind: Kind
    contract: str
    function: str
    to: str
    arguments: tuple[Any, ...]
    summary: str

    @property
    def call(self) -> Call:
        """The call itself."""
        data = call_data(self.contract, self.function, *self.arguments)
        return Call(self.to, bytes(data), f"to {self.kind.replace('-', ' ')}")

    def returned(self, outcome: Outcome) -> tuple[Any, ...]:
        """What the function returned when it was tried."""
        abi = next(entry for entry in abi_of(self.contract) if entry.get("name") == self.function)
        return decode([output["type"] for output in abi["outputs"]], outcome.returned)


@dataclass(frozen=True)
class Chain:
    """The node, asked for the state as of its newest block.

    Attributes:
        now: unix seconds of the next block: on the local testnet the chain's clock is moved forward.
    """

    service: Service
    node: Web3
    now: int

    @classmethod
    def of(cls, service: Service) -> "Chain":
        """The chain of `service`."""
        node = service.node
        return cls(service, node, int(node.eth.get_block("latest")["timestamp"]) + _BLOCK_SECONDS)

    @property
    def undated(self) -> int:
        """When a transaction that the chain does not date should be asked for again, unix seconds."""
        return self.now + _UNDATED_LIFETIME

    def contract(self, name: str, address: str | None = None) -> Contract:
        """Contract `name`, at the deployment's address unless another is given."""
        where = Web3.to_checksum_address(address or self.service.address(name))
        return self.node.eth.contract(where, abi=abi_of(name))

    def reserves(self, token: str) -> tuple[int, int]:
        """Virtual quote reserve x and tokens left y of a community."""
        with named_reverts():
            x, y, _fees = (
                self.contract("CommunityMarket").functions.reservesOf(checksum_address(token)).call()
            )
        return x, y

    def approvals(self, account: str, token: str, spender: str, amount: int) -> list[Step]:
        """The approval that `spender` needs before it can pull `amount`; none when it has it.

        Raises:
            NoToken: `token` is none.
        """
        erc20 = self.contract("CommunityToken", token).functions
        try:
            with named_reverts():
                allowed = erc20.allowance(checksum_address(account), checksum_address(spender)).call()
        except BadFunctionCallOutput as error:
            raise NoToken(checksum_address(token)) from error
        if allowed >= amount:
            return []
        what = named_amount(self.service, token, amount)
        arguments = (checksum_address(spender), amount)
        return [Step("approve", "CommunityToken", "approve", token, arguments, f"Allow {what} to be taken")]

    def offer(
        self, account: str, steps: Sequence[Step], expires_at: int, risks: Sequence[RiskOut] = ()
    ) -> tuple[TransactionOut, tuple[Any, ...] | None]:
        """`steps` tried and ready to sign, and what the last one returned, when it could be tried.

        Raises:
            ContractReverted: a contract refuses one of them.
        """
        outcomes = simulate(self.node, account, [step.call for step in steps], self.now)
        tried = [self._shown(account, step, outcome) for step, outcome in zip(steps, outcomes, strict=False)]
        complete = len(tried) == len(steps)
        offered = TransactionOut(
            steps=tried,
            complete=complete,
            expires_at=expires_at,
            summary=steps[-1].summary,
            expected={},
            amounts={},
            risks=list(risks),
        )
        return offered, steps[-1].returned(outcomes[-1]) if complete else None

    def offer_last(
        self, account: str, steps: Sequence[Step], makes: str | None = None, pays: str | None = None
    ) -> TransactionOut:
        """`steps` tried and ready to sign, undated.

        Args:
            makes: what has the id that the last one returns.
            pays: lower-case address of the token of which the last one returns an amount.
        Raises:
            ContractReverted: a contract refuses one of them.
        """
        offered, returned = self.offer(account, steps, self.undated)
        if not returned:
            return offered
        known = {makes: str(returned[0])} if makes else {}
        money = {"amount": returned[0]} if pays else {}
        token = self.service.token(pays) if pays else None
        return expecting(offered, known, money, token.decimals if token else None)

    def _shown(self, account: str, step: Step, outcome: Outcome) -> StepOut:
        return StepOut(
            kind=step.kind,
            chainId=self.service.network.chain_id,
            sender=account,
            to=step.to,
            data="0x" + step.call.data.hex(),
            value="0",
            gas=outcome.gas,
            summary=step.summary,
        )


def expecting(
    offered: TransactionOut,
    known: Mapping[str, str | None],
    money: Mapping[str, int | None],
    decimals: int | None,
) -> TransactionOut:
    """`offered` with what its last step would make and pay; what is None is not known.

    Args:
        decimals: of the money's token.
    """
    amounts = {
        name: Money(amount=format_amount(amount), decimals=decimals)
        for name, amount in money.items()
        if amount is not None and decimals is not None
    }
    expected = {name: number for name, number in known.items() if number is not None}
    return offered.model_copy(update={"expected": expected, "amounts": amounts})


def shown(amount: int, decimals: int, symbol: str) -> str:
    """`amount` for people, rounded down to six places."""
    return f"{format_whole(amount, decimals, _SHOWN_PLACES)} {symbol}"


def named_amount(service: Service, address: str, amount: int) -> str:
    """`amount` of the token at lower-case `address`, for people."""
    token = service.token(address)
    if token is None:
        return f"{amount} units of {checksum_address(address)}"
    return shown(amount, token.decimals, token.symbol)


def raw(text: str) -> bytes:
    """The bytes of 0x hexadecimal."""
    return bytes.fromhex(text[2:])
