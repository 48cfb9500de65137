"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Literal

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class CommunitiesCalls(Transport):
    """Communities, for callers that wait."""

    def list_communities(
        self,
        *,
        sort: Literal["volume", "newest", "holders", "supply"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageCommunityOut:
        """Every community, the highest in `sort` first."""
        return self.call(
            "GET",
            "/api/v1/communities",
            m.PageCommunityOut,
            query={"sort": sort, "cursor": cursor, "limit": limit},
        )

    def read_community(self, token: str) -> m.CommunityDetail:
        """One community with its curve, and what to know before buying."""
        return self.call("GET", f"/api/v1/communities/{self.quoted(token)}", m.CommunityDetail)

    def list_community_trades(
        self, token: str, *, cursor: str | None = None, limit: int | None = None
    ) -> m.PageTradeOut:
        """Trades of this token, the newest first."""
        return self.call(
            "GET",
            f"/api/v1/communities/{self.quoted(token)}/trades",
            m.PageTradeOut,
            query={"cursor": cursor, "limit": limit},
        )

    def list_holders(
        self,
        token: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        format: Literal["json", "csv"] | None = None,
    ) -> bytes:
        """Who holds this token, the largest first. As CSV (`format=csv`, or by Accept): everybody at once."""
        return self.call(
            "GET",
            f"/api/v1/communities/{self.quoted(token)}/holders",
            bytes,
            query={"cursor": cursor, "limit": limit, "format": format},
        )

    def read_candles(
        self,
        token: str,
        *,
        interval: Literal["1m", "5m", "1h", "1d"] | None = None,
        until: int | None = None,
        limit: int | None = None,
    ) -> m.CandlesOut:
        """Candles of the last `limit` intervals up to `until`, the oldest first."""
        return self.call(
            "GET",
            f"/api/v1/communities/{self.quoted(token)}/candles",
            m.CandlesOut,
            query={"interval": interval, "until": until, "limit": limit},
        )

    def list_community_posts(
        self,
        token: str,
        *,
        by: Literal["creator", "mention"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PagePostOut:
        """Posts about this community, the newest first."""
        return self.call(
            "GET",
            f"/api/v1/communities/{self.quoted(token)}/posts",
            m.PagePostOut,
            query={"by": by, "cursor": cursor, "limit": limit},
        )

    def list_trades(
        self,
        *,
        token: str | None = None,
        trader: str | None = None,
        content_id: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageTradeOut:
        """Trades that match everything given, the newest first."""
        return self.call(
            "GET",
            "/api/v1/trades",
            m.PageTradeOut,
            query={
                "token": token,
                "trader": trader,
                "content_id": content_id,
                "cursor": cursor,
                "limit": limit,
            },
        )

    def quote_buy(self, *, token: str, quote_in: int, elsewhere: bool | None = None) -> m.QuoteOut:
        """What paying exactly `quote_in` would give, with price impact and fee."""
        return self.call(
            "GET",
            "/api/v1/quotes/buy",
            m.QuoteOut,
            query={"token": token, "quote_in": quote_in, "elsewhere": elsewhere},
        )

    def quote_sell(self, *, token: str, tokens_in: int, elsewhere: bool | None = None) -> m.QuoteOut:
        """What selling exactly `tokens_in` would pay, with price impact and fee."""
        return self.call(
            "GET",
            "/api/v1/quotes/sell",
            m.QuoteOut,
            query={"token": token, "tokens_in": tokens_in, "elsewhere": elsewhere},
        )


class AsyncCommunitiesCalls(AsyncTransport):
    """Communities, for callers that await."""

    async def list_communities(
        self,
        *,
        sort: Literal["volume", "newest", "holders", "supply"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageCommunityOut:
        """Every community, the highest in `sort` first."""
        return await self.call(
            "GET",
            "/api/v1/communities",
            m.PageCommunityOut,
            query={"sort": sort, "cursor": cursor, "limit": limit},
        )

    async def read_community(self, token: str) -> m.CommunityDetail:
        """One community with its curve, and what to know before buying."""
        return await self.call("GET", f"/api/v1/communities/{self.quoted(token)}", m.CommunityDetail)

    async def list_community_trades(
        self, token: str, *, cursor: str | None = None, limit: int | None = None
    ) -> m.PageTradeOut:
        """Trades of this token, the newest first."""
        return await self.call(
            "GET",
            f"/api/v1/communities/{self.quoted(token)}/trades",
            m.PageTradeOut,
            query={"cursor": cursor, "limit": limit},
        )

    async def list_holders(
        self,
        token: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        format: Literal["json", "csv"] | None = None,
    ) -> bytes:
        """Who holds this token, the largest first. As CSV (`format=csv`, or by Accept): everybody at once."""
        return await self.call(
            "GET",
            f"/api/v1/communities/{self.quoted(token)}/holders",
            bytes,
            query={"cursor": cursor, "limit": limit, "format": format},
        )

    async def read_candles(
        self,
        token: str,
        *,
        interval: Literal["1m", "5m", "1h", "1d"] | None = None,
        until: int | None = None,
        limit: int | None = None,
    ) -> m.CandlesOut:
        """Candles of the last `limit` intervals up to `until`, the oldest first."""
        return await self.call(
            "GET",
            f"/api/v1/communities/{self.quoted(token)}/candles",
            m.CandlesOut,
            query={"interval": interval, "until": until, "limit": limit},
        )

    async def list_community_posts(
        self,
        token: str,
        *,
        by: Literal["creator", "mention"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PagePostOut:
        """Posts about this community, the newest first."""
        return await self.call(
            "GET",
            f"/api/v1/communities/{self.quoted(token)}/posts",
            m.PagePostOut,
            query={"by": by, "cursor": cursor, "limit": limit},
        )

    async def list_trades(
        self,
        *,
        token: str | None = None,
        trader: str | None = None,
        content_id: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageTradeOut:
        """Trades that match everything given, the newest first."""
        return await self.call(
            "GET",
            "/api/v1/trades",
            m.PageTradeOut,
            query={
                "token": token,
                "trader": trader,
                "content_id": content_id,
                "cursor": cursor,
                "limit": limit,
            },
        )

    async def quote_buy(self, *, token: str, quote_in: int, elsewhere: bool | None = None) -> m.QuoteOut:
        """What paying exactly `quote_in` would give, with price impact and fee."""
        return await self.call(
            "GET",
            "/api/v1/quotes/buy",
            m.QuoteOut,
            query={"token": token, "quote_in": quote_in, "elsewhere": elsewhere},
        )

    async def quote_sell(self, *, token: str, tokens_in: int, elsewhere: bool | None = None) -> m.QuoteOut:
        """What selling exactly `tokens_in` would pay, with price impact and fee."""
        return await self.call(
            "GET",
            "/api/v1/quotes/sell",
            m.QuoteOut,
            query={"token": token, "tokens_in": tokens_in, "elsewhere": elsewhere},
        )
