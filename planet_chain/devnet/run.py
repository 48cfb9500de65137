"""Bringing the whole system up on one machine."""

import secrets
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from planet_chain.api.passes import new_key
from planet_chain.chain.deployment import Deployment
from planet_chain.chain.signer import WEAK, import_wallet
from planet_chain.community.keys import SCOPES, create
from planet_chain.core.errors import PlanetError
from planet_chain.devnet.accounts import dev_account, sample_account
from planet_chain.devnet.anvil import Anvil, AnvilUnavailable, free_port
from planet_chain.devnet.contracts import WINDOW_SECONDS, deploy_devnet
from planet_chain.devnet.database import EmbeddedPostgres, end_postgres
from planet_chain.devnet.history import forget_lost_blocks
from planet_chain.devnet.home import DevHome
from planet_chain.devnet.processes import Child, listens
from planet_chain.devnet.sample import Sample
from planet_chain.devnet.sender import DevSender
from planet_chain.devnet.strict_rpc import StrictRpc
from planet_chain.devnet.testnet import ProcessDied, Say, Testnet
from planet_chain.files import write_whole
from planet_chain.store.database import engine, migrate, transaction

SETTLER_WALLET = "devnet-settler"
RELAYER_WALLET = "devnet-relayer"
_RELAYER_WEI = 10**18
_BLOCK_SECONDS = 1
# The chain begins in the past, so that the sample has a history: a settled week and a running one.
HISTORY_SECONDS = 9 * 24 * 3600
_READY_SECONDS = 60
_PORT_ATTEMPTS = 3
_PROCESSES = (
    ("indexer", ("index", "run")),
    ("api", ("api",)),
    ("worker", ("worker",)),
    ("faucet", ("devnet", "faucet")),
)


