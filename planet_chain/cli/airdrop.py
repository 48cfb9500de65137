"""`planet airdrop`: from a snapshot to a campaign on chain, and back from the campaign to the snapshot."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

from planet_chain.cli.output import Output
from planet_chain.core.addresses import ZERO_HASH

if TYPE_CHECKING:
    from planet_chain.airdrops.bundle import Airdrop

app = App(name="airdrop", help="Airdrops: build from a snapshot, create on chain, register, verify.")

Many = Annotated[list[str] | None, Parameter(negative=())]
Flag = Parameter(negative=())


@app.command
def build(
    *,
    from_: Annotated[Literal["holders", "members", "followers", "csv"], Parameter(name="--from")],
    of: str | None = None,
    tier: int | None = None,
    file: Path | None = None,
    amount: str | None = None,
    token: str | None = None,
    weights: Literal["equal", "balance"] | None = None,
    min: str | None = None,
    exclude: Many = None,
    at_block: int | None = None,
    by: Literal["index", "node"] = "index",
    funder: str | None = None,
    directory: Annotated[Path | None, Parameter(name="--out")] = None,
    dry_run: Annotated[bool, Flag] = False,
    out: Output = Output(),
) -> None:
    """Take a snapshot after a final block, share an amount out, and write what anybody can check.

    Parameters
    ----------
    from_
        Who gets it: holders of a token, members or followers of a creator, or a list of your own.
    of
        Address of the token that is held, or of the creator.
    tier
        Only members of this tier of the creator.
    file
        The list: a CSV with the header account, or account,weight, or account,amount (whole tokens).
    amount
        How much in all, in whole tokens such as 12.5; a list with amounts says it itself.
    token
        Address of what is given; the default is the network's USD₮0.
    weights
        Equal parts, or parts in proportion to the balance; the default is balance for holders, else equal.
    min
        Who has less is left out; whole tokens for holders.
    exclude
        An address to leave out; give it as often as needed.
    at_block
        The block after which the snapshot is taken; the default is the newest final one.
    by
        Where the snapshot comes from: the index, or the logs of the node alone.
    funder
        Who will pay, to estimate what creating it costs.
    directory
        Where to write airdrop.json, snapshot.csv and tree.json; the default is airdrops/ROOT.
    dry_run
        Write nothing; say who would get how much, and what it would cost.
    """
    from planet_chain.cli import airdrops as work

    asked = work.Asked(from_, of, tier, file, amount, token, weights, min, tuple(exclude or ()), at_block, by)
    system = work.system(out)
    airdrop = work.built(system, asked)
    cost = work.estimate(system, airdrop, funder) if funder else None
    where = directory or Path("airdrops") / airdrop.tree.root[2:18]
    if not dry_run:
        work.write(airdrop, where)
        work.register_if_possible(system, airdrop)
    out.result(*work.described(system, airdrop, None if dry_run else where, cost))


@app.command
def create(
    directory: Path,
    *,
    wallet: str,
    password_file: Path | None = None,
    days: int = 30,
    starts_at: int = 0,
    content_id: str = ZERO_HASH,
    dry_run: Annotated[bool, Flag] = False,
    yes: Annotated[bool, Parameter(name=("--yes", "-y"), negative=())] = False,
    out: Output = Output(),
) -> None:
    """Pay for an airdrop and create its campaign. Asked again, it finds the campaign it made before.

    Parameters
    ----------
    directory
        What `planet airdrop build` wrote.
    wallet
        Name of the wallet that pays, and that may take the rest after the end.
    password_file
        File whose first line is the wallet's password; without it you are asked.
    days
        From the start until the rest may be taken back; 1 at least.
    starts_at
        Unix seconds from which it can be claimed; the default is now.
    content_id
        The post that announces it, 0x and 64 hexadecimal digits.
    dry_run
        Only say what it would cost; no password is asked.
    yes
        Do not ask before spending.
    """
    from planet_chain.airdrops.bundle import load
    from planet_chain.cli import airdrops as work

    system = work.system(out)
    airdrop = load(directory)
    order = work.order(system, days, starts_at, content_id)
    if dry_run:
        address = work.address_of(system, wallet)
        out.result(
            *work.described(system, airdrop, directory, work.estimate(system, airdrop, address, order))
        )
        return
    account = work.unlocked(system, wallet, password_file)
    out.progress(work.sentence_of(system, airdrop))
    work.agree(system, yes)
    created = work.created(system, account, airdrop, order, directory)
    work.register_if_possible(system, airdrop)
    said = {"campaign": created.campaign, "transaction": created.transaction, "block": created.block}
    out.result(
        {**said, "root": airdrop.tree.root}, f"Campaign {created.campaign} stands: {created.transaction}"
    )


@app.command
def register(directory: Path, *, out: Output = Output()) -> None:
    """Give an airdrop's files to this service, which then shows everybody their proofs; the root is checked.

    Parameters
    ----------
    directory
        What `planet airdrop build` wrote, here or elsewhere.
    """
    from planet_chain.airdrops.bundle import load
    from planet_chain.airdrops.registry import register as keep
    from planet_chain.cli.system import kept
    from planet_chain.config import settings

    airdrop: Airdrop = load(directory)
    with kept(settings()) as session:
        is_new = keep(session, airdrop)
    said: dict[str, Any] = {"root": airdrop.tree.root, "leaves": len(airdrop.tree.gifts), "new": is_new}
    out.result(said, f"{airdrop.tree.root} is {'registered now' if is_new else 'registered already'}.")


@app.command
def verify(
    airdrop: str,
    *,
    campaign: int | None = None,
    by: Literal["node", "index", "nothing"] = "node",
    out: Output = Output(),
) -> None:
    """Derive an airdrop anew, from its snapshot to its root, and compare the campaign. 0 means all agree.

    Parameters
    ----------
    airdrop
        A directory with airdrop.json, snapshot.csv and tree.json; or the number of a registered campaign.
    campaign
        Number of the campaign on chain that should pay this directory's airdrop.
    by
        What the snapshot is compared with: the logs of the node alone, the index, or nothing.
    """
    from planet_chain.cli import airdrops as work

    system = work.system(out)
    out.result(*work.verified(system, airdrop, campaign, by))
