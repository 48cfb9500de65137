"""What a deployment consists of: the contracts, their constructors' arguments, and who gets which role."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from planet_chain.core.addresses import lower_address
from planet_chain.core.errors import PlanetError

INITIAL_QUOTE: Final = 5_000 * 10**6
"Virtual USD₮0 of a new community's curve, 6 decimals."
INITIAL_TOKENS: Final = 1_000_000_000 * 10**18
"Tokens on a new community's curve, 18 decimals."


_LEAST_WINDOW: Final = 24 * 60 * 60
_MOST_WINDOW: Final = 30 * _LEAST_WINDOW


class InvalidRoles(PlanetError):
    """Roles that the contracts would refuse, found before any gas is spent."""

    def __init__(self, sentence: str) -> None:
        super().__init__("invalid-roles", sentence)


@dataclass(frozen=True)
class Roles:
    """Who may do what, by address.

    Attributes:
        admin: owns the registry and the distributor; a multisig where money is real.
        attester: signs that a creator is verified.
        settler: proposes reward roots.
        guardians: 3 to 5 different watchers who may reject one.
        window: seconds between proposal and activation, 24 hours to 30 days.
    Raises:
        InvalidRoles: the contracts would refuse them.
        InvalidAddress: one is no address.
    """

    admin: str
    attester: str
    settler: str
    guardians: tuple[str, ...]
    window: int

    def __post_init__(self) -> None:
        holders = [
            lower_address(holder) for holder in (self.admin, self.attester, self.settler, *self.guardians)
        ]
        guardians = holders[3:]
        if not 3 <= len(guardians) <= 5 or len(set(guardians)) < len(guardians):
            raise InvalidRoles("Give 3 to 5 guardians, all different: --guardian ADDRESS for each.")
        if any(int(holder, 16) == 0 for holder in holders):
            raise InvalidRoles("The zero address can hold no role; give addresses whose keys somebody has.")
        if not _LEAST_WINDOW <= self.window <= _MOST_WINDOW:
            raise InvalidRoles(
                f"A window of {self.window} s is outside of 24 hours to 30 days; choose another."
            )


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
    Step("FollowGraph", "FollowGraph", lambda roles, at: (at["CreatorRegistry"],)),
    Step("Membership", "Membership", lambda roles, at: (at["CreatorRegistry"], at["USDT0"])),
    Step("PrizeQuestions", "PrizeQuestions", lambda roles, at: (at["CreatorRegistry"], at["USDT0"])),
    Step("Airdrops", "Airdrops", makes=(("AirdropVault", "AirdropVault", "vaultImplementation"),)),
    Step(
        "RewardDistributor",
        "RewardDistributor",
        lambda roles, at: (roles.admin, roles.settler, roles.guardians, roles.window),
        makes=(("Points", "Points", "points"),),
    ),
)