class ChainWasReset(PlanetError):
    """The chain is another one than the deployment record and the index speak of."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            "chain-was-reset",
            f"The local chain in {home} was started anew or lost its state, so its contracts and index "
            "belong to a chain that is gone. `planet devnet reset` clears everything for a fresh start.",
        )


@dataclass(frozen=True)
class Ports:
    """TCP ports on 127.0.0.1; where one is taken, the next free one is used."""

    page: int = 8000
    rpc: int = 8545
    faucet: int = 8546


def start(
    home: DevHome, *, ports: Ports, database_url: str | None, sample: bool, strict_rpc: bool, say: Say
) -> Testnet:
    """Start chain, database, contracts, indexer, API, worker and faucet, and wait until the API is ready.

    The first start makes the sample community as well; one that was cut off begins again from nothing.

    Args:
        home: where it keeps its files.
        database_url: a `postgresql://` server to use; None starts the embedded one.
        sample: whether a first start makes the sample community.
        strict_rpc: whether the chain is given the limits of X Layer's public node.
        say: told what happens now.
    Raises:
        AlreadyRunning: this home has a running testnet.
        ChainWasReset: the chain is not the one of the deployment record.
        ProcessDied: a part does not come up.
    """
    testnet = Testnet(home, home.take())
    try:
        first = _prepare(home, say)
        _start_chain(testnet, ports, say, history=first and sample, strict_rpc=strict_rpc)
        _start_database(testnet, database_url, say)
        testnet.deployed = _deployed(testnet, say)
        lost = forget_lost_blocks(testnet.chain, testnet.environment["PLANET_DATABASE_URL"])
        if lost:
            say(f"The chain was killed and lost its last {lost} blocks; indexing it anew.")
        _write_secrets(testnet)
        _start_processes(testnet, ports, say)
        if first and sample:
            _make_sample(testnet, say)
        if first:
            testnet.chain.keep_time()
            home.unfinished.unlink()
    except BaseException:
        testnet.stop()
        raise
    return testnet


def _prepare(home: DevHome, say: Say) -> bool:
    """Whether this is the first start of `home`."""
    if home.unfinished.exists():
        say("The first start was cut off; beginning again")
        end_postgres(home.postgres)
        home.clear()
    if home.deployment.exists() or home.chain_state.exists():
        return False
    home.unfinished.touch()
    return True


def _start_chain(testnet: Testnet, ports: Ports, say: Say, *, history: bool, strict_rpc: bool) -> None:
    say("Starting the chain (anvil)")
    for attempt in range(_PORT_ATTEMPTS):
        try:
            testnet.anvil = Anvil(
                # with limits before it, the chain itself keeps out of the way
                port=free_port() if strict_rpc else free_port(ports.rpc + attempt),
                block_time=_BLOCK_SECONDS,
                state=testnet.home.chain_state,
                log=testnet.home.log("anvil"),
                timestamp=int(time.time()) - HISTORY_SECONDS if history else None,
            )
            break
        except AnvilUnavailable:
            # somebody else may have taken the port since we looked
            if attempt == _PORT_ATTEMPTS - 1:
                raise
    testnet.rpc_url = testnet.chain.rpc_url
    if strict_rpc:
        say("Putting the limits of X Layer's public node before it")
        testnet.strict_rpc = StrictRpc(testnet.chain.rpc_url, port=free_port(ports.rpc))
        testnet.rpc_url = testnet.strict_rpc.url
    if testnet.home.unfinished.exists():
        testnet.chain.mine_at_once()


def _start_database(testnet: Testnet, database_url: str | None, say: Say) -> None:
    say("Starting the database (PostgreSQL)")
    if database_url is None:
        testnet.postgres = EmbeddedPostgres(testnet.home.postgres)
        database_url = testnet.postgres.create("planet")
    migrate(database_url)
    testnet.environment["PLANET_DATABASE_URL"] = database_url


def _deployed(testnet: Testnet, say: Say) -> Deployment:
    home, anvil = testnet.home, testnet.chain
    genesis = anvil.rpc("eth_getBlockByNumber", "0x0", False)["hash"]
    recorded = Deployment.load(home.deployment) if home.deployment.exists() else None
    if recorded is not None and recorded.genesis != genesis:
        raise ChainWasReset(home.directory)
    say("Deploying the contracts" + ("" if recorded else " (compiling takes some seconds the first time)"))
    return deploy_devnet(anvil.rpc_url, home.deployment)


def _write_secrets(testnet: Testnet) -> None:
    home = testnet.home
    if not home.password.exists():
        password = secrets.token_urlsafe(16)
        import_wallet(home.wallets, SETTLER_WALLET, dev_account("settler").key, password, WEAK)
        write_whole(home.password, password.encode(), mode=0o600)
    if not home.api_key.exists():
        database = engine(testnet.environment["PLANET_DATABASE_URL"])
        with transaction(database) as session:
            _, key = create(session, "local testnet", SCOPES, now=int(time.time()))
        database.dispose()
        write_whole(home.api_key, key.encode(), mode=0o600)
    relayer = sample_account("relayer")
    if not (home.wallets / f"{RELAYER_WALLET}.json").exists():
        import_wallet(home.wallets, RELAYER_WALLET, relayer.key, home.password.read_text(), WEAK)
    testnet.chain.rpc("anvil_setBalance", relayer.address, hex(_RELAYER_WEI))
    if not home.pass_keys.exists():
        new_key(home.pass_keys)


def _write_settings(testnet: Testnet, page: int, faucet: int) -> None:
    home = testnet.home
    testnet.environment |= {
        "PLANET_NETWORK": "devnet",
        "PLANET_RPC_URL": testnet.rpc_url,
        "PLANET_PUBLIC_RPC_URL": testnet.rpc_url,
        "PLANET_DEPLOYMENT_FILE": str(home.deployment),
        "PLANET_PORT": str(page),
        "PLANET_FAUCET_URL": f"http://127.0.0.1:{faucet}",
        "PLANET_WALLET_DIRECTORY": str(home.wallets),
        "PLANET_WALLET_PASSWORD_FILE": str(home.password),
        "PLANET_SETTLER_WALLET": SETTLER_WALLET,
        "PLANET_RELAYER_WALLET": RELAYER_WALLET,
        # so that `planet deploy` plans the same contracts, and finds them standing
        "PLANET_REWARDS_WINDOW": str(WINDOW_SECONDS),
    }
    lines = "".join(f"{name}={value}\n" for name, value in sorted(testnet.environment.items()))
    # a second terminal's commands read this and talk to the same system
    write_whole(home.environment, lines.encode(), mode=0o600)


def _start_processes(testnet: Testnet, ports: Ports, say: Say) -> None:
    say("Starting indexer, API, worker and faucet")
    for attempt in range(_PORT_ATTEMPTS):
        _write_settings(testnet, free_port(ports.page + attempt), free_port(ports.faucet + attempt))
        environment = {**testnet.environment, "PLANET_HOME": str(testnet.home.directory.parent)}
        for name, arguments in _PROCESSES:
            testnet.children.append(Child(name, arguments, environment, testnet.home.log(name)))
        try:
            _await_child(testnet, "api", f"{testnet.page}/api/v1/ready")
            _await_child(testnet, "faucet", f"{testnet.environment['PLANET_FAUCET_URL']}/")
            return
        except ProcessDied as died:
            # somebody else may have taken the port since we looked
            taken = died.child.name in ("api", "faucet") and "in use" in died.child.last_words()
            if not taken or attempt == _PORT_ATTEMPTS - 1:
                raise
            testnet.stop_children()


def _make_sample(testnet: Testnet, say: Say) -> None:
    sample = Sample(
        testnet.chain,
        DevSender(testnet.chain.rpc_url, testnet.deployment),
        f"{testnet.page}/api/v1",
        testnet.home.api_key.read_text(),
        testnet.environment["PLANET_DATABASE_URL"],
    )
    testnet.home.write_sample(sample.make(say))


def _await_child(testnet: Testnet, name: str, url: str) -> None:
    """Wait until process `name` answers 200 at `url`.

    Raises:
        ProcessDied: a process ended meanwhile.
        PlanetError: it took more than a minute.
    """
    child = next(child for child in testnet.children if child.name == name)
    port = urlsplit(url).port or 0
    deadline = time.monotonic() + _READY_SECONDS
    reason = "no answer"
    while time.monotonic() < deadline:
        for each in testnet.children:
            if each.exit_code is not None:
                raise ProcessDied(each)
        try:
            if listens(child.pid, port):
                with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own server)
                    return
        except urllib.error.HTTPError as error:
            reason = error.read().decode(errors="replace")[:300]
        except OSError as error:
            reason = str(error)
        time.sleep(0.1)
    raise PlanetError("devnet-not-ready", f"{url} was not ready after {_READY_SECONDS} s: {reason}")
