"""Drafts: what an account is still writing, saved as often as it likes, until it becomes a post."""

import secrets
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select, text, tuple_
from sqlmodel import Session, col

from planet_chain.community import posts
from planet_chain.community.errors import DraftChanged, DraftRefused, DraftUnknown, MemberUnclear
from planet_chain.community.members import of_account
from planet_chain.community.posts import Draft
from planet_chain.community.words import (
    TEXT_LONGEST,
    TITLE_LONGEST,
    TOPICS_MOST,
    kind_problem,
    text_problem,
    topic_problem,
)
from planet_chain.core.addresses import lower_hash
from planet_chain.core.errors import PlanetError
from planet_chain.store.content import SavedDraft
from planet_chain.store.queries.posts import PostView

DRAFTS_MOST: Final = 100
"""Of one account."""


@dataclass(frozen=True)
class Words:
    """What a draft says so far; nothing in it has to be finished."""

    type: str = "note"
    title: str = ""
    text: str = ""
    topics: tuple[str, ...] = ()
    content_id: str | None = None


def begin(session: Session, account: str, words: Words, *, now: int) -> SavedDraft:
    """Save a new draft of `account`.

    Args:
        account: lower-case address of whoever signed in.
        now: unix seconds.
    Raises:
        DraftRefused: a field cannot be kept, or the account has `DRAFTS_MOST` already.
    """
    _check(words)
    # two tabs at once must not make one too many
    lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
    session.connection().execute(lock, {"name": f"drafts {account}"})
    count = select(func.count()).select_from(SavedDraft).where(col(SavedDraft.account) == account)
    if (session.scalar(count) or 0) >= DRAFTS_MOST:
        raise DraftRefused("draft", f"you have {DRAFTS_MOST} already; publish or delete one first")
    draft = SavedDraft(
        id=secrets.token_hex(16),
        account=account,
        version=1,
        created_at=now,
        updated_at=now,
        **_columns(words),
    )
    session.add(draft)
    session.flush()
    return draft


def listed(
    session: Session, account: str, *, before: tuple[int, str] | None = None, limit: int = 50
) -> list[SavedDraft]:
    """Drafts of `account`, the newest first.

    Args:
        before: (created_at, id) of the last one of the page before.
    """
    query = select(SavedDraft).where(col(SavedDraft.account) == account)
    if before is not None:
        query = query.where(tuple_(col(SavedDraft.created_at), col(SavedDraft.id)) < before)
    newest = query.order_by(col(SavedDraft.created_at).desc(), col(SavedDraft.id).desc())
    return list(session.scalars(newest.limit(limit)))


def read(session: Session, account: str, draft: str) -> SavedDraft:
    """Draft `draft` of `account`.

    Raises:
        DraftUnknown: there is none; somebody else's is none either.
    """
    return _own(session, account, draft, lock=False)


def save(session: Session, account: str, draft: str, version: int, words: Words, *, now: int) -> SavedDraft:
    """Save `words` over version `version` of a draft.

    Raises:
        DraftUnknown, DraftRefused: as above.
        DraftChanged: another tab saved since.
    """
    _check(words)
    found = _at(session, account, draft, version)
    for name, value in _columns(words).items():
        setattr(found, name, value)
    found.version, found.updated_at = version + 1, now
    session.flush()
    return found


def remove(session: Session, account: str, draft: str, version: int) -> None:
    """Delete version `version` of a draft, for good.

    Raises:
        DraftUnknown, DraftChanged: as above.
    """
    session.delete(_at(session, account, draft, version))
    session.flush()


def publish(
    session: Session, account: str, draft: str, version: int, member: str | None, *, now: int
) -> PostView:
    """Publish version `version` of a draft as a post; the draft is gone then.

    Args:
        member: as whom, when the account speaks for several.
        now: the chain's time, unix seconds.
    Raises:
        DraftUnknown, DraftChanged: as above.
        NoMember, MemberUnclear: the account speaks for nobody, or for several and does not say for whom.
        PostRefused: what it says cannot be a post.
    """
    found = _at(session, account, draft, version)
    creator = _speaker(session, account, member)
    said = Draft(
        f"draft-{found.id}",
        creator,
        found.type,
        found.title,
        found.text,
        tuple(found.topics),
        found.content_id,
    )
    published = posts.publish(session, said, now=now)
    session.delete(found)
    session.flush()
    return published


def _speaker(session: Session, account: str, member: str | None) -> str:
    known = [each.id for each in of_account(session, account)]
    if member is None and len(known) == 1:
        return known[0]
    if member not in known:
        raise MemberUnclear(known)
    return member


def _own(session: Session, account: str, draft: str, *, lock: bool) -> SavedDraft:
    query = select(SavedDraft).where(col(SavedDraft.id) == draft, col(SavedDraft.account) == account)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise DraftUnknown(draft)
    return found


def _at(session: Session, account: str, draft: str, version: int) -> SavedDraft:
    found = _own(session, account, draft, lock=True)
    if found.version != version:
        raise DraftChanged(draft, found.version)
    return found


def _columns(words: Words) -> dict[str, Any]:
    content_id = None if words.content_id is None else lower_hash(words.content_id)
    return {**vars(words), "topics": list(words.topics), "content_id": content_id}


def _check(words: Words) -> None:
    problems = [
        ("type", kind_problem(words.type)),
        ("title", text_problem(words.title, TITLE_LONGEST)),
        ("text", text_problem(words.text, TEXT_LONGEST)),
        *(("topics", topic_problem(topic)) for topic in words.topics),
    ]
    if len(words.topics) > TOPICS_MOST:
        problems.append(("topics", f"{len(words.topics)} topics; a post is about {TOPICS_MOST} at most"))
    for field, problem in problems:
        if problem:
            raise DraftRefused(field, problem)
    if words.content_id is not None:
        try:
            lower_hash(words.content_id)
        except PlanetError as error:
            raise DraftRefused("content_id", str(error)) from error
