"""An airdrop as three public files: parameters, snapshot, tree. Anybody derives the last from the others."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from planet_chain.airdrops.errors import AirdropDiffers, AirdropRefused, NoAirdrop
from planet_chain.core.addresses import lower_address, lower_hash
from planet_chain.core.airdrops import GiftTree, dump_gifts, gift_tree, load_gifts, share_out
from planet_chain.core.amounts import format_amount, parse_amount
from planet_chain.core.errors import PlanetError
from planet_chain.files import write_whole

FORMAT: Final = "planet-airdrop/1"
PARAMETERS: Final = "airdrop.json"
SNAPSHOT: Final = "snapshot.csv"
TREE: Final = "tree.json"

Kind = Literal["holders", "members", "followers", "csv"]
Weights = Literal["equal", "balance", "given"]
"""`balance`: in proportion to the snapshot; `given`: exactly what a list says."""


@dataclass(frozen=True)
class Source:
    """Who is in the snapshot.

    Attributes:
        of: lower-case address: the token that is held, the creator who is followed; None for a list.
        contract: lower-case address of whose events say so; None for a list.
        tier: of the creator, for members; None for all of them.
    """

    kind: Kind
    of: str | None = None
    contract: str | None = None
    tier: int | None = None


@dataclass(frozen=True)
class Block:
    """The block after which the snapshot was taken, a final one; `time` in unix seconds."""

    number: int
    hash: str
    time: int


@dataclass(frozen=True)
class Terms:
    """Everything that decides who gets how much, beside the snapshot.

    Attributes:
        token: lower-case address of what is given.
        amount: of it in all, smallest units.
        least: who has less in the snapshot is left out.
        excluded: lower-case addresses that are left out, ascending.
        block: None for a list.
    """

    chain_id: int
    token: str
    amount: int
    source: Source
    weights: Weights
    least: int = 1
    excluded: tuple[str, ...] = ()
    block: Block | None = None


@dataclass(frozen=True)
class Airdrop:
    """An airdrop that is ready to be published.

    Attributes:
        snapshot: lower-case address -> weight above 0, of everybody in the source, ascending addresses.
    """

    terms: Terms
    snapshot: Mapping[str, int]
    tree: GiftTree


def build(terms: Terms, snapshot: Mapping[str, int]) -> Airdrop:
    """The airdrop that follows from `terms` and `snapshot`; the same in, the same bytes out.

    Raises:
        AirdropRefused: nobody is left to give to, or a list gives another sum than the amount.
        InvalidAmount: the amount is none.
    """
    ordered = {account: snapshot[account] for account in sorted(snapshot)}
    eligible = eligible_of(terms, ordered)
    if not eligible:
        raise AirdropRefused(
            f"Nobody is left to give to: of {len(ordered)} accounts none has {terms.least} or more."
        )
    if terms.weights == "given":
        found = sum(eligible.values())
        if found != terms.amount:
            raise AirdropRefused(
                f"The list gives {found} smallest units, not {terms.amount}; make them equal."
            )
        shares: Mapping[str, int] = eligible
    else:
        shares = share_out(terms.amount, eligible, equal=terms.weights == "equal")
    return Airdrop(terms, ordered, gift_tree(shares))


def eligible_of(terms: Terms, snapshot: Mapping[str, int]) -> dict[str, int]:
    """Those of `snapshot` who have the least weight and are not left out."""
    excluded = set(terms.excluded)
    return {
        account: weight
        for account, weight in snapshot.items()
        if weight >= terms.least and account not in excluded
    }


def files_of(airdrop: Airdrop) -> dict[str, bytes]:
    """File name -> its bytes."""
    snapshot = _dump_snapshot(airdrop.snapshot)
    written = asdict(airdrop.terms)
    document = {
        "format": FORMAT,
        **written,
        "amount": format_amount(airdrop.terms.amount),
        "least": format_amount(airdrop.terms.least),
        "excluded": list(airdrop.terms.excluded),
        "leaves": len(airdrop.tree.gifts),
        "root": airdrop.tree.root,
        "snapshot_sha256": hashlib.sha256(snapshot).hexdigest(),
    }
    parameters = (json.dumps(document, indent=2) + "\n").encode()
    return {SNAPSHOT: snapshot, TREE: dump_gifts(airdrop.tree), PARAMETERS: parameters}


def write(airdrop: Airdrop, directory: Path) -> None:
    """Write the files of `airdrop` into `directory`; the same airdrop again changes nothing.

    Raises:
        AirdropRefused: the directory holds another airdrop.
        OSError: the disk refused; what is missing is written when it is done again.
    """
    files = files_of(airdrop)
    there = directory / PARAMETERS
    if there.exists() and there.read_bytes() != files[PARAMETERS]:
        raise AirdropRefused(f"{directory} holds another airdrop; name another directory, --out DIR.")
    for name, data in files.items():
        write_whole(directory / name, data)


def load(directory: Path) -> Airdrop:
    """The airdrop in `directory`, derived anew from its parameters and snapshot.

    Raises:
        NoAirdrop: a file is missing or damaged.
        AirdropDiffers: a published file is not what follows from the others.
    """
    try:
        return parse({name: (directory / name).read_bytes() for name in (PARAMETERS, SNAPSHOT, TREE)})
    except FileNotFoundError as error:
        raise NoAirdrop(directory, f"{Path(error.filename).name} is missing") from error
    except (ValueError, KeyError, TypeError) as error:
        raise NoAirdrop(directory, f"its parameters or its snapshot are damaged ({error})") from error


def parse(files: Mapping[str, bytes]) -> Airdrop:
    """The airdrop in `files`, derived anew.

    Raises:
        AirdropDiffers: a file is not what follows from the others.
        InvalidTree: the tree is none.
        ValueError, KeyError, TypeError: the parameters or the snapshot cannot be read.
    """
    document = json.loads(files[PARAMETERS])
    if document["format"] != FORMAT:
        raise ValueError(f"format {document['format']}")
    airdrop = build(_terms(document), _parse_snapshot(files[SNAPSHOT]))
    derived = files_of(airdrop)
    tree = load_gifts(files[TREE])
    if tree.root != airdrop.tree.root:
        raise AirdropDiffers("the root of tree.json", tree.root, airdrop.tree.root)
    if document["root"] != airdrop.tree.root:
        raise AirdropDiffers("the root in airdrop.json", document["root"], airdrop.tree.root)
    for name, data in derived.items():
        if files[name] != data:
            raise AirdropDiffers(name, _digest(files[name]), _digest(data))
    return airdrop


def _terms(document: dict[str, Any]) -> Terms:
    block = document["block"]
    source = document["source"]
    return Terms(
        chain_id=int(document["chain_id"]),
        token=lower_address(document["token"]),
        amount=parse_amount(document["amount"]),
        source=Source(**source),
        weights=document["weights"],
        least=parse_amount(document["least"]),
        excluded=tuple(lower_address(each) for each in document["excluded"]),
        block=Block(int(block["number"]), lower_hash(block["hash"]), int(block["time"])) if block else None,
    )


def _dump_snapshot(snapshot: Mapping[str, int]) -> bytes:
    lines = [f"{account},{format_amount(weight)}\n" for account, weight in snapshot.items()]
    return ("account,weight\n" + "".join(lines)).encode()


def _parse_snapshot(data: bytes) -> dict[str, int]:
    rows = list(csv.reader(io.StringIO(data.decode())))
    if not rows or rows[0] != ["account", "weight"]:
        raise ValueError("the snapshot has no header account,weight")
    try:
        return {lower_address(account): parse_amount(weight) for account, weight in rows[1:]}
    except PlanetError as error:
        raise ValueError(error.sentence) from error


def _digest(data: bytes) -> str:
    return f"sha256 {hashlib.sha256(data).hexdigest()}"
