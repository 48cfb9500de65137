"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Any, Literal

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class Operations(Transport):
    """Every operation, for callers that wait."""

    def list_trends(self, *, limit: int | None = None, size: int | None = None) -> m.PageTrendOut:
        """The hottest topics, why they are, and what they lead to, with figures and risks; one page."""
        return self.call("GET", "/api/v1/trends", m.PageTrendOut, query={"limit": limit, "size": size})

    def read_claims(self, address: str) -> m.ClaimsOut:
        """Everything `address` can claim now, with proofs, what is on its way, and what was paid."""
        return self.call("GET", f"/api/v1/claims/{self.quoted(address)}", m.ClaimsOut)

    def read_health(self) -> m.HealthOut:
        """Says ok as long as the process answers at all; asks nobody else."""
        return self.call("GET", "/api/v1/health", m.HealthOut)

    def read_ready(self) -> m.ReadyOut:
        """503 with the reason while the database is down, or the index halted, lags, or is of another chain."""
        return self.call("GET", "/api/v1/ready", m.ReadyOut)

    def read_status(self) -> m.StatusOut:
        """Network, contracts, tokens, index, jobs, and what is wrong now."""
        return self.call("GET", "/api/v1/status", m.StatusOut)

    def read_metrics(self) -> bytes:
        """Of this process: requests, intake, stream, memory; and of all: the index's lag, and the jobs."""
        return self.call("GET", "/api/v1/metrics", bytes)

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

    def list_epochs(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageEpochOut:
        """Weeks, the newest first: the running one, then the closed ones."""
        return self.call("GET", "/api/v1/epochs", m.PageEpochOut, query={"cursor": cursor, "limit": limit})

    def read_current(self) -> m.EpochOut:
        """The week in which counts what people do now."""
        return self.call("GET", "/api/v1/epochs/current", m.EpochOut)

    def read_epoch(self, number: int) -> m.EpochOut:
        """One week: its money, its root, and what became of it on chain."""
        return self.call("GET", f"/api/v1/epochs/{self.quoted(number)}", m.EpochOut)

    def read_bundle(self, number: int) -> m.BundleOut:
        """The files from which anybody derives the root, with their hashes."""
        return self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/bundle", m.BundleOut)

    def download_bundle_file(
        self,
        number: int,
        file: Literal[
            "manifest.json",
            "members.parquet",
            "posts.parquet",
            "interactions.parquet",
            "counted.parquet",
            "cumulative.parquet",
        ],
    ) -> bytes:
        """One file of the bundle; it never changes."""
        return self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/bundle/{self.quoted(file)}", bytes)

    def download_tree(self, number: int) -> None:
        """The Merkle tree in OpenZeppelin's standard-v1 format: every account, total and proof."""
        return self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/tree.json", type(None))

    def list_allocations(
        self, number: int, *, cursor: str | None = None, limit: int | None = None
    ) -> m.PagePaidCreator:
        """The creators that the week pays, the best paid first."""
        return self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations",
            m.PagePaidCreator,
            query={"cursor": cursor, "limit": limit},
        )

    def read_allocations(self, number: int, address: str) -> m.AllocationsOut:
        """What the week pays at `address`: from which tranche, what the cap cut, and for which posts."""
        return self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations/{self.quoted(address)}",
            m.AllocationsOut,
        )

    def draw_allocation(self, number: int, address: str) -> bytes:
        """The same as a picture. Who brought it is in the bundle: `planet rewards explain` draws that too."""
        return self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations/{self.quoted(address)}/picture.svg",
            bytes,
        )

    def read_readings(self, number: int) -> m.ReadingsOut:
        """What the reading of the account that is signed in gave to whom, line by line; nobody else sees it."""
        return self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/readings", m.ReadingsOut)

    def relay_claims(self, body: m.RelayIn) -> m.RelayOut:
        """Queue everything that the address can claim; while it is on its way, asking again gives the same."""
        return self.call("POST", "/api/v1/relays/claims", m.RelayOut, body=body)

    def prepare_tip_authorization(self, body: m.TipAuthorizationIn) -> m.AuthorizationOut:
        """What the fan's wallet signs, without gas, so that the relayer can send this tip and nothing else."""
        return self.call("POST", "/api/v1/relays/tips/authorizations", m.AuthorizationOut, body=body)

    def relay_tip(self, body: m.SignedTipIn) -> m.RelayOut:
        """Queue a signed tip, tried before; while it is on its way, asking again gives the same."""
        return self.call("POST", "/api/v1/relays/tips", m.RelayOut, body=body)

    def prepare_join_authorization(self, body: m.JoinAuthorizationIn) -> m.AuthorizationOut:
        """What the fan's wallet signs, without gas, so that the relayer can buy this and nothing else."""
        return self.call("POST", "/api/v1/relays/joins/authorizations", m.AuthorizationOut, body=body)

    def relay_join(self, body: m.SignedJoinIn) -> m.RelayOut:
        """Queue a signed membership, tried before; while it is on its way, asking again gives the same."""
        return self.call("POST", "/api/v1/relays/joins", m.RelayOut, body=body)

    def read_relay(self, relay: str) -> m.RelayOut:
        """How far a wish is."""
        return self.call("GET", f"/api/v1/relays/{self.quoted(relay)}", m.RelayOut)

    def read_points(self, address: str) -> m.PointsOut:
        """What an account earned by attention, its title, and how far the next one is."""
        return self.call("GET", f"/api/v1/points/{self.quoted(address)}", m.PointsOut)

    def list_seasons(self) -> m.PageSeasonOut:
        """Seasons, the running one first."""
        return self.call("GET", "/api/v1/seasons", m.PageSeasonOut)

    def read_season(self, number: int) -> m.SeasonBoardOut:
        """A season and who earned most in it, of weeks whose roots are active."""
        return self.call("GET", f"/api/v1/seasons/{self.quoted(number)}", m.SeasonBoardOut)

    def list_competitions(self) -> m.PageCompetitionOut:
        """Competitions, the newest first."""
        return self.call("GET", "/api/v1/competitions", m.PageCompetitionOut)

    def read_competition(self, number: int) -> m.BoardsOut:
        """A competition with its boards of people and of communities, from finalized trades."""
        return self.call("GET", f"/api/v1/competitions/{self.quoted(number)}", m.BoardsOut)

    def list_airdrops(
        self,
        *,
        funder: str | None = None,
        token: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageAirdropOut:
        """Campaigns that match everything given, the newest first."""
        return self.call(
            "GET",
            "/api/v1/airdrops",
            m.PageAirdropOut,
            query={"funder": funder, "token": token, "cursor": cursor, "limit": limit},
        )

    def preview_airdrop(self, body: m.AirdropPlan) -> m.AirdropPreview:
        """Who would get what by a plan, after a final block, and the root it leads to. Nothing is kept."""
        return self.call("POST", "/api/v1/airdrops/previews", m.AirdropPreview, body=body)

    def register_airdrop(self, body: m.AirdropTreeIn) -> m.AirdropTreeOut:
        """Keep the files of a preview before it is paid for: everybody it gives to finds their proof here."""
        return self.call("POST", "/api/v1/airdrops/trees", m.AirdropTreeOut, body=body)

    def read_airdrop(self, number: int) -> m.AirdropOut:
        """One campaign: its money, its times, and the files behind its root."""
        return self.call("GET", f"/api/v1/airdrops/{self.quoted(number)}", m.AirdropOut)

    def download_airdrop_file(
        self, number: int, file: Literal["airdrop.json", "snapshot.csv", "tree.json"]
    ) -> bytes:
        """Parameters, snapshot or tree: `planet airdrop verify` derives the root from them."""
        return self.call("GET", f"/api/v1/airdrops/{self.quoted(number)}/{self.quoted(file)}", bytes)

    def prepare_buy(self, body: m.BuyOrder) -> m.TransactionOut:
        """Steps that buy a community token: an approval when one is missing, then the purchase."""
        return self.call("POST", "/api/v1/transactions/buy", m.TransactionOut, body=body)

    def prepare_sell(self, body: m.SellOrder) -> m.TransactionOut:
        """The one step that sells community tokens; the market burns them, so no approval is needed."""
        return self.call("POST", "/api/v1/transactions/sell", m.TransactionOut, body=body)

    def prepare_tip(self, body: m.TipOrder) -> m.TransactionOut:
        """Steps that tip a creator: an approval when one is missing, then the tip."""
        return self.call("POST", "/api/v1/transactions/tip", m.TransactionOut, body=body)

    def prepare_claim(self, body: m.ClaimOrder) -> m.TransactionOut:
        """One step a token that is claimable now. Anybody may send them: the money goes to the beneficiary."""
        return self.call("POST", "/api/v1/transactions/claim", m.TransactionOut, body=body)

    def prepare_create_community(self, body: m.CreateCommunityOrder) -> m.TransactionOut:
        """Steps that make the account's community, with its first buy in the same transaction."""
        return self.call("POST", "/api/v1/transactions/create-community", m.TransactionOut, body=body)

    def prepare_follow(self, body: m.FollowOrder) -> m.TransactionOut:
        """The one step that follows a creator."""
        return self.call("POST", "/api/v1/transactions/follow", m.TransactionOut, body=body)

    def prepare_unfollow(self, body: m.UnfollowOrder) -> m.TransactionOut:
        """The one step that ends a follow; it is possible after the creator was revoked too."""
        return self.call("POST", "/api/v1/transactions/unfollow", m.TransactionOut, body=body)

    def prepare_airdrop(self, body: m.AirdropOrder) -> m.TransactionOut:
        """Steps that make a campaign: an approval when one is missing, then the campaign."""
        return self.call("POST", "/api/v1/transactions/airdrop", m.TransactionOut, body=body)

    def prepare_sweep(self, body: m.SweepOrder) -> m.TransactionOut:
        """The one step in which the funder takes what is left of an ended campaign."""
        return self.call("POST", "/api/v1/transactions/sweep", m.TransactionOut, body=body)

    def prepare_join(self, body: m.JoinOrder) -> m.TransactionOut:
        """Steps that buy a pass: an approval when one is missing, then the purchase."""
        return self.call("POST", "/api/v1/transactions/join", m.TransactionOut, body=body)

    def prepare_renew(self, body: m.RenewOrder) -> m.TransactionOut:
        """Steps that buy one more period: an approval when one is missing, then the renewal."""
        return self.call("POST", "/api/v1/transactions/renew", m.TransactionOut, body=body)

    def prepare_cancel(self, body: m.CancelOrder) -> m.TransactionOut:
        """The one step that ends a pass and pays back what is left of it."""
        return self.call("POST", "/api/v1/transactions/cancel", m.TransactionOut, body=body)

    def prepare_gift(self, body: m.GiftOrder) -> m.TransactionOut:
        """Steps that pay a period for somebody: an approval when one is missing, then the gift."""
        return self.call("POST", "/api/v1/transactions/gift", m.TransactionOut, body=body)

    def prepare_accept_gift(self, body: m.GiftAnswerOrder) -> m.TransactionOut:
        """The one step in which the receiver takes a gift."""
        return self.call("POST", "/api/v1/transactions/accept-gift", m.TransactionOut, body=body)

    def prepare_return_gift(self, body: m.GiftAnswerOrder) -> m.TransactionOut:
        """The one step that ends a gift and credits its giver."""
        return self.call("POST", "/api/v1/transactions/return-gift", m.TransactionOut, body=body)

    def prepare_collect(self, body: m.CollectOrder) -> m.TransactionOut:
        """The one step that sends a creator what memberships have earned."""
        return self.call("POST", "/api/v1/transactions/collect", m.TransactionOut, body=body)

    def prepare_create_tier(self, body: m.CreateTierOrder) -> m.TransactionOut:
        """The one step in which a creator offers a tier."""
        return self.call("POST", "/api/v1/transactions/create-tier", m.TransactionOut, body=body)

    def prepare_set_tier(self, body: m.SetTierOrder) -> m.TransactionOut:
        """The one step in which a creator changes price and seats, for later purchases."""
        return self.call("POST", "/api/v1/transactions/set-tier", m.TransactionOut, body=body)

    def prepare_grant(self, body: m.GrantOrder) -> m.TransactionOut:
        """The one step in which a creator gives time; it waits as a gift for which nothing was paid."""
        return self.call("POST", "/api/v1/transactions/grant", m.TransactionOut, body=body)

    def prepare_withdraw(self, body: m.WithdrawOrder) -> m.TransactionOut:
        """The one step that sends a giver all refunds of gifts."""
        return self.call("POST", "/api/v1/transactions/withdraw", m.TransactionOut, body=body)

    def prepare_release(self, body: m.ReleaseOrder) -> m.TransactionOut:
        """The one step that ends a pass whose time is over for 7 days; anybody may send it."""
        return self.call("POST", "/api/v1/transactions/release", m.TransactionOut, body=body)

    def prepare_ask(self, body: m.AskOrder) -> m.TransactionOut:
        """Steps that put a prize on a question: an approval when one is missing, then the question."""
        return self.call("POST", "/api/v1/transactions/ask", m.TransactionOut, body=body)

    def prepare_answer(self, body: m.AnswerOrder) -> m.TransactionOut:
        """The one step that answers a question."""
        return self.call("POST", "/api/v1/transactions/answer", m.TransactionOut, body=body)

    def prepare_award(self, body: m.AwardOrder) -> m.TransactionOut:
        """The one step in which the asker shares the prize."""
        return self.call("POST", "/api/v1/transactions/award", m.TransactionOut, body=body)

    def prepare_settle(self, body: m.SettleOrder) -> m.TransactionOut:
        """The one step that ends a question whose time is over; anybody may send it."""
        return self.call("POST", "/api/v1/transactions/settle", m.TransactionOut, body=body)

    def prepare_collect_prizes(self, body: m.CollectPrizesOrder) -> m.TransactionOut:
        """The one step that sends an account everything that questions owe it."""
        return self.call("POST", "/api/v1/transactions/collect-prizes", m.TransactionOut, body=body)

    def send_activity(self, body: m.ActivityBatch, *, idempotency_key: str | None = None) -> m.Accepted:
        """Take in what members did with posts: at most 1,000 rows, each with an id, so that it counts once."""
        return self.call("POST", "/api/v1/activity", m.Accepted, body=body, idempotency_key=idempotency_key)

    def state_members(self, body: m.MemberBatch, *, idempotency_key: str | None = None) -> m.Changed:
        """State who members are and where their rewards go. Changes count from the week that is open."""
        return self.call("POST", "/api/v1/members", m.Changed, body=body, idempotency_key=idempotency_key)

    def state_values(self, body: m.ValueBatch, *, idempotency_key: str | None = None) -> m.Changed:
        """State members' net trading fees of the last 28 days; members not named keep theirs."""
        return self.call("POST", "/api/v1/values", m.Changed, body=body, idempotency_key=idempotency_key)

    def send_values(self, body: bytes, *, idempotency_key: str | None = None) -> m.ValuesTaken:
        """State values by a CSV with the columns `member` and `value`: all or nothing; strangers are skipped."""
        return self.call(
            "POST",
            "/api/v1/values/csv",
            m.ValuesTaken,
            body=body,
            content_type="text/csv",
            idempotency_key=idempotency_key,
        )

    def read_nonce(self, *, address: str | None = None) -> m.NonceOut:
        """A nonce, and the message to sign. Each is good once, for ten minutes."""
        return self.call("GET", "/api/v1/nonce", m.NonceOut, query={"address": address})

    def sign_in(self, body: m.SignInIn) -> m.SessionOut:
        """Begin a session of a week, kept in a cookie that no script can read. A session before it ends."""
        return self.call("POST", "/api/v1/session", m.SessionOut, body=body)

    def read_session(self) -> m.SessionOut:
        """The account of this session, or nobody."""
        return self.call("GET", "/api/v1/session", m.SessionOut)

    def sign_out(self, *, everywhere: bool | None = None) -> None:
        """End this session, or every session of the account. Nobody signed in is no error."""
        return self.call("DELETE", "/api/v1/session", type(None), query={"everywhere": everywhere})

    def read_gate(
        self,
        community: str,
        *,
        address: str,
        balance: int | None = None,
        member: bool | None = None,
        tier: int | None = None,
        follow: bool | None = None,
        points: int | None = None,
        match: Literal["all", "any"] | None = None,
    ) -> m.EntryOut:
        """The verdict as of the finalized block: by the rules of the question, else by those of the creator."""
        return self.call(
            "GET",
            f"/api/v1/gates/{self.quoted(community)}",
            m.EntryOut,
            query={
                "address": address,
                "balance": balance,
                "member": member,
                "tier": tier,
                "follow": follow,
                "points": points,
                "match": match,
            },
        )

    def set_rules(self, community: str, body: m.GateIn) -> m.GateOut:
        """Replace the rules; only the community's creator, signed in, can. Passes given before live on."""
        return self.call("PUT", f"/api/v1/gates/{self.quoted(community)}", m.GateOut, body=body)

    def read_rules(self, community: str) -> m.GateOut:
        """The rules that the community's creator set."""
        return self.call("GET", f"/api/v1/gates/{self.quoted(community)}/rules", m.GateOut)

    def issue_pass(self, community: str) -> m.GatePassOut:
        """A pass of five minutes for the account that is signed in, by the creator's rules alone."""
        return self.call("POST", f"/api/v1/gates/{self.quoted(community)}/passes", m.GatePassOut)

    def read_keys__well_known_jwks_json_get(self) -> Any:
        """Public keys: who verifies passes keeps them for a while, and asks again for a kid it does not know."""
        return self.call("GET", "/.well-known/jwks.json", Any)


class AsyncOperations(AsyncTransport):
    """Every operation, for callers that await."""

    async def list_trends(self, *, limit: int | None = None, size: int | None = None) -> m.PageTrendOut:
        """The hottest topics, why they are, and what they lead to, with figures and risks; one page."""
        return await self.call("GET", "/api/v1/trends", m.PageTrendOut, query={"limit": limit, "size": size})

    async def read_claims(self, address: str) -> m.ClaimsOut:
        """Everything `address` can claim now, with proofs, what is on its way, and what was paid."""
        return await self.call("GET", f"/api/v1/claims/{self.quoted(address)}", m.ClaimsOut)

    async def read_health(self) -> m.HealthOut:
        """Says ok as long as the process answers at all; asks nobody else."""
        return await self.call("GET", "/api/v1/health", m.HealthOut)

    async def read_ready(self) -> m.ReadyOut:
        """503 with the reason while the database is down, or the index halted, lags, or is of another chain."""
        return await self.call("GET", "/api/v1/ready", m.ReadyOut)

    async def read_status(self) -> m.StatusOut:
        """Network, contracts, tokens, index, jobs, and what is wrong now."""
        return await self.call("GET", "/api/v1/status", m.StatusOut)

    async def read_metrics(self) -> bytes:
        """Of this process: requests, intake, stream, memory; and of all: the index's lag, and the jobs."""
        return await self.call("GET", "/api/v1/metrics", bytes)

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

    async def list_epochs(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageEpochOut:
        """Weeks, the newest first: the running one, then the closed ones."""
        return await self.call(
            "GET", "/api/v1/epochs", m.PageEpochOut, query={"cursor": cursor, "limit": limit}
        )

    async def read_current(self) -> m.EpochOut:
        """The week in which counts what people do now."""
        return await self.call("GET", "/api/v1/epochs/current", m.EpochOut)

    async def read_epoch(self, number: int) -> m.EpochOut:
        """One week: its money, its root, and what became of it on chain."""
        return await self.call("GET", f"/api/v1/epochs/{self.quoted(number)}", m.EpochOut)

    async def read_bundle(self, number: int) -> m.BundleOut:
        """The files from which anybody derives the root, with their hashes."""
        return await self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/bundle", m.BundleOut)

    async def download_bundle_file(
        self,
        number: int,
        file: Literal[
            "manifest.json",
            "members.parquet",
            "posts.parquet",
            "interactions.parquet",
            "counted.parquet",
            "cumulative.parquet",
        ],
    ) -> bytes:
        """One file of the bundle; it never changes."""
        return await self.call(
            "GET", f"/api/v1/epochs/{self.quoted(number)}/bundle/{self.quoted(file)}", bytes
        )

    async def download_tree(self, number: int) -> None:
        """The Merkle tree in OpenZeppelin's standard-v1 format: every account, total and proof."""
        return await self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/tree.json", type(None))

    async def list_allocations(
        self, number: int, *, cursor: str | None = None, limit: int | None = None
    ) -> m.PagePaidCreator:
        """The creators that the week pays, the best paid first."""
        return await self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations",
            m.PagePaidCreator,
            query={"cursor": cursor, "limit": limit},
        )

    async def read_allocations(self, number: int, address: str) -> m.AllocationsOut:
        """What the week pays at `address`: from which tranche, what the cap cut, and for which posts."""
        return await self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations/{self.quoted(address)}",
            m.AllocationsOut,
        )

    async def draw_allocation(self, number: int, address: str) -> bytes:
        """The same as a picture. Who brought it is in the bundle: `planet rewards explain` draws that too."""
        return await self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations/{self.quoted(address)}/picture.svg",
            bytes,
        )

    async def read_readings(self, number: int) -> m.ReadingsOut:
        """What the reading of the account that is signed in gave to whom, line by line; nobody else sees it."""
        return await self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/readings", m.ReadingsOut)

    async def relay_claims(self, body: m.RelayIn) -> m.RelayOut:
        """Queue everything that the address can claim; while it is on its way, asking again gives the same."""
        return await self.call("POST", "/api/v1/relays/claims", m.RelayOut, body=body)

    async def prepare_tip_authorization(self, body: m.TipAuthorizationIn) -> m.AuthorizationOut:
        """What the fan's wallet signs, without gas, so that the relayer can send this tip and nothing else."""
        return await self.call("POST", "/api/v1/relays/tips/authorizations", m.AuthorizationOut, body=body)

    async def relay_tip(self, body: m.SignedTipIn) -> m.RelayOut:
        """Queue a signed tip, tried before; while it is on its way, asking again gives the same."""
        return await self.call("POST", "/api/v1/relays/tips", m.RelayOut, body=body)

    async def prepare_join_authorization(self, body: m.JoinAuthorizationIn) -> m.AuthorizationOut:
        """What the fan's wallet signs, without gas, so that the relayer can buy this and nothing else."""
        return await self.call("POST", "/api/v1/relays/joins/authorizations", m.AuthorizationOut, body=body)

    async def relay_join(self, body: m.SignedJoinIn) -> m.RelayOut:
        """Queue a signed membership, tried before; while it is on its way, asking again gives the same."""
        return await self.call("POST", "/api/v1/relays/joins", m.RelayOut, body=body)

    async def read_relay(self, relay: str) -> m.RelayOut:
        """How far a wish is."""
        return await self.call("GET", f"/api/v1/relays/{self.quoted(relay)}", m.RelayOut)

    async def read_points(self, address: str) -> m.PointsOut:
        """What an account earned by attention, its title, and how far the next one is."""
        return await self.call("GET", f"/api/v1/points/{self.quoted(address)}", m.PointsOut)

    async def list_seasons(self) -> m.PageSeasonOut:
        """Seasons, the running one first."""
        return await self.call("GET", "/api/v1/seasons", m.PageSeasonOut)

    async def read_season(self, number: int) -> m.SeasonBoardOut:
        """A season and who earned most in it, of weeks whose roots are active."""
        return await self.call("GET", f"/api/v1/seasons/{self.quoted(number)}", m.SeasonBoardOut)

    async def list_competitions(self) -> m.PageCompetitionOut:
        """Competitions, the newest first."""
        return await self.call("GET", "/api/v1/competitions", m.PageCompetitionOut)

    async def read_competition(self, number: int) -> m.BoardsOut:
        """A competition with its boards of people and of communities, from finalized trades."""
        return await self.call("GET", f"/api/v1/competitions/{self.quoted(number)}", m.BoardsOut)

    async def list_airdrops(
        self,
        *,
        funder: str | None = None,
        token: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageAirdropOut:
        """Campaigns that match everything given, the newest first."""
        return await self.call(
            "GET",
            "/api/v1/airdrops",
            m.PageAirdropOut,
            query={"funder": funder, "token": token, "cursor": cursor, "limit": limit},
        )

    async def preview_airdrop(self, body: m.AirdropPlan) -> m.AirdropPreview:
        """Who would get what by a plan, after a final block, and the root it leads to. Nothing is kept."""
        return await self.call("POST", "/api/v1/airdrops/previews", m.AirdropPreview, body=body)

    async def register_airdrop(self, body: m.AirdropTreeIn) -> m.AirdropTreeOut:
        """Keep the files of a preview before it is paid for: everybody it gives to finds their proof here."""
        return await self.call("POST", "/api/v1/airdrops/trees", m.AirdropTreeOut, body=body)

    async def read_airdrop(self, number: int) -> m.AirdropOut:
        """One campaign: its money, its times, and the files behind its root."""
        return await self.call("GET", f"/api/v1/airdrops/{self.quoted(number)}", m.AirdropOut)

    async def download_airdrop_file(
        self, number: int, file: Literal["airdrop.json", "snapshot.csv", "tree.json"]
    ) -> bytes:
        """Parameters, snapshot or tree: `planet airdrop verify` derives the root from them."""
        return await self.call("GET", f"/api/v1/airdrops/{self.quoted(number)}/{self.quoted(file)}", bytes)

    async def prepare_buy(self, body: m.BuyOrder) -> m.TransactionOut:
        """Steps that buy a community token: an approval when one is missing, then the purchase."""
        return await self.call("POST", "/api/v1/transactions/buy", m.TransactionOut, body=body)

    async def prepare_sell(self, body: m.SellOrder) -> m.TransactionOut:
        """The one step that sells community tokens; the market burns them, so no approval is needed."""
        return await self.call("POST", "/api/v1/transactions/sell", m.TransactionOut, body=body)

    async def prepare_tip(self, body: m.TipOrder) -> m.TransactionOut:
        """Steps that tip a creator: an approval when one is missing, then the tip."""
        return await self.call("POST", "/api/v1/transactions/tip", m.TransactionOut, body=body)

    async def prepare_claim(self, body: m.ClaimOrder) -> m.TransactionOut:
        """One step a token that is claimable now. Anybody may send them: the money goes to the beneficiary."""
        return await self.call("POST", "/api/v1/transactions/claim", m.TransactionOut, body=body)

    async def prepare_create_community(self, body: m.CreateCommunityOrder) -> m.TransactionOut:
        """Steps that make the account's community, with its first buy in the same transaction."""
        return await self.call("POST", "/api/v1/transactions/create-community", m.TransactionOut, body=body)

    async def prepare_follow(self, body: m.FollowOrder) -> m.TransactionOut:
        """The one step that follows a creator."""
        return await self.call("POST", "/api/v1/transactions/follow", m.TransactionOut, body=body)

    async def prepare_unfollow(self, body: m.UnfollowOrder) -> m.TransactionOut:
        """The one step that ends a follow; it is possible after the creator was revoked too."""
        return await self.call("POST", "/api/v1/transactions/unfollow", m.TransactionOut, body=body)

    async def prepare_airdrop(self, body: m.AirdropOrder) -> m.TransactionOut:
        """Steps that make a campaign: an approval when one is missing, then the campaign."""
        return await self.call("POST", "/api/v1/transactions/airdrop", m.TransactionOut, body=body)

    async def prepare_sweep(self, body: m.SweepOrder) -> m.TransactionOut:
        """The one step in which the funder takes what is left of an ended campaign."""
        return await self.call("POST", "/api/v1/transactions/sweep", m.TransactionOut, body=body)

    async def prepare_join(self, body: m.JoinOrder) -> m.TransactionOut:
        """Steps that buy a pass: an approval when one is missing, then the purchase."""
        return await self.call("POST", "/api/v1/transactions/join", m.TransactionOut, body=body)

    async def prepare_renew(self, body: m.RenewOrder) -> m.TransactionOut:
        """Steps that buy one more period: an approval when one is missing, then the renewal."""
        return await self.call("POST", "/api/v1/transactions/renew", m.TransactionOut, body=body)

    async def prepare_cancel(self, body: m.CancelOrder) -> m.TransactionOut:
        """The one step that ends a pass and pays back what is left of it."""
        return await self.call("POST", "/api/v1/transactions/cancel", m.TransactionOut, body=body)

    async def prepare_gift(self, body: m.GiftOrder) -> m.TransactionOut:
        """Steps that pay a period for somebody: an approval when one is missing, then the gift."""
        return await self.call("POST", "/api/v1/transactions/gift", m.TransactionOut, body=body)

    async def prepare_accept_gift(self, body: m.GiftAnswerOrder) -> m.TransactionOut:
        """The one step in which the receiver takes a gift."""
        return await self.call("POST", "/api/v1/transactions/accept-gift", m.TransactionOut, body=body)

    async def prepare_return_gift(self, body: m.GiftAnswerOrder) -> m.TransactionOut:
        """The one step that ends a gift and credits its giver."""
        return await self.call("POST", "/api/v1/transactions/return-gift", m.TransactionOut, body=body)

    async def prepare_collect(self, body: m.CollectOrder) -> m.TransactionOut:
        """The one step that sends a creator what memberships have earned."""
        return await self.call("POST", "/api/v1/transactions/collect", m.TransactionOut, body=body)

    async def prepare_create_tier(self, body: m.CreateTierOrder) -> m.TransactionOut:
        """The one step in which a creator offers a tier."""
        return await self.call("POST", "/api/v1/transactions/create-tier", m.TransactionOut, body=body)

    async def prepare_set_tier(self, body: m.SetTierOrder) -> m.TransactionOut:
        """The one step in which a creator changes price and seats, for later purchases."""
        return await self.call("POST", "/api/v1/transactions/set-tier", m.TransactionOut, body=body)

    async def prepare_grant(self, body: m.GrantOrder) -> m.TransactionOut:
        """The one step in which a creator gives time; it waits as a gift for which nothing was paid."""
        return await self.call("POST", "/api/v1/transactions/grant", m.TransactionOut, body=body)

    async def prepare_withdraw(self, body: m.WithdrawOrder) -> m.TransactionOut:
        """The one step that sends a giver all refunds of gifts."""
        return await self.call("POST", "/api/v1/transactions/withdraw", m.TransactionOut, body=body)

    async def prepare_release(self, body: m.ReleaseOrder) -> m.TransactionOut:
        """The one step that ends a pass whose time is over for 7 days; anybody may send it."""
        return await self.call("POST", "/api/v1/transactions/release", m.TransactionOut, body=body)

    async def prepare_ask(self, body: m.AskOrder) -> m.TransactionOut:
        """Steps that put a prize on a question: an approval when one is missing, then the question."""
        return await self.call("POST", "/api/v1/transactions/ask", m.TransactionOut, body=body)

    async def prepare_answer(self, body: m.AnswerOrder) -> m.TransactionOut:
        """The one step that answers a question."""
        return await self.call("POST", "/api/v1/transactions/answer", m.TransactionOut, body=body)

    async def prepare_award(self, body: m.AwardOrder) -> m.TransactionOut:
        """The one step in which the asker shares the prize."""
        return await self.call("POST", "/api/v1/transactions/award", m.TransactionOut, body=body)

    async def prepare_settle(self, body: m.SettleOrder) -> m.TransactionOut:
        """The one step that ends a question whose time is over; anybody may send it."""
        return await self.call("POST", "/api/v1/transactions/settle", m.TransactionOut, body=body)

    async def prepare_collect_prizes(self, body: m.CollectPrizesOrder) -> m.TransactionOut:
        """The one step that sends an account everything that questions owe it."""
        return await self.call("POST", "/api/v1/transactions/collect-prizes", m.TransactionOut, body=body)

    async def send_activity(self, body: m.ActivityBatch, *, idempotency_key: str | None = None) -> m.Accepted:
        """Take in what members did with posts: at most 1,000 rows, each with an id, so that it counts once."""
        return await self.call(
            "POST", "/api/v1/activity", m.Accepted, body=body, idempotency_key=idempotency_key
        )

    async def state_members(self, body: m.MemberBatch, *, idempotency_key: str | None = None) -> m.Changed:
        """State who members are and where their rewards go. Changes count from the week that is open."""
        return await self.call(
            "POST", "/api/v1/members", m.Changed, body=body, idempotency_key=idempotency_key
        )

    async def state_values(self, body: m.ValueBatch, *, idempotency_key: str | None = None) -> m.Changed:
        """State members' net trading fees of the last 28 days; members not named keep theirs."""
        return await self.call(
            "POST", "/api/v1/values", m.Changed, body=body, idempotency_key=idempotency_key
        )

    async def send_values(self, body: bytes, *, idempotency_key: str | None = None) -> m.ValuesTaken:
        """State values by a CSV with the columns `member` and `value`: all or nothing; strangers are skipped."""
        return await self.call(
            "POST",
            "/api/v1/values/csv",
            m.ValuesTaken,
            body=body,
            content_type="text/csv",
            idempotency_key=idempotency_key,
        )

    async def read_nonce(self, *, address: str | None = None) -> m.NonceOut:
        """A nonce, and the message to sign. Each is good once, for ten minutes."""
        return await self.call("GET", "/api/v1/nonce", m.NonceOut, query={"address": address})

    async def sign_in(self, body: m.SignInIn) -> m.SessionOut:
        """Begin a session of a week, kept in a cookie that no script can read. A session before it ends."""
        return await self.call("POST", "/api/v1/session", m.SessionOut, body=body)

    async def read_session(self) -> m.SessionOut:
        """The account of this session, or nobody."""
        return await self.call("GET", "/api/v1/session", m.SessionOut)

    async def sign_out(self, *, everywhere: bool | None = None) -> None:
        """End this session, or every session of the account. Nobody signed in is no error."""
        return await self.call("DELETE", "/api/v1/session", type(None), query={"everywhere": everywhere})

    async def read_gate(
        self,
        community: str,
        *,
        address: str,
        balance: int | None = None,
        member: bool | None = None,
        tier: int | None = None,
        follow: bool | None = None,
        points: int | None = None,
        match: Literal["all", "any"] | None = None,
    ) -> m.EntryOut:
        """The verdict as of the finalized block: by the rules of the question, else by those of the creator."""
        return await self.call(
            "GET",
            f"/api/v1/gates/{self.quoted(community)}",
            m.EntryOut,
            query={
                "address": address,
                "balance": balance,
                "member": member,
                "tier": tier,
                "follow": follow,
                "points": points,
                "match": match,
            },
        )

    async def set_rules(self, community: str, body: m.GateIn) -> m.GateOut:
        """Replace the rules; only the community's creator, signed in, can. Passes given before live on."""
        return await self.call("PUT", f"/api/v1/gates/{self.quoted(community)}", m.GateOut, body=body)

    async def read_rules(self, community: str) -> m.GateOut:
        """The rules that the community's creator set."""
        return await self.call("GET", f"/api/v1/gates/{self.quoted(community)}/rules", m.GateOut)

    async def issue_pass(self, community: str) -> m.GatePassOut:
        """A pass of five minutes for the account that is signed in, by the creator's rules alone."""
        return await self.call("POST", f"/api/v1/gates/{self.quoted(community)}/passes", m.GatePassOut)

    async def read_keys__well_known_jwks_json_get(self) -> Any:
        """Public keys: who verifies passes keeps them for a while, and asks again for a kid it does not know."""
        return await self.call("GET", "/.well-known/jwks.json", Any)
