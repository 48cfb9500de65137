"""What the community's backend sends, each batch all or nothing."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends

from planet_chain.api.dependencies import MetricsDep, SessionDep, writer
from planet_chain.api.idempotency import Once
from planet_chain.api.intake import activity_rows, admitted
from planet_chain.api.listing import chain_time
from planet_chain.api.schemas.intake import Accepted, ActivityBatch, Changed, MemberBatch, ValueBatch
from planet_chain.community import activity, members, values
from planet_chain.community.activity import ActivityRow
from planet_chain.community.members import MemberRow
from planet_chain.community.values import ValueRow

# before anything that takes a connection
router = APIRouter(tags=["intake"], dependencies=[Depends(admitted, scope="function")])

_BATCH: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": f"#/components/schemas/{ActivityBatch.__name__}"}}
        },
    }
}


@router.post("/activity", summary="Send activity", response_model=Accepted, openapi_extra=_BATCH)
def send_activity(
    session: SessionDep,
    once: Annotated[Once, writer("activity")],
    rows: Annotated[list[ActivityRow], Depends(activity_rows)],
    metrics: MetricsDep,
) -> Any:
    """Take in what members did with posts: at most 1,000 rows, each with an id, so that it counts once."""

    def work() -> Accepted:
        taken = Accepted.model_validate(activity.accept(session, rows, now=chain_time(session)))
        metrics.rows.labels("accepted").inc(taken.accepted)
        metrics.rows.labels("duplicate").inc(taken.duplicates)
        return taken

    return once(work)


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
