"""A deployment before it happens: what is missing, where it will stand, what it will cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from eth_abi.abi import encode
from eth_typing import HexAddress, HexStr
from hexbytes import HexBytes
from web3 import Web3
from web3.exceptions import ContractLogicError, Web3RPCError
from web3.types import Nonce, TxParams
from web3.utils.address import get_create2_address, get_create_address

from planet_chain.chain.compile import Artifact
from planet_chain.chain.deployment import Deployed, Deployment
from planet_chain.chain.networks import CREATE2_PROXY, MULTICALL3, Network
from planet_chain.chain.steps import MOCKS, STEPS, Roles, Step
from planet_chain.chain.transactions import Fees, fees
from planet_chain.core.addresses import checksum_address
from planet_chain.core.errors import PlanetError
from planet_chain.core.keccak import keccak

_SALT: Final = keccak(b"planet-chain")
# the fee oracle of every OP Stack chain; it knows what a transaction pays for its bytes on Ethereum
_L1_FEE_ORACLE: Final = "0x420000000000000000000000000000000000000F"


class DeploymentDiffers(PlanetError):
    """What stands, or what the record says, was not made from these sources and arguments."""

    def __init__(self, what: str) -> None:
        super().__init__(
            "deployment-differs",
            f"{what}. What stands is left alone; move the deployment record away to deploy anew beside it"
            " (on the local testnet: `planet devnet reset`).",
        )


@dataclass(frozen=True)
class Planned:
    """One step with everything known before it is sent.

    Attributes:
        address: EIP-55, where it stands or will stand.
        arguments: of the constructor.
        init_code: creation code with the arguments.
        stands: its code is on the chain already.
        gas: units to deploy it; 0 when it stands.
        measured: whether the node estimated the gas; else it is an upper bound by size.
    """

    step: Step
    address: str
    arguments: tuple[Any, ...]
    init_code: bytes
    stands: bool
    gas: int
    measured: bool

    def request(self, *, create2: bool) -> tuple[str | None, bytes]:
        """The transaction that deploys it: whom to call (None creates), and with which bytes."""
        return (CREATE2_PROXY, _SALT + self.init_code) if create2 else (None, self.init_code)


@dataclass(frozen=True)
class Plan:
    """A deployment before it happens.

    Attributes:
        known: name -> EIP-55 address of contracts of others that we use.
        create2: whether the CREATE2 proxy is there, which makes addresses depend on code and arguments alone.
        nonce: of the sender's next transaction.
        data_fee: wei, upper bound of what the chain charges for publishing the bytes on Ethereum.
    """

    network: Network
    known: Mapping[str, str]
    contracts: tuple[Planned, ...]
    create2: bool
    nonce: int
    price: Fees
    data_fee: int

    @property
    def missing(self) -> tuple[Planned, ...]:
        """What must be sent."""
        return tuple(planned for planned in self.contracts if not planned.stands)

    @property
    def gas(self) -> int:
        """Units of gas for all of it."""
        return sum(planned.gas for planned in self.missing)

    @property
    def cost(self) -> int:
        """Wei that the sender needs at most."""
        return self.gas * self.price.most + self.data_fee


def plan_deployment(
    w3: Web3,
    network: Network,
    roles: Roles,
    artifacts: Mapping[str, Artifact],
    sender: str,
    record: Deployment,
) -> Plan:
    """Look at the chain and say what is missing. Sends nothing.

    Args:
        sender: who will pay; its nonce decides the addresses where there is no CREATE2 proxy.
        record: of this chain, with what stands already.
    Raises:
        DeploymentDiffers: something else stands where ours should, or the record says so.
    """
    create2 = bool(w3.eth.get_code(Web3.to_checksum_address(CREATE2_PROXY)))
    nonce = int(w3.eth.get_transaction_count(Web3.to_checksum_address(sender), "pending"))
    next_nonce = nonce
    known = _known(w3, network)
    at, contracts = dict(known), list[Planned]()
    for step in (MOCKS if network.is_local else ()) + STEPS:
        artifact, arguments = artifacts[step.contract], step.arguments(roles, at)
        init_code = _init_code(artifact, arguments)
        recorded = record.contracts.get(step.name)
        if recorded:
            _require_same(step.name, recorded, arguments, artifact)
            address = recorded.address
        else:
            address = _address(init_code, sender, next_nonce, create2=create2)
        stands = require_ours(w3, step.name, artifact, address)
        if recorded and not stands:
            raise DeploymentDiffers(f"The record has {step.name} at {address}, where there is no code")
        gas, measured = (0, True) if stands else _gas(w3, sender, artifact, init_code, create2=create2)
        contracts.append(Planned(step, address, arguments, init_code, stands, gas, measured))
        at[step.name] = address
        next_nonce += not stands
    size = sum(len(planned.init_code) + 200 for planned in contracts if not planned.stands)
    return Plan(network, known, tuple(contracts), create2, nonce, fees(w3), _data_fee(w3, size))


def require_ours(w3: Web3, name: str, artifact: Artifact, address: str) -> bool:
    """Whether there is code at `address`.

    Raises:
        DeploymentDiffers: there is, but it is not that of `artifact`.
    """
    code = bytes(w3.eth.get_code(Web3.to_checksum_address(address)))
    if code and artifact.hash_of(code) != artifact.bytecode_hash:
        raise DeploymentDiffers(f"The code at {address} is not {name} as compiled here")
    return bool(code)


def plain(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Constructor arguments as a record keeps them: integers as decimal text, addresses in EIP-55."""
    return tuple(
        list(plain(argument))
        if isinstance(argument, tuple)
        else str(argument)
        if isinstance(argument, int)
        else checksum_address(argument)
        for argument in arguments
    )


