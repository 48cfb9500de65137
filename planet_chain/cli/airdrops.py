"""What `planet airdrop` does, once its options are read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from eth_account.signers.local import LocalAccount
from sqlmodel import Session
from web3 import Web3

from indexer.follow import asking
from indexer.node import Node
from indexer.ranges import RangeSizer
from planet_chain.airdrops import bundle, campaign, snapshot
from planet_chain.airdrops.bundle import Airdrop, Block, Kind, Source
from planet_chain.airdrops.campaign import Cost, Created, Order
from planet_chain.airdrops.errors import AirdropRefused, NoAirdrop
from planet_chain.airdrops.lists import read_list
from planet_chain.airdrops.plans import CONTRACTS, Plan, airdrop_of
from planet_chain.airdrops.registry import register
from planet_chain.airdrops.verify import check_block, check_snapshot, look_at
from planet_chain.chain.abi import abi_of
from planet_chain.chain.client import connect
from planet_chain.chain.deployment import Deployment
from planet_chain.cli.output import Output
from planet_chain.cli.system import DatabaseMissing, kept
from planet_chain.config import Settings, settings
from planet_chain.core.addresses import checksum_address, lower_address, lower_hash
from planet_chain.core.amounts import format_whole, parse_amount, parse_whole
from planet_chain.core.errors import PlanetError
from planet_chain.store.queries.airdrops import FILES, campaign_of, file_of
from planet_chain.store.queries.index import index_status

_DAY = 86_400
write = bundle.write


@dataclass(frozen=True)
class Asked:
    """The options of `build`, as they were typed."""

    kind: Kind
    of: str | None
    tier: int | None
    file: Path | None
    amount: str | None
    token: str | None
    weights: Literal["equal", "balance"] | None
    least: str | None
    exclude: tuple[str, ...]
    at_block: int | None
    by: Literal["index", "node"]


@dataclass(frozen=True)
class System:
    """The chain that an airdrop is on, and a way to speak."""

    config: Settings
    w3: Web3
    deployment: Deployment
    out: Output

    def decimals(self, token: str) -> int:
        """Decimals of the token at lower-case `token`.

        Raises:
            AirdropRefused: it has none.
        """
        erc20 = self.w3.eth.contract(Web3.to_checksum_address(token), abi=abi_of("CommunityToken"))
        try:
            return int(erc20.functions.decimals().call())
        except Exception as error:
            raise AirdropRefused(f"{token} is no token that says its decimals.") from error

    @contextmanager
    def stored(self) -> Iterator[Session]:
        """A transaction on this system's database.

        Raises:
            DatabaseMissing: the settings name none.
        """
        with kept(self.config) as session:
            yield session

    @contextmanager
    def node(self) -> Iterator[tuple[Node, RangeSizer]]:
        """The node as the indexer asks it."""
        with asking(self.config.chain, self.config.node_url) as node:
            yield node, RangeSizer(self.config.chain.max_log_range)


def system(out: Output) -> System:
    """The system that the settings name."""
    config = settings()
    w3 = connect(config.node_url, config.chain.chain_id)
    return System(config, w3, Deployment.load(config.deployment), out)


def built(here: System, asked: Asked) -> Airdrop:
    """The airdrop that was asked for."""
    token = lower_address(asked.token or here.config.chain.quote or here.deployment.address("USDT0"))
    decimals = here.decimals(token)
    is_list = asked.kind == "csv"
    plan = Plan(
        here.config.chain.chain_id,
        token,
        Source("csv") if is_list else _source(here, asked),
        None if asked.amount is None else parse_whole(asked.amount, decimals),
        asked.weights,
        _least(here, asked),
        frozenset(lower_address(each) for each in (*asked.exclude, here.deployment.address("Airdrops"))),
    )
    if is_list:
        if asked.file is None:
            raise AirdropRefused("Say which list: --file LIST.csv.")
        found, header = read_list(asked.file, decimals)
        return airdrop_of(plan, found, header=header)
    block = _block(here, asked)
    here.out.progress(f"Taking the snapshot after block {block.number}, by the {asked.by} …")
    return airdrop_of(plan, _snapshot(here, plan.source, block, asked.by), block)


def estimate(here: System, airdrop: Airdrop, funder: str, order: Order | None = None) -> Cost:
    """What creating the campaign would cost `funder`."""
    wanted = order or Order(0, _now(here) + 30 * _DAY, "0x" + "0" * 64)
    return campaign.cost_of(here.w3, here.deployment, airdrop, wanted, Web3.to_checksum_address(funder))


def order(here: System, days: int, starts_at: int, content_id: str) -> Order:
    """The campaign's times and post."""
    if days < 1:
        raise AirdropRefused(f"{days} days are too few; a campaign is open for a day at least.")
    begins = max(starts_at, _now(here))
    # the block that holds it is later than now: a minute keeps the least duration
    return Order(starts_at, begins + days * _DAY + 60, lower_hash(content_id))


