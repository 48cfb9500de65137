"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Literal

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class ContentCalls(Transport):
    """Content, for callers that wait."""

    def list_trends(self, *, limit: int | None = None, size: int | None = None) -> m.PageTrendOut:
        """The hottest topics, why they are, and what they lead to, with figures and risks; one page."""
        return self.call("GET", "/api/v1/trends", m.PageTrendOut, query={"limit": limit, "size": size})

    def list_posts(
        self,
        *,
        creator: str | None = None,
        author: str | None = None,
        topic: str | None = None,
        asset: str | None = None,
        content_id: str | None = None,
        mentioning: str | None = None,
        tag: str | None = None,
        language: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PagePostOut:
        """Posts that match everything given, the newest first. Hidden ones are left out."""
        return self.call(
            "GET",
            "/api/v1/posts",
            m.PagePostOut,
            query={
                "creator": creator,
                "author": author,
                "topic": topic,
                "asset": asset,
                "content_id": content_id,
                "mentioning": mentioning,
                "tag": tag,
                "language": language,
                "cursor": cursor,
                "limit": limit,
            },
        )

    def publish_post(self, body: m.PostIn, *, idempotency_key: str | None = None) -> m.PostOut:
        """Publish a post. It never changes afterwards; publishing the same one again changes nothing."""
        return self.call("POST", "/api/v1/posts", m.PostOut, body=body, idempotency_key=idempotency_key)

    def read_post(self, post: str) -> m.PostOut:
        """One post."""
        return self.call("GET", f"/api/v1/posts/{self.quoted(post)}", m.PostOut)

    def list_topics(
        self, *, prefix: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> m.PageTopicOut:
        """Every topic that verified people were on lately, by name; `trends` has the hottest, and why."""
        return self.call(
            "GET",
            "/api/v1/topics",
            m.PageTopicOut,
            query={"prefix": prefix, "cursor": cursor, "limit": limit},
        )

    def list_drafts(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageDraftOut:
        """Drafts of whoever signed in, the newest first."""
        return self.call("GET", "/api/v1/drafts", m.PageDraftOut, query={"cursor": cursor, "limit": limit})

    def begin_draft(self, body: m.DraftIn, *, idempotency_key: str | None = None) -> m.DraftOut:
        """Begin a draft. The answer's ETag is its version."""
        return self.call("POST", "/api/v1/drafts", m.DraftOut, body=body, idempotency_key=idempotency_key)

    def read_draft(self, draft: str) -> m.DraftOut:
        """A draft, with its version as ETag."""
        return self.call("GET", f"/api/v1/drafts/{self.quoted(draft)}", m.DraftOut)

    def save_draft(self, draft: str, body: m.DraftIn, *, if_match: str | None = None) -> m.DraftOut:
        """Save over the version that `If-Match` names, so that two tabs cannot overwrite each other unseen."""
        return self.call(
            "PUT", f"/api/v1/drafts/{self.quoted(draft)}", m.DraftOut, body=body, if_match=if_match
        )

    def delete_draft(self, draft: str, *, if_match: str | None = None) -> None:
        """Delete the version that `If-Match` names."""
        return self.call("DELETE", f"/api/v1/drafts/{self.quoted(draft)}", type(None), if_match=if_match)

    def publish_draft(
        self,
        draft: str,
        body: m.PublicationIn,
        *,
        idempotency_key: str | None = None,
        if_match: str | None = None,
    ) -> m.PostOut:
        """Publish the version that `If-Match` names as a post of the member whose rewards go to you."""
        return self.call(
            "POST",
            f"/api/v1/drafts/{self.quoted(draft)}/publication",
            m.PostOut,
            body=body,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )

    def list_reports(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageReportOut:
        """What whoever signed in reported, the newest first."""
        return self.call("GET", "/api/v1/reports", m.PageReportOut, query={"cursor": cursor, "limit": limit})

    def report_post(self, body: m.ReportIn, *, idempotency_key: str | None = None) -> m.ReportOut:
        """Tell the moderators about a post, once a person; who did is told to nobody."""
        return self.call("POST", "/api/v1/reports", m.ReportOut, body=body, idempotency_key=idempotency_key)

    def list_log(
        self, *, post: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> m.PageFactOut:
        """Everything that was ever reported, hidden, appealed and decided, the newest first."""
        return self.call(
            "GET",
            "/api/v1/moderation/log",
            m.PageFactOut,
            query={"post": post, "cursor": cursor, "limit": limit},
        )

    def list_queue(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageWaitingOut:
        """Posts with open reports or appeals, the longest waiting first; needs an API key with the scope."""
        return self.call(
            "GET", "/api/v1/moderation/queue", m.PageWaitingOut, query={"cursor": cursor, "limit": limit}
        )

    def appeal(self, body: m.AppealIn, *, idempotency_key: str | None = None) -> m.FactOut:
        """Ask as the author to look at a hidden post again, once for each time that it was hidden."""
        return self.call(
            "POST", "/api/v1/moderation/appeals", m.FactOut, body=body, idempotency_key=idempotency_key
        )

    def decide(self, body: m.DecisionIn, *, idempotency_key: str | None = None) -> m.FactOut:
        """Hide or show a post, answer its reports or appeal, or correct its type; needs the scope."""
        return self.call(
            "POST", "/api/v1/moderation/decisions", m.FactOut, body=body, idempotency_key=idempotency_key
        )

    def search(
        self,
        *,
        q: str,
        kind: Literal["posts", "communities", "creators", "topics"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageHitOut:
        """What has all words of `q`, the best first: words of three letters and more find their continuations."""
        return self.call(
            "GET",
            "/api/v1/search",
            m.PageHitOut,
            query={"q": q, "kind": kind, "cursor": cursor, "limit": limit},
        )

    def list_recommendations(
        self, *, for_: str | None = None, limit: int | None = None
    ) -> m.RecommendationsOut:
        """Traders, creators, groups and posts, each with why. What somebody reads counts only when they ask."""
        return self.call(
            "GET", "/api/v1/recommendations", m.RecommendationsOut, query={"for": for_, "limit": limit}
        )

    def draw_community(self, token: str, *, language: Literal["en", "zh-CN", "ja"] | None = None) -> bytes:
        """A community's name, symbol, holders and fees, with its creator's planet."""
        return self.call(
            "GET", f"/api/v1/cards/communities/{self.quoted(token)}.png", bytes, query={"language": language}
        )

    def draw_post(self, post: str, *, language: Literal["en", "zh-CN", "ja"] | None = None) -> bytes:
        """A post's title, its author and its topics, with the author's planet."""
        return self.call(
            "GET", f"/api/v1/cards/posts/{self.quoted(post)}.png", bytes, query={"language": language}
        )


class AsyncContentCalls(AsyncTransport):
    """Content, for callers that await."""

    async def list_trends(self, *, limit: int | None = None, size: int | None = None) -> m.PageTrendOut:
        """The hottest topics, why they are, and what they lead to, with figures and risks; one page."""
        return await self.call("GET", "/api/v1/trends", m.PageTrendOut, query={"limit": limit, "size": size})

    async def list_posts(
        self,
        *,
        creator: str | None = None,
        author: str | None = None,
        topic: str | None = None,
        asset: str | None = None,
        content_id: str | None = None,
        mentioning: str | None = None,
        tag: str | None = None,
        language: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PagePostOut:
        """Posts that match everything given, the newest first. Hidden ones are left out."""
        return await self.call(
            "GET",
            "/api/v1/posts",
            m.PagePostOut,
            query={
                "creator": creator,
                "author": author,
                "topic": topic,
                "asset": asset,
                "content_id": content_id,
                "mentioning": mentioning,
                "tag": tag,
                "language": language,
                "cursor": cursor,
                "limit": limit,
            },
        )

    async def publish_post(self, body: m.PostIn, *, idempotency_key: str | None = None) -> m.PostOut:
        """Publish a post. It never changes afterwards; publishing the same one again changes nothing."""
        return await self.call("POST", "/api/v1/posts", m.PostOut, body=body, idempotency_key=idempotency_key)

    async def read_post(self, post: str) -> m.PostOut:
        """One post."""
        return await self.call("GET", f"/api/v1/posts/{self.quoted(post)}", m.PostOut)

    async def list_topics(
        self, *, prefix: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> m.PageTopicOut:
        """Every topic that verified people were on lately, by name; `trends` has the hottest, and why."""
        return await self.call(
            "GET",
            "/api/v1/topics",
            m.PageTopicOut,
            query={"prefix": prefix, "cursor": cursor, "limit": limit},
        )

    async def list_drafts(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageDraftOut:
        """Drafts of whoever signed in, the newest first."""
        return await self.call(
            "GET", "/api/v1/drafts", m.PageDraftOut, query={"cursor": cursor, "limit": limit}
        )

    async def begin_draft(self, body: m.DraftIn, *, idempotency_key: str | None = None) -> m.DraftOut:
        """Begin a draft. The answer's ETag is its version."""
        return await self.call(
            "POST", "/api/v1/drafts", m.DraftOut, body=body, idempotency_key=idempotency_key
        )

    async def read_draft(self, draft: str) -> m.DraftOut:
        """A draft, with its version as ETag."""
        return await self.call("GET", f"/api/v1/drafts/{self.quoted(draft)}", m.DraftOut)

    async def save_draft(self, draft: str, body: m.DraftIn, *, if_match: str | None = None) -> m.DraftOut:
        """Save over the version that `If-Match` names, so that two tabs cannot overwrite each other unseen."""
        return await self.call(
            "PUT", f"/api/v1/drafts/{self.quoted(draft)}", m.DraftOut, body=body, if_match=if_match
        )

    async def delete_draft(self, draft: str, *, if_match: str | None = None) -> None:
        """Delete the version that `If-Match` names."""
        return await self.call(
            "DELETE", f"/api/v1/drafts/{self.quoted(draft)}", type(None), if_match=if_match
        )

    async def publish_draft(
        self,
        draft: str,
        body: m.PublicationIn,
        *,
        idempotency_key: str | None = None,
        if_match: str | None = None,
    ) -> m.PostOut:
        """Publish the version that `If-Match` names as a post of the member whose rewards go to you."""
        return await self.call(
            "POST",
            f"/api/v1/drafts/{self.quoted(draft)}/publication",
            m.PostOut,
            body=body,
            idempotency_key=idempotency_key,
            if_match=if_match,
        )

    async def list_reports(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageReportOut:
        """What whoever signed in reported, the newest first."""
        return await self.call(
            "GET", "/api/v1/reports", m.PageReportOut, query={"cursor": cursor, "limit": limit}
        )

    async def report_post(self, body: m.ReportIn, *, idempotency_key: str | None = None) -> m.ReportOut:
        """Tell the moderators about a post, once a person; who did is told to nobody."""
        return await self.call(
            "POST", "/api/v1/reports", m.ReportOut, body=body, idempotency_key=idempotency_key
        )

    async def list_log(
        self, *, post: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> m.PageFactOut:
        """Everything that was ever reported, hidden, appealed and decided, the newest first."""
        return await self.call(
            "GET",
            "/api/v1/moderation/log",
            m.PageFactOut,
            query={"post": post, "cursor": cursor, "limit": limit},
        )

    async def list_queue(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageWaitingOut:
        """Posts with open reports or appeals, the longest waiting first; needs an API key with the scope."""
        return await self.call(
            "GET", "/api/v1/moderation/queue", m.PageWaitingOut, query={"cursor": cursor, "limit": limit}
        )

    async def appeal(self, body: m.AppealIn, *, idempotency_key: str | None = None) -> m.FactOut:
        """Ask as the author to look at a hidden post again, once for each time that it was hidden."""
        return await self.call(
            "POST", "/api/v1/moderation/appeals", m.FactOut, body=body, idempotency_key=idempotency_key
        )

    async def decide(self, body: m.DecisionIn, *, idempotency_key: str | None = None) -> m.FactOut:
        """Hide or show a post, answer its reports or appeal, or correct its type; needs the scope."""
        return await self.call(
            "POST", "/api/v1/moderation/decisions", m.FactOut, body=body, idempotency_key=idempotency_key
        )

    async def search(
        self,
        *,
        q: str,
        kind: Literal["posts", "communities", "creators", "topics"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageHitOut:
        """What has all words of `q`, the best first: words of three letters and more find their continuations."""
        return await self.call(
            "GET",
            "/api/v1/search",
            m.PageHitOut,
            query={"q": q, "kind": kind, "cursor": cursor, "limit": limit},
        )

    async def list_recommendations(
        self, *, for_: str | None = None, limit: int | None = None
    ) -> m.RecommendationsOut:
        """Traders, creators, groups and posts, each with why. What somebody reads counts only when they ask."""
        return await self.call(
            "GET", "/api/v1/recommendations", m.RecommendationsOut, query={"for": for_, "limit": limit}
        )

    async def draw_community(
        self, token: str, *, language: Literal["en", "zh-CN", "ja"] | None = None
    ) -> bytes:
        """A community's name, symbol, holders and fees, with its creator's planet."""
        return await self.call(
            "GET", f"/api/v1/cards/communities/{self.quoted(token)}.png", bytes, query={"language": language}
        )

    async def draw_post(self, post: str, *, language: Literal["en", "zh-CN", "ja"] | None = None) -> bytes:
        """A post's title, its author and its topics, with the author's planet."""
        return await self.call(
            "GET", f"/api/v1/cards/posts/{self.quoted(post)}.png", bytes, query={"language": language}
        )
