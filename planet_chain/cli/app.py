"""`planet`: every command, imported only when it is used."""

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from cyclopts import App, CycloptsError, Group

from planet_chain.core.errors import PlanetError
from planet_chain.files import write_whole


def _version() -> str:
    try:
        return version("planet-chain")
    except PackageNotFoundError:
        return "from a checkout"


app = App(
    name="planet",
    help="Creator community tokens, recomputable weekly rewards and trends, on X Layer.",
    version=_version,
    result_action="sys_exit",
    suppress_keyboard_interrupt=False,  # main says it
)

# a write to an open file names no file, but whoever reads the message can still do something about it
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_RUN: Final = Group.create_ordered("Run")
_CHAIN: Final = Group.create_ordered("Chain")
_REWARDS: Final = Group.create_ordered("Rewards")
_COMMUNITY: Final = Group.create_ordered("Community")

_COMMANDS: Final = (
    (
        "dev",
        "dev:dev",
        _RUN,
        "Start everything on this machine: chain, contracts, database, API, page, sample.",
    ),
    ("stop", "dev:stop", _RUN, "Stop what `planet dev --detach` started."),
    ("devnet", "devnet:app", _RUN, "The local testnet: start it over, move its time forward."),
    ("api", "api:api", _RUN, "Serve the API and the page."),
    ("index", "index:app", _RUN, "The indexer: follow the chain, show its lag, audit it."),
    ("worker", "worker:worker", _RUN, "Run the jobs: trends, and the weekly rewards."),
    ("doctor", "doctor:doctor", _RUN, "Check node, database, wallets and tools, and say what to do."),
    ("deploy", "deploy:deploy", _CHAIN, "Deploy the contracts, or what is missing of them."),
    ("wallet", "wallet:app", _CHAIN, "Encrypted wallets: new, import, list."),
    ("settle", "settle:settle", _REWARDS, "Compute a week's rewards from its bundle."),
    ("verify", "verify:verify", _REWARDS, "Recompute a week's rewards and compare the root."),
    ("watch", "watch:watch", _REWARDS, "Derive each pending root again, and reject what differs."),
    ("audit", "audit:app", _REWARDS, "Recompute every published week against the chain."),
    ("rewards", "rewards:app", _REWARDS, "Explain a week: why a creator is paid what it is paid."),
    ("epoch", "epoch:app", _REWARDS, "The weekly run: status, close, settle, propose, activate."),
    ("airdrop", "airdrop:app", _REWARDS, "Airdrops: build, create on chain, register, verify."),
    ("activity", "activity:app", _COMMUNITY, "Bring in interactions from files."),
    ("values", "values:app", _COMMUNITY, "What members are worth, from a file or the exchange's feed."),
    ("competition", "competition:app", _COMMUNITY, "Planet Wars: announce, list, board, close, prizes."),
    (
        "moderation",
        "moderation:app",
        _COMMUNITY,
        "Posts: what waits, hide, restore, retype, answer, the log.",
    ),
    ("trends", "trends:trends", _COMMUNITY, "Show what is hot, and why."),
    ("key", "key:app", _COMMUNITY, "API keys of those who bring in data."),
    ("gate", "gate:app", _COMMUNITY, "Keys that sign passes into private groups."),
)
for _order, (_name, _place, _group, _help) in enumerate(_COMMANDS):
    app.command(f"planet_chain.cli.{_place}", name=_name, group=_group, help=_help, sort_key=_order)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `planet` and exit: 0 done, 1 refused or failed, 2 wrong usage, 130 interrupted."""
    try:
        app(arguments)
    except PlanetError as error:
        _say(error.sentence)
        sys.exit(2 if error.code == "wrong-usage" else 1)
    except CycloptsError:
        sys.exit(2)  # cyclopts printed what is wrong
    except KeyboardInterrupt:
        _say("Interrupted.")
        sys.exit(130)
    except BrokenPipeError:
        # the reader of stdout left; python would complain once more when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        named = error.filename or error.errno in _FULL
        sys.exit(_say(_sentence_of(error)) if named else _crash(error))
    except Exception as error:
        sys.exit(_crash(error))


def _say(sentence: str) -> int:
    print(f"planet: {sentence}", file=sys.stderr)
    return 1


def _sentence_of(error: OSError) -> str:
    advice = {
        errno.ENOSPC: "free some space and run it again, nothing was half-written",
        errno.EDQUOT: "free some space and run it again, nothing was half-written",
        errno.EACCES: "allow it, or choose another place (PLANET_HOME)",
        errno.EROFS: "choose another place (PLANET_HOME)",
        errno.ENOENT: "check the path",
    }.get(error.errno or 0, "check the path and the disk")
    return f"{error.filename or 'The disk'}: {error.strerror}; {advice}."


def _crash(error: Exception) -> int:
    home = Path(os.environ.get("PLANET_HOME") or ".planet")
    log = home / "logs" / f"crash-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
    report = "".join(traceback.format_exception(error))
    try:
        write_whole(log, report.encode(), 0o600)
    except OSError:
        return _say(f"This is a defect, please report it:\n{report}")
    return _say(
        f"This is a defect ({type(error).__name__}: {error}); its traceback is in {log}, please report it."
    )