def address_of(here: System, wallet: str) -> str:
    """Address of the wallet, without opening it."""
    from planet_chain.chain.signer import wallet_of

    return wallet_of(here.config.wallets, wallet).address


def unlocked(here: System, wallet: str, password_file: Path | None) -> LocalAccount:
    """The wallet, able to sign."""
    from planet_chain.chain.signer import unlock, wallet_of
    from planet_chain.cli.passwords import password_of

    wallet_of(here.config.wallets, wallet)  # before anybody types a password for nothing
    file = password_file or here.config.wallet_password_file
    return unlock(here.config.wallets, wallet, password_of(wallet, file))


def agree(here: System, yes: bool) -> None:
    """Ask before real money is spent."""
    if yes or here.config.chain.is_local:
        return
    if not sys.stdin.isatty():
        raise PlanetError("not-confirmed", "This spends money; say --yes to go ahead.")
    print("Create it? It cannot be called off. [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise PlanetError("not-confirmed", "Nothing was sent.")


def created(here: System, account: LocalAccount, airdrop: Airdrop, wanted: Order, directory: Path) -> Created:
    """The campaign, made now or before."""
    say = here.out.progress
    return campaign.create(here.w3, here.deployment, account, airdrop, wanted, directory, say)


def register_if_possible(here: System, airdrop: Airdrop) -> None:
    """Keep the proofs where this machine has a service."""
    try:
        with here.stored() as session:
            register(session, airdrop)
    except DatabaseMissing:
        here.out.progress("There is no database here: publish the files, and register them with a service.")


def verified(
    here: System, target: str, number: int | None, by: Literal["node", "index", "nothing"]
) -> tuple[dict[str, Any], str]:
    """What could be confirmed; raises at the first thing that differs."""
    airdrop = bundle.load(Path(target)) if not target.isdigit() else _registered(here, int(target))
    number = int(target) if target.isdigit() else number
    said: dict[str, Any] = {
        "root": airdrop.tree.root,
        "leaves": len(airdrop.tree.gifts),
        "total": str(airdrop.tree.total),
        "snapshot": "not compared",
    }
    if airdrop.terms.block and by != "nothing":
        here.out.progress(f"Deriving the snapshot after block {airdrop.terms.block.number}, by the {by} …")
        check_block(airdrop, _hash_of(here, airdrop.terms.block.number))
        check_snapshot(airdrop, _snapshot(here, airdrop.terms.source, airdrop.terms.block, by))
        said["snapshot"] = f"the same by the {by}"
    if number is not None:
        with here.node() as (node, _sizer):
            at = lower_address(here.deployment.address("Airdrops"))
            there = look_at(node, at, number, airdrop, int(here.w3.eth.block_number))
        said |= {"campaign": number, "held": str(there.held), "unpaid": str(there.unpaid)}
        said |= {"swept": there.swept, "funded": there.is_funded}
        if not there.is_funded and not there.swept:
            raise AirdropRefused(
                f"Campaign {number} holds {there.held} smallest units, but owes {there.unpaid}:"
                " who claims late gets nothing."
            )
    return said, "\n".join(f"{name:<9} {value}" for name, value in said.items())


def sentence_of(here: System, airdrop: Airdrop) -> str:
    """The airdrop for people."""
    decimals = here.decimals(airdrop.terms.token)
    amount = format_whole(airdrop.tree.total, decimals)
    return f"{amount} of {checksum_address(airdrop.terms.token)} for {len(airdrop.tree.gifts)} accounts"


def described(
    here: System, airdrop: Airdrop, directory: Path | None, cost: Cost | None
) -> tuple[dict[str, Any], str]:
    """The airdrop as JSON and for people."""
    amounts = [gift.amount for gift in airdrop.tree.gifts]
    block = airdrop.terms.block
    said = {
        "root": airdrop.tree.root,
        "token": airdrop.terms.token,
        "total": str(airdrop.tree.total),
        "leaves": len(amounts),
        "least": str(min(amounts)),
        "most": str(max(amounts)),
        "in_snapshot": len(airdrop.snapshot),
        "block": block.number if block else None,
        "directory": str(directory) if directory else None,
        "gas": cost.gas if cost else None,
        "cost_wei": str(cost.wei) if cost else None,
    }
    lines = [sentence_of(here, airdrop), f"root {airdrop.tree.root}"]
    if cost:
        symbol = here.config.chain.gas_symbol
        lines.append(f"{cost.gas:,} gas to create it: up to {Web3.from_wei(cost.wei, 'ether'):f} {symbol}")
    if directory:
        lines.append(f"in {directory}")
    return said, "\n".join(lines)


def _least(here: System, asked: Asked) -> int:
    if asked.least is None:
        return 1
    if asked.kind == "holders":
        return parse_whole(asked.least, here.decimals(lower_address(asked.of or "")))
    return parse_amount(asked.least)


def _source(here: System, asked: Asked) -> Source:
    if asked.of is None:
        what = "TOKEN" if asked.kind == "holders" else "CREATOR"
        raise AirdropRefused(f"Say whose {asked.kind}: --of {what}.")
    of = lower_address(asked.of)
    held = asked.kind == "holders"
    contract = of if held else lower_address(here.deployment.address(CONTRACTS[asked.kind]))
    return Source(asked.kind, of, contract, asked.tier)


def _block(here: System, asked: Asked) -> Block:
    number, final = asked.at_block, int(here.w3.eth.get_block("finalized")["number"])
    if number is not None and number > final:
        raise AirdropRefused(f"Block {number} is not final; the newest final one is {final}.")
    if number is None and asked.by == "index":
        with here.stored() as session:
            status = index_status(session)
        final = min(final, status.finalized_number) if status else final
    found = here.w3.eth.get_block(final if number is None else number)
    return Block(found["number"], found["hash"].to_0x_hex(), found["timestamp"])


def _snapshot(here: System, source: Source, block: Block, by: Literal["index", "node"]) -> dict[str, int]:
    if by == "index":
        with here.stored() as session:
            return snapshot.snapshot_from_index(session, source, block)
    with here.node() as (node, sizer):
        # a token of others may be older than our contracts
        first = 0 if source.kind == "holders" else here.deployment.block
        return snapshot.snapshot_from_node(node, source, first, block, sizer)


def _registered(here: System, number: int) -> Airdrop:
    with here.stored() as session:
        found = campaign_of(session, number)
        root = found.root if found else ""
        files = {str(name): file_of(session, root, name) for name in FILES}
    if any(data is None for data in files.values()):
        raise NoAirdrop(Path(str(number)), "no campaign with this number is registered here")
    return bundle.parse({name: data or b"" for name, data in files.items()})


def _hash_of(here: System, number: int) -> str:
    return here.w3.eth.get_block(number)["hash"].to_0x_hex()


def _now(here: System) -> int:
    return int(here.w3.eth.get_block("latest")["timestamp"])
