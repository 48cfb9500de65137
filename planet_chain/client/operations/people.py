"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Literal

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class PeopleCalls(Transport):
    """People, for callers that wait."""

    def list_creators(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageCreatorOut:
        """Everybody who was ever registered, in the order of their numbers."""
        return self.call(
            "GET", "/api/v1/creators", m.PageCreatorOut, query={"cursor": cursor, "limit": limit}
        )

    def read_creator(self, address: str) -> m.CreatorOut:
        """One creator: number, stage, community, followers, earnings by source."""
        return self.call("GET", f"/api/v1/creators/{self.quoted(address)}", m.CreatorOut)

    def list_earnings(
        self, address: str, *, cursor: str | None = None, limit: int | None = None
    ) -> m.PageContentEarningsOut:
        """What each content that the creator published on chain brought them, the newest content first."""
        return self.call(
            "GET",
            f"/api/v1/creators/{self.quoted(address)}/earnings",
            m.PageContentEarningsOut,
            query={"cursor": cursor, "limit": limit},
        )

    def list_calls(
        self, address: str, *, cursor: str | None = None, limit: int | None = None
    ) -> m.PageCallOut:
        """Every token that the person behind `address` named, the newest first, with what became of it."""
        return self.call(
            "GET",
            f"/api/v1/creators/{self.quoted(address)}/calls",
            m.PageCallOut,
            query={"cursor": cursor, "limit": limit},
        )

    def list_follows(
        self,
        *,
        follower: str | None = None,
        creator: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageFollowOut:
        """Follows that last until now and match everything given, the newest first."""
        return self.call(
            "GET",
            "/api/v1/follows",
            m.PageFollowOut,
            query={"follower": follower, "creator": creator, "cursor": cursor, "limit": limit},
        )

    def list_tiers(self, *, creator: str | None = None, limit: int | None = None) -> list[m.TierOut]:
        """What memberships creators offer, the newest first."""
        return self.call(
            "GET", "/api/v1/memberships/tiers", list[m.TierOut], query={"creator": creator, "limit": limit}
        )

    def list_memberships(
        self,
        *,
        member: str | None = None,
        creator: str | None = None,
        tier: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.MembershipsOut:
        """Passes that exist, those with the newest lot first; of one member, with the gifts that wait too."""
        return self.call(
            "GET",
            "/api/v1/memberships",
            m.MembershipsOut,
            query={"member": member, "creator": creator, "tier": tier, "cursor": cursor, "limit": limit},
        )

    def list_questions(
        self,
        *,
        asker: str | None = None,
        creator: str | None = None,
        state: Literal["open", "awarded", "split", "refunded"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageQuestionOut:
        """Questions that match everything given, the newest first."""
        return self.call(
            "GET",
            "/api/v1/questions",
            m.PageQuestionOut,
            query={"asker": asker, "creator": creator, "state": state, "cursor": cursor, "limit": limit},
        )

    def read_owed(self, address: str) -> m.OwedOut:
        """What an account can collect from questions: prizes won, and prizes paid back."""
        return self.call("GET", f"/api/v1/questions/owed/{self.quoted(address)}", m.OwedOut)

    def read_question(self, number: int) -> m.QuestionOut:
        """One question: its prize, its answers, and what became of it."""
        return self.call("GET", f"/api/v1/questions/{self.quoted(number)}", m.QuestionOut)

    def tell_question(self, number: int, body: m.QuestionTextIn) -> m.QuestionOut:
        """Make the words of a question public. Only those fit whose hash is on chain."""
        return self.call("PUT", f"/api/v1/questions/{self.quoted(number)}/text", m.QuestionOut, body=body)

    def read_answers(self, number: int) -> list[m.AnswerTextOut]:
        """The answers in words: all of them for the asker, a creator's own for that creator, none for others."""
        return self.call("GET", f"/api/v1/questions/{self.quoted(number)}/answers", list[m.AnswerTextOut])

    def tell_answer(self, number: int, address: str, body: m.AnswerTextIn) -> m.AnswerTextOut:
        """Let the asker read an answer. Only text and salt fit that open its hash on chain."""
        return self.call(
            "PUT",
            f"/api/v1/questions/{self.quoted(number)}/answers/{self.quoted(address)}",
            m.AnswerTextOut,
            body=body,
        )


class AsyncPeopleCalls(AsyncTransport):
    """People, for callers that await."""

    async def list_creators(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageCreatorOut:
        """Everybody who was ever registered, in the order of their numbers."""
        return await self.call(
            "GET", "/api/v1/creators", m.PageCreatorOut, query={"cursor": cursor, "limit": limit}
        )

    async def read_creator(self, address: str) -> m.CreatorOut:
        """One creator: number, stage, community, followers, earnings by source."""
        return await self.call("GET", f"/api/v1/creators/{self.quoted(address)}", m.CreatorOut)

    async def list_earnings(
        self, address: str, *, cursor: str | None = None, limit: int | None = None
    ) -> m.PageContentEarningsOut:
        """What each content that the creator published on chain brought them, the newest content first."""
        return await self.call(
            "GET",
            f"/api/v1/creators/{self.quoted(address)}/earnings",
            m.PageContentEarningsOut,
            query={"cursor": cursor, "limit": limit},
        )

    async def list_calls(
        self, address: str, *, cursor: str | None = None, limit: int | None = None
    ) -> m.PageCallOut:
        """Every token that the person behind `address` named, the newest first, with what became of it."""
        return await self.call(
            "GET",
            f"/api/v1/creators/{self.quoted(address)}/calls",
            m.PageCallOut,
            query={"cursor": cursor, "limit": limit},
        )

    async def list_follows(
        self,
        *,
        follower: str | None = None,
        creator: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageFollowOut:
        """Follows that last until now and match everything given, the newest first."""
        return await self.call(
            "GET",
            "/api/v1/follows",
            m.PageFollowOut,
            query={"follower": follower, "creator": creator, "cursor": cursor, "limit": limit},
        )

    async def list_tiers(self, *, creator: str | None = None, limit: int | None = None) -> list[m.TierOut]:
        """What memberships creators offer, the newest first."""
        return await self.call(
            "GET", "/api/v1/memberships/tiers", list[m.TierOut], query={"creator": creator, "limit": limit}
        )

    async def list_memberships(
        self,
        *,
        member: str | None = None,
        creator: str | None = None,
        tier: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.MembershipsOut:
        """Passes that exist, those with the newest lot first; of one member, with the gifts that wait too."""
        return await self.call(
            "GET",
            "/api/v1/memberships",
            m.MembershipsOut,
            query={"member": member, "creator": creator, "tier": tier, "cursor": cursor, "limit": limit},
        )

    async def list_questions(
        self,
        *,
        asker: str | None = None,
        creator: str | None = None,
        state: Literal["open", "awarded", "split", "refunded"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageQuestionOut:
        """Questions that match everything given, the newest first."""
        return await self.call(
            "GET",
            "/api/v1/questions",
            m.PageQuestionOut,
            query={"asker": asker, "creator": creator, "state": state, "cursor": cursor, "limit": limit},
        )

    async def read_owed(self, address: str) -> m.OwedOut:
        """What an account can collect from questions: prizes won, and prizes paid back."""
        return await self.call("GET", f"/api/v1/questions/owed/{self.quoted(address)}", m.OwedOut)

    async def read_question(self, number: int) -> m.QuestionOut:
        """One question: its prize, its answers, and what became of it."""
        return await self.call("GET", f"/api/v1/questions/{self.quoted(number)}", m.QuestionOut)

    async def tell_question(self, number: int, body: m.QuestionTextIn) -> m.QuestionOut:
        """Make the words of a question public. Only those fit whose hash is on chain."""
        return await self.call(
            "PUT", f"/api/v1/questions/{self.quoted(number)}/text", m.QuestionOut, body=body
        )

    async def read_answers(self, number: int) -> list[m.AnswerTextOut]:
        """The answers in words: all of them for the asker, a creator's own for that creator, none for others."""
        return await self.call(
            "GET", f"/api/v1/questions/{self.quoted(number)}/answers", list[m.AnswerTextOut]
        )

    async def tell_answer(self, number: int, address: str, body: m.AnswerTextIn) -> m.AnswerTextOut:
        """Let the asker read an answer. Only text and salt fit that open its hash on chain."""
        return await self.call(
            "PUT",
            f"/api/v1/questions/{self.quoted(number)}/answers/{self.quoted(address)}",
            m.AnswerTextOut,
            body=body,
        )
