"""The accounts of the local testnet: anvil's own, whose keys everybody knows, and the sample's people.

Never send real money to them: whatever arrives on a public chain is gone in seconds.
"""

from dataclasses import dataclass, field

MNEMONIC = "test test test test test test test test test test test junk"

_KEYS = (
    ("admin", "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"),
    ("settler", "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"),
    ("attester", "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a"),
    ("guardian", "7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6"),
    ("guardian", "47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a"),
    ("guardian", "8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba"),
    ("creator", "92db14e403b83dfe3df233f83dfa3a0d7096f21ca9b0d6d6b8d88b2b4ec1564e"),
    ("fan", "4bbbf85ce3377467afe5d46f804f221813b2bb87f24d81f60f1fcdbf7cbf4356"),
    ("fan", "dbda1821b80551c9d65939329250298aa3472ba22feea921c0cf5d620ea67b97"),
    ("faucet", "2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6"),
)


@dataclass(frozen=True)
class DevAccount:
    """An account of the local testnet.

    Attributes:
        address: EIP-55.
        role: what the local testnet uses it for.
        key: 0x-hex, 32 bytes; public knowledge.
    """

    address: str
    role: str
    key: str = field(repr=False)


def dev_accounts() -> list[DevAccount]:
    """The ten accounts that anvil funds at genesis, in its order."""
    return [_account(role, bytes.fromhex(key)) for role, key in _KEYS]


def dev_account(role: str) -> DevAccount:
    """The first account with `role`."""
    return next(account for account in dev_accounts() if account.role == role)


def sample_account(name: str) -> DevAccount:
    """The account of a person of the sample community; its key is the hash of the name, so no secret."""
    from planet_chain.core.keccak import keccak

    return _account(name, keccak(f"planet devnet sample: {name}".encode()))


def _account(role: str, key: bytes) -> DevAccount:
    from eth_account import Account

    return DevAccount(Account.from_key(key).address, role, f"0x{key.hex()}")
