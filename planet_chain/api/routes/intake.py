"""What the community's backend sends, each batch all or nothing."""

from typing import Annotated, Any

from fastapi import APIRouter

from planet_chain.api.dependencies import SessionDep, writer
from planet_chain.api.idempotency import Once
from planet_chain.api.listing import chain_time
from planet_chain.api.schemas.intake import Accepted, ActivityBatch, Changed, MemberBatch, ValueBatch
from planet_chain.community import activity, members, values
from planet_chain.community.activity import ActivityRow
from planet_chain.community.members import MemberRow
from planet_chain.community.values import ValueRow

router = APIRouter(tags=["intake"])


@router.post("/activity", summary="Send activity", response_model=Accepted)
def send_activity(
    batch: ActivityBatch, session: SessionDep, once: Annotated[Once, writer("activity")]
) -> Any:
    """Take in what members did with posts: at most 1,000 rows, each with an id, so that it counts once."""
    rows = [ActivityRow(**row.model_dump()) for row in batch.rows]
    return once(lambda: Accepted.model_validate(activity.accept(session, rows, now=chain_time(session))))


@router.post("/members", summary="State members", response_model=Changed)
def state_members(batch: MemberBatch, session: SessionDep, once: Annotated[Once, writer("members")]) -> Any:
    """State who members are and where their rewards go. Changes count from the week that is open."""
    rows = [MemberRow(**row.model_dump()) for row in batch.rows]
    return once(lambda: Changed(changed=members.upsert(session, rows, now=chain_time(session))))


@router.post("/values", summary="State values", response_model=Changed)
def state_values(batch: ValueBatch, session: SessionDep, once: Annotated[Once, writer("values")]) -> Any:
    """State members' net trading fees of the last 28 days; members not named keep theirs."""
    rows = [ValueRow(row.member, row.value) for row in batch.rows]
    return once(lambda: Changed(changed=values.set_values(session, rows)))
