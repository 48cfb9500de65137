"""How the worker's jobs went last: the worker writes, `/status` reads."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from planet_chain.store.community import Job


def started(session: Session, name: str, now: int) -> None:
    """Job `name` runs since `now`, unix seconds of this machine."""
    fresh = {"state": "running", "started_at": now, "finished_at": None}
    row = insert(Job).values(name=name, failures=0, **fresh)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_=fresh))


def finished(session: Session, name: str, now: int, message: str) -> None:
    """Job `name` did what `message` says."""
    row = session.get_one(Job, name)
    row.state, row.finished_at, row.failures = "ok", now, 0
    row.message = message or row.message


def failed(session: Session, name: str, now: int, reason: str) -> bool:
    """Job `name` failed for `reason`; returns whether that is news."""
    row = session.get_one(Job, name)
    is_news = row.failures == 0 or row.message != reason
    row.state, row.finished_at, row.failures, row.message = "failed", now, row.failures + 1, reason
    return is_news


def jobs(session: Session) -> list[Job]:
    """Every job, by name."""
    return list(session.scalars(select(Job).order_by(col(Job.name))))
