"""Reports, appeals, decisions, and the log of them."""

from typing import Annotated, Literal, Self

from pydantic import Field

from planet_chain.api.schemas.base import In, Label, Out
from planet_chain.store.moderation import ModerationFact
from planet_chain.store.queries.moderation import Waiting
from planet_chain.store.queries.posts import PostView

Reason = Literal["spam", "scam", "impersonation", "abuse", "illegal", "copyright", "wrong-type", "other"]
Act = Literal["reported", "hidden", "appealed", "upheld", "restored", "dismissed", "retyped"]
Words = Annotated[str, Field(max_length=1_000, examples=["Copies the announcement of another project."])]


class ReportIn(In):
    """Why moderators should look at a post."""

    post: Label
    reason: Reason
    words: Words = ""


class AppealIn(In):
    """Why a hidden post should be shown again."""

    post: Label
    words: Words


class DecisionIn(In):
    """What a moderator decides about a post. Everybody can read it."""

    post: Label
    decision: Literal["hide", "restore", "uphold", "dismiss", "retype"] = Field(
        description="`uphold` answers an appeal, `dismiss` reports; `retype` corrects the content type."
    )
    words: Words = Field(description="Why, for everybody.")
    reason: Reason | None = Field(None, description="For `hide`, which needs one.")
    type: Annotated[str, Field(pattern="^[a-z][a-z0-9-]{0,31}$", examples=["video"])] | None = Field(
        None, description="For `retype`, which needs one."
    )


class ReportOut(Out):
    """A report of one's own."""

    post: str
    reason: Reason
    words: str
    at: int

    @classmethod
    def of(cls, row: ModerationFact) -> Self:
        """The report in `row`."""
        return cls.model_validate(row)


class FactOut(Out):
    """Something that happened about a post. Rows are only ever added."""

    number: int = Field(description="In the log; the first is 1 or above.")
    at: int = Field(description="Unix seconds from which it holds.")
    post: str
    act: Act
    by: str | None = Field(description="A moderator, or the author by member id; who reports is never told.")
    reason: Reason | None
    words: str | None = Field(description="null for reports: they are for the moderators.")
    old_type: str | None
    new_type: str | None

    @classmethod
    def of(cls, row: ModerationFact) -> Self:
        """The row, without what a report must not tell."""
        private = row.act == "reported"
        return cls(
            number=row.id or 0,
            at=row.at,
            post=row.post,
            act=row.act,
            by=None if private else row.actor,
            reason=row.reason,
            words=None if private else row.words,
            old_type=row.old_type,
            new_type=row.new_type,
        )


class WaitingOut(Out):
    """A post that waits for a moderator."""

    post: str
    title: str
    text: str
    creator: str = Field(description="The member who wrote it.")
    type: str
    suggested_type: str | None = Field(
        description="What the tagger takes it for, where that is another type."
    )
    hidden: bool
    since: int
    reports: int
    reasons: list[Reason]
    report_words: list[str] = Field(description="Of the first five who wrote something.")
    appeal: str | None = Field(description="What the author says, when they appealed.")

    @classmethod
    def of(cls, row: Waiting, post: PostView) -> Self:
        """What waits in `row`, about `post`."""
        suggested = post.tag.type if post.tag else None
        return cls(
            post=row.post,
            title=post.title,
            text=post.text,
            creator=post.creator,
            type=post.type,
            suggested_type=suggested if suggested != post.type else None,
            hidden=post.hidden is not None,
            since=row.since,
            reports=row.reports,
            reasons=row.reasons,
            report_words=row.words or [],
            appeal=row.appeal,
        )