def _require_same(name: str, recorded: Deployed, arguments: tuple[Any, ...], artifact: Artifact) -> None:
    if recorded.args != plain(arguments):
        raise DeploymentDiffers(f"{name} at {recorded.address} was made with other arguments")
    if recorded.bytecode_hash != artifact.bytecode_hash:
        raise DeploymentDiffers(f"{name} at {recorded.address} was made from other sources")


def _known(w3: Web3, network: Network) -> dict[str, str]:
    if network.is_local:
        return {}
    wanted = {"USDT0": network.quote, "WOKB": network.wrapped, "Multicall3": MULTICALL3}
    known = {name: address for name, address in wanted.items() if address}
    for name, address in known.items():
        if not w3.eth.get_code(Web3.to_checksum_address(address)):
            raise DeploymentDiffers(f"{name} is not at {address} on {network.name}; is this the right node")
    return known


def _init_code(artifact: Artifact, arguments: tuple[Any, ...]) -> bytes:
    inputs: list[dict[str, Any]] = next(
        (entry["inputs"] for entry in artifact.abi if entry["type"] == "constructor"), []
    )
    return bytes.fromhex(artifact.bytecode[2:]) + encode([entry["type"] for entry in inputs], arguments)


def _address(init_code: bytes, sender: str, nonce: int, *, create2: bool) -> str:
    if create2:
        return get_create2_address(
            HexAddress(HexStr(CREATE2_PROXY)), HexStr("0x" + _SALT.hex()), HexStr("0x" + init_code.hex())
        )
    return get_create_address(Web3.to_checksum_address(sender), Nonce(nonce))


def _gas(w3: Web3, sender: str, artifact: Artifact, init_code: bytes, *, create2: bool) -> tuple[int, bool]:
    request: TxParams = {"from": Web3.to_checksum_address(sender), "data": HexBytes(init_code)}
    if create2:
        request |= {"to": Web3.to_checksum_address(CREATE2_PROXY), "data": HexBytes(_SALT + init_code)}
    try:
        return w3.eth.estimate_gas(request), True
    except (ContractLogicError, Web3RPCError):
        # its constructor calls a contract that does not stand yet: every byte is paid at most twice
        size = len(artifact.deployed_bytecode) // 2 - 1
        return 300_000 + 220 * size + 40 * len(init_code), False


def _data_fee(w3: Web3, size: int) -> int:
    oracle = Web3.to_checksum_address(_L1_FEE_ORACLE)
    if not size or not w3.eth.get_code(oracle):
        return 0
    selector = keccak(b"getL1FeeUpperBound(uint256)")[:4]
    try:
        answer = w3.eth.call({"to": oracle, "data": HexBytes(selector + encode(["uint256"], [size]))})
    except (ContractLogicError, Web3RPCError):
        return 0
    return int.from_bytes(answer[:32])
