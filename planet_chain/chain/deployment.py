"""Where the contracts stand: the frozen record of a deployment, which every process reads."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from planet_chain.core.addresses import checksum_address
from planet_chain.core.errors import PlanetError
from planet_chain.files import write_whole


class NoDeployment(PlanetError):
    """There is no deployment record, or it cannot be read as one."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            "no-deployment",
            f"No deployment record at {path}: {reason}."
            " `planet dev` makes one on this machine, `planet deploy` on a public network.",
        )


class NotDeployed(PlanetError):
    """The deployment has no such contract."""

    def __init__(self, name: str, network: str) -> None:
        super().__init__(
            "not-deployed", f"{name} is not deployed on {network}; run `planet deploy --network {network}`."
        )


@dataclass(frozen=True)
class Deployed:
    """One contract on the chain.

    Attributes:
        address: EIP-55.
        args: constructor arguments in order; addresses in EIP-55, integers as decimal text.
        bytecode_hash: 0x-hex Keccak-256 of the runtime code, its immutables zeroed: `Artifact.bytecode_hash`.
        block: number of the block that holds it.
        transaction: 0x-hex hash of what made it; None when it stood before.
    """

    address: str
    args: tuple[Any, ...]
    bytecode_hash: str
    block: int
    transaction: str | None


@dataclass(frozen=True)
class Deployment:
    """All contracts of one network.

    Attributes:
        network: a key of `NETWORKS`.
        block: the first block that matters: no contract stood before it.
        contracts: name -> where it stands.
        genesis: 0x-hex hash of block 0: a chain that was started anew has another one.
    """

    network: str
    chain_id: int
    block: int
    contracts: Mapping[str, Deployed]
    genesis: str | None = None

    def address(self, name: str) -> str:
        """EIP-55 address of contract `name`.

        Raises:
            NotDeployed: the record does not hold it.
        """
        try:
            return self.contracts[name].address
        except KeyError:
            raise NotDeployed(name, self.network) from None

    def save(self, path: Path) -> None:
        """Write the record to `path`, whole or not at all."""
        write_whole(path, (json.dumps(asdict(self), indent=2) + "\n").encode())

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the record at `path`.

        Raises:
            NoDeployment: nothing is there, or something else.
        """
        try:
            record = json.loads(path.read_bytes())
            contracts = {name: _deployed(entry) for name, entry in record.pop("contracts").items()}
            return cls(contracts=contracts, **record)
        except FileNotFoundError:
            raise NoDeployment(path, "nothing was deployed yet") from None
        except OSError as error:
            raise NoDeployment(path, error.strerror or "it cannot be read") from error
        except (ValueError, KeyError, TypeError, AttributeError, PlanetError) as error:
            raise NoDeployment(path, f"the file is damaged ({error}); restore it or move it away") from error


def _deployed(entry: dict[str, Any]) -> Deployed:
    address = checksum_address(entry.pop("address"))
    return Deployed(address=address, args=tuple(entry.pop("args")), **entry)
