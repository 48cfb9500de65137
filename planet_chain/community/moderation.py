"""Moderation: report, hide, appeal, decide. Every step is a row of a log that only grows.

From the moment at which a post is hidden nothing done with it counts; what was done before counts for ever.
"""

from typing import Any, Final

from sqlalchemy import select, text
from sqlmodel import Session, col

from planet_chain.community import posts
from planet_chain.community.errors import ModerationRefused, NotTheAuthor, PostUnknown, ReportsTooMany
from planet_chain.community.words import kind_problem, text_problem
from planet_chain.store.community import Member, Post
from planet_chain.store.moderation import HiddenSpan, ModerationFact
from planet_chain.store.queries import moderation as stored
from planet_chain.store.queries.calendar import RewardsNotStarted, bounds, open_calendar

REASONS: Final = ("spam", "scam", "impersonation", "abuse", "illegal", "copyright", "wrong-type", "other")
"""Why somebody reports a post, or a moderator hides it."""
WORDS_LONGEST: Final = 1_000
REPORTS_A_DAY: Final = 20
_DAY: Final = 86_400

_RECENT = text("""
    SELECT count(*) FROM moderation_fact WHERE act = 'reported' AND actor = :actor AND at > :since
""")


def report(
    session: Session, post: str, members: list[Member], reason: str, words: str, *, now: int
) -> ModerationFact:
    """Tell the moderators about `post`, once a person. Reporting it again changes nothing.

    Args:
        members: whom the reporter speaks for; at least one.
        now: the chain's time, unix seconds.
    Raises:
        PostUnknown, ModerationRefused: a field is wrong, or the reporter wrote the post.
        ReportsTooMany: the person reported `REPORTS_A_DAY` posts within a day.
    """
    found = _locked(session, post)
    _check(reason, words)
    if found.creator in {member.id for member in members}:
        raise ModerationRefused("post", f"{post} is your own; an author cannot report it")
    actor = min(_holder(member) for member in members)
    known = select(ModerationFact).where(
        col(ModerationFact.act) == "reported",
        col(ModerationFact.post) == post,
        col(ModerationFact.actor) == actor,
    )
    if (before := session.scalars(known).one_or_none()) is not None:
        return before
    recent = session.connection().execute(_RECENT, {"actor": actor, "since": now - _DAY}).scalar_one()
    if recent >= REPORTS_A_DAY:
        raise ReportsTooMany(REPORTS_A_DAY)
    return _note(session, post, "reported", actor, words, at=now, reason=reason)


def reports_of(
    session: Session, members: list[Member], *, before: int | None = None, limit: int = 50
) -> list[ModerationFact]:
    """What the person behind `members` reported, the newest first.

    Args:
        before: number of the last row of the page before.
    """
    actor = min(_holder(member) for member in members)
    return stored.log(session, before=before, limit=limit, act="reported", actor=actor)


def hide(session: Session, post: str, by: str, reason: str, words: str, *, now: int) -> ModerationFact:
    """Hide `post` from now on, for a `reason` that everybody can read.

    Args:
        by: the moderator's name, which everybody can read too.
        now: the chain's time, unix seconds.
    Raises:
        PostUnknown, ModerationRefused: a field is wrong, or it is hidden already.
    """
    _locked(session, post)
    _check(reason, words)
    if stored.hidden_now(session, post) is not None:
        raise ModerationRefused("post", f"{post} is hidden already")
    fact = _note(session, post, "hidden", by, words, at=_from(session, now), reason=reason)
    session.add(HiddenSpan(fact=fact.id or 0, post=post, since=fact.at))
    session.flush()
    return fact


def restore(session: Session, post: str, by: str, words: str, *, now: int) -> ModerationFact:
    """Show `post` again: what is done with it from now on counts.

    Raises:
        PostUnknown, ModerationRefused: a field is wrong, or it is not hidden.
    """
    _locked(session, post)
    _check_words(words)
    span = _span(session, post)
    # an index that was set back may be behind the moment at which it was hidden
    span.until = max(_from(session, now), span.since)
    return _note(session, post, "restored", by, words, at=span.until)


