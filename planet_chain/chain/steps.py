"""What a deployment consists of: the contracts, their constructors' arguments, and who gets which role."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

INITIAL_QUOTE: Final = 5_000 * 10**6
"Virtual USD₮0 of a new community's curve, 6 decimals."
INITIAL_TOKENS: Final = 1_000_000_000 * 10**18
"Tokens on a new community's curve, 18 decimals."


@dataclass(frozen=True)
class Roles:
    """Who may do what, all EIP-55 or lower-case addresses.

    Attributes:
        admin: owns the registry and the distributor; a multisig where money is real.
        attester: signs that a creator is verified.
        settler: proposes reward roots.
        guardians: 3 to 5 different watchers who may reject one.
        window: seconds between proposal and activation, 24 hours to 30 days.
    """

    admin: str
    attester: str
    settler: str
    guardians: tuple[str, ...]
    window: int


@dataclass(frozen=True)
class Step:
    """One contract to deploy.

    Attributes:
        name: in the deployment record.
        contract: its artifact.
        arguments: constructor arguments, given the roles and the addresses of the steps before.
        makes: contracts that its constructor deploys: (name in the record, artifact, getter of it).
    """

    name: str
    contract: str
    arguments: Callable[[Roles, Mapping[str, str]], tuple[Any, ...]] = lambda roles, at: ()
    makes: tuple[tuple[str, str, str], ...] = ()


MOCKS: Final = (Step("Multicall3", "Multicall3"), Step("USDT0", "MockUSDT0"), Step("WOKB", "MockWOKB"))
"Only where the network has none: on the local testnet."

STEPS: Final = (
    Step("CreatorRegistry", "CreatorRegistry", lambda roles, at: (roles.admin, roles.attester)),
    Step(
        "CommunityMarket",
        "CommunityMarket",
        lambda roles, at: (at["CreatorRegistry"], at["USDT0"], INITIAL_QUOTE, INITIAL_TOKENS),
        makes=(("CommunityToken", "CommunityToken", "tokenImplementation"),),
    ),
    Step("Tips", "Tips"),
    Step(
        "RewardDistributor",
        "RewardDistributor",
        lambda roles, at: (roles.admin, roles.settler, roles.guardians, roles.window),
        makes=(("Points", "Points", "points"),),
    ),
)
