"""The routes, one module a noun; each handler is a sentence."""

from typing import Any, Final

from fastapi import APIRouter

from planet_chain.api.routes import (
    airdrops,
    allocations,
    cards,
    claims,
    communities,
    contests,
    creators,
    drafts,
    epochs,
    follows,
    gates,
    intake,
    memberships,
    moderation,
    operations,
    paid_transactions,
    posts,
    questions,
    quotes,
    recommendations,
    reports,
    search,
    sessions,
    stream,
    trades,
    transactions,
    trends,
    value_files,
)

# searched from the first: what is asked for most comes first
ROUTERS: Final[tuple[APIRouter, ...]] = (
    trends.router,
    claims.router,
    operations.router,
    stream.router,
    communities.router,
    trades.router,
    quotes.router,
    creators.router,
    follows.router,
    memberships.router,
    questions.router,
    posts.router,
    drafts.router,
    reports.router,
    moderation.router,
    search.router,
    recommendations.router,
    cards.router,
    epochs.router,
    allocations.router,
    contests.router,
    airdrops.router,
    transactions.router,
    paid_transactions.router,
    intake.router,
    value_files.router,
    sessions.router,
    gates.router,
)

TAGS: Final[list[dict[str, Any]]] = [
    {"name": "operations", "description": "How the service is doing, and what a page needs to start."},
    {"name": "communities", "description": "Community tokens: prices, holders, trades."},
    {"name": "people", "description": "Creators, and who follows them."},
    {"name": "content", "description": "Posts and what is hot."},
    {
        "name": "rewards",
        "description": "Weeks, bundles that anybody can recompute, airdrops, claims with proofs.",
    },
    {"name": "transactions", "description": "Unsigned transactions, simulated, ready for a wallet."},
    {"name": "session", "description": "Sign-In with Ethereum."},
    {"name": "gates", "description": "Who may enter a private group, and passes that prove it."},
    {"name": "intake", "description": "What the community's backend sends; needs an API key."},
]
