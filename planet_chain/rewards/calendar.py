"""When epochs begin and end: settled once, when rewards start, and never moved."""

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session
from web3 import Web3

from planet_chain.chain.client import contract_at
from planet_chain.chain.deployment import Deployment
from planet_chain.core.errors import PlanetError
from planet_chain.rewards.manifest import SHORTEST_EPOCH
from planet_chain.store.queries.calendar import calendar
from planet_chain.store.rewards import Calendar


class EpochTooShort(PlanetError):
    """Epochs of this length would pay a full pool for less than a week of attention."""

    def __init__(self, week: int) -> None:
        super().__init__(
            "epoch-too-short",
            f"An epoch of {week} s is too short; PLANET_REWARDS_WEEK is {SHORTEST_EPOCH} or more.",
        )


class CalendarDiffers(PlanetError):
    """The database counts the weeks of another deployment."""

    def __init__(self, name: str, stored: object, wanted: object) -> None:
        super().__init__(
            "calendar-differs",
            f"This database counts epochs with {name} {stored}, but the deployment says {wanted};"
            " use the database of that deployment, or a fresh one.",
        )


def begin(session: Session, w3: Web3, deployment: Deployment, week: int) -> Calendar:
    """The calendar; written when it is missing: epoch 1 opens with the block that holds the distributor.

    Args:
        week: seconds of an epoch.
    Raises:
        CalendarDiffers: there is one of another deployment, or with another week.
        EpochTooShort: `week` is below seven days.
    """
    if week < SHORTEST_EPOCH:
        raise EpochTooShort(week)
    distributor = contract_at(w3, deployment, "RewardDistributor")
    genesis = w3.eth.get_block(deployment.contracts["RewardDistributor"].block)["timestamp"]
    wanted = {
        "chain_id": deployment.chain_id,
        "distributor": distributor.address.lower(),
        "token": deployment.address("USDT0").lower(),
        "points": str(distributor.functions.points().call()).lower(),
        "genesis": genesis,
        "week": week,
    }
    session.execute(insert(Calendar).values(id=1, open_epoch=1, **wanted).on_conflict_do_nothing())
    found = calendar(session)
    for name, value in wanted.items():
        if getattr(found, name) != value:
            raise CalendarDiffers(name, getattr(found, name), value)
    return found