def appeal(session: Session, post: str, members: list[Member], words: str, *, now: int) -> ModerationFact:
    """Ask as the author to look at a hidden `post` again, once for each time that it was hidden.

    Raises:
        PostUnknown, ModerationRefused: a field is wrong, it is not hidden, or it was appealed already.
        NotTheAuthor: none of `members` wrote it.
    """
    found = _locked(session, post)
    _check_words(words)
    if found.creator not in {member.id for member in members}:
        raise NotTheAuthor(post)
    span = _span(session, post)
    if stored.since(session, post, span.fact, ("appealed",)):
        raise ModerationRefused("post", f"{post} was appealed already; a moderator will answer")
    return _note(session, post, "appealed", found.creator, words, at=now)


def uphold(session: Session, post: str, by: str, words: str, *, now: int) -> ModerationFact:
    """Answer an appeal: the post stays hidden.

    Raises:
        PostUnknown, ModerationRefused: a field is wrong, or there is no appeal to answer.
    """
    _locked(session, post)
    _check_words(words)
    span = _span(session, post)
    if stored.since(session, post, span.fact, ("appealed", "upheld")) != ["appealed"]:
        raise ModerationRefused("post", f"{post} has no appeal that waits for an answer")
    return _note(session, post, "upheld", by, words, at=now)


def dismiss(session: Session, post: str, by: str, words: str, *, now: int) -> ModerationFact:
    """Answer the reports of a post: nothing is wrong with it.

    Raises:
        PostUnknown, ModerationRefused: a field is wrong, or there is no report to answer.
    """
    _locked(session, post)
    _check_words(words)
    if not stored.open_reports(session, post):
        raise ModerationRefused("post", f"{post} has no report that waits for an answer")
    return _note(session, post, "dismissed", by, words, at=now)


def retype(session: Session, post: str, by: str, new_type: str, words: str, *, now: int) -> ModerationFact:
    """Correct the content type that scarcity sees, for the weeks that close later.

    Raises:
        PostUnknown, ModerationRefused: a field is wrong, or it is of that type.
    """
    _locked(session, post)
    _check_words(words)
    if problem := kind_problem(new_type):
        raise ModerationRefused("type", problem)
    old_type = posts.get(session, post).type
    if old_type == new_type:
        raise ModerationRefused("type", f"{post} is of type {new_type} already")
    at = _from(session, now)
    return _note(session, post, "retyped", by, words, at=at, old_type=old_type, new_type=new_type)


def _from(session: Session, now: int) -> int:
    """From when a decision of `now` holds: never within a week that is closed.

    The index, whose time `now` is, may be behind the node by which the week was closed. No week closes before
    this transaction ends, so what is said of a moment is what the weeks' bundles hold.
    """
    try:
        calendar = open_calendar(session)
    except RewardsNotStarted:
        return now
    return max(now, bounds(calendar, calendar.open_epoch)[0])


def _locked(session: Session, post: str) -> Post:
    """The post, about which nobody else decides until this transaction ends."""
    query = select(Post).where(col(Post.id) == post).with_for_update(key_share=True)
    found = None if "\0" in post else session.scalars(query).one_or_none()
    if found is None:
        raise PostUnknown(post)
    return found


def _span(session: Session, post: str) -> HiddenSpan:
    span = stored.hidden_now(session, post)
    if span is None:
        raise ModerationRefused("post", f"{post} is not hidden")
    return span


def _holder(member: Member) -> str:
    return f"m:{member.id}" if member.person is None else f"p:{member.person}"


def _check(reason: str, words: str) -> None:
    if reason not in REASONS:
        raise ModerationRefused("reason", f"{reason!r} is none; the reasons are {', '.join(REASONS)}")
    _check_words(words)


def _check_words(words: str) -> None:
    if problem := text_problem(words, WORDS_LONGEST):
        raise ModerationRefused("words", problem)


def _note(
    session: Session, post: str, act: str, actor: str, words: str, *, at: int, **more: Any
) -> ModerationFact:
    fact = ModerationFact(at=at, post=post, act=act, actor=actor, words=words, **more)
    session.add(fact)
    session.flush()
    return fact
