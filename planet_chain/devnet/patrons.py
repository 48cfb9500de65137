"""The sample's patrons: who follows, who is a member, a question that was paid for, an airdrop."""

from typing import Any, Final

from eth_abi.abi import encode

from planet_chain.airdrops.bundle import Source, Terms, build
from planet_chain.airdrops.registry import register
from planet_chain.community.competitions import announce
from planet_chain.core.keccak import keccak
from planet_chain.devnet.accounts import sample_account
from planet_chain.devnet.anvil import CHAIN_ID
from planet_chain.devnet.sender import DevSender
from planet_chain.store.database import engine, transaction

_USD: Final = 10**6
_HOUR: Final = 3600
_DAY: Final = 24 * _HOUR
_NEVER: Final = 2**256 - 1
_ZERO: Final = bytes(32)
_FOLLOWS: Final = (("ana", "luna"), ("ben", "luna"), ("chloe", "luna"), ("ana", "kai"), ("dan", "mei"))
_MEMBERS: Final = (("ana", "luna"), ("ben", "luna"), ("emi", "kai"))
_THANKS: Final = {"ana": 3 * _USD, "ben": 3 * _USD, "chloe": 4 * _USD}
ASKED: Final = "Why does the price move when I buy?"
SAID: Final = "Because you take tokens off the curve, and each one left costs more than the one before."
SALT: Final = keccak(b"planet devnet sample: a salt")
_TEXT: Final = keccak(SAID.encode())


def make_patrons(sender: DevSender, contents: dict[str, bytes]) -> None:
    """Let some fans follow, join and ask. The creators are verified, and the fans have money.

    Args:
        contents: post -> its id on chain.
    """
    graph, membership = sender.contract("FollowGraph").functions, sender.contract("Membership").functions
    for fan, creator in _FOLLOWS:
        _send(sender, fan, graph.follow(_address(creator), contents[f"{creator}-1"]))
    for creator in ("luna", "kai"):
        tier = membership.createTier("Front row", 5 * _USD, 30, 100, True, contents[f"{creator}-1"])
        _send(sender, creator, tier)
    for fan, creator in _MEMBERS:
        _approve(sender, fan, "Membership")
        join = membership.join(_address(creator), 1, 5 * _USD, contents[f"{creator}-1"])
        _send(sender, fan, join)
    _question(sender, contents["luna-2"])


def make_competition(database_url: str, now: int) -> None:
    """Announce a competition of two weeks that opens now.

    Args:
        database_url: of the service.
        now: the chain's time, unix seconds.
    """
    database = engine(database_url)
    with transaction(database) as session:
        span = {"opens_at": now, "closes_at": now + 14 * _DAY, "now": now}
        announce(session, "planet-wars-1", stake=20 * _USD, backing=50 * _USD, **span)
    database.dispose()


def make_airdrop(sender: DevSender, database_url: str, content: bytes) -> None:
    """Let luna thank some fans with an airdrop, which the service knows and which they can claim for 90 days.

    Args:
        database_url: of the service, which keeps the tree and its proofs.
        content: the post that announces it.
    """
    usd = sender.deployment.address("USDT0")
    gifts = {_address(name).lower(): amount for name, amount in _THANKS.items()}
    airdrop = build(Terms(CHAIN_ID, usd.lower(), sum(gifts.values()), Source("csv"), "given"), gifts)
    database = engine(database_url)
    with transaction(database) as session:
        register(session, airdrop)
    database.dispose()
    _approve(sender, "luna", "Airdrops")
    ends_at = sender.w3.eth.get_block("latest")["timestamp"] + 90 * _DAY
    root = bytes.fromhex(airdrop.tree.root[2:])
    create = sender.contract("Airdrops").functions.create
    _send(sender, "luna", create(usd, airdrop.tree.total, root, 0, ends_at, content))


def _question(sender: DevSender, content: bytes) -> None:
    prizes, luna = sender.contract("PrizeQuestions").functions, _address("luna")
    now = sender.w3.eth.get_block("latest")["timestamp"]
    _approve(sender, "chloe", "PrizeQuestions")
    times = (now + 2 * _HOUR, now + 2 * _HOUR + 48 * _HOUR)
    asked = keccak(ASKED.encode())
    _send(sender, "chloe", prizes.ask(luna, 10 * _USD, *times, asked, content))
    number = prizes.questionCount().call()
    kinds = ["uint256", "address", "uint256", "address", "bytes32", "bytes32"]
    place = sender.deployment.address("PrizeQuestions")
    said = keccak(encode(kinds, [CHAIN_ID, place, number, luna, _TEXT, SALT]))
    _send(sender, "luna", prizes.answer(number, said))
    _send(sender, "chloe", prizes.award(number, [(luna, 1, _TEXT, SALT)]))
    # and one that waits for an answer
    later = tuple(each + 240 * _HOUR for each in times)
    _send(sender, "chloe", prizes.ask(_address("kai"), 5 * _USD, *later, asked, _ZERO))


def _approve(sender: DevSender, name: str, spender: str) -> None:
    usd = sender.contract("USDT0").functions
    _send(sender, name, usd.approve(sender.deployment.address(spender), _NEVER))


def _address(name: str) -> str:
    return sample_account(name).address


def _send(sender: DevSender, name: str, call: Any) -> None:
    sender.send(sample_account(name), call)
