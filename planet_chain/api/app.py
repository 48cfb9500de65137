"""The application: settings in, routes and middleware together. Making it connects to nothing."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from planet_chain.api import errors
from planet_chain.api.docs import DOCS, serve_docs
from planet_chain.api.headers import EntityTags, Preflight, SecurityHeaders, content_security_policy
from planet_chain.api.intake import AT_ONCE, WAITING
from planet_chain.api.limits import BodyLimit, RateLimit
from planet_chain.api.links import serve_links
from planet_chain.api.live import Live
from planet_chain.api.metrics import Metrics
from planet_chain.api.openapi import describe_problems
from planet_chain.api.page import PageCaching, serve_page
from planet_chain.api.problem_pages import serve_problems
from planet_chain.api.routes import ROUTERS, TAGS, gates
from planet_chain.api.service import Service
from planet_chain.api.shared import Shared
from planet_chain.api.straight import Straightway
from planet_chain.api.tracing import Tracing
from planet_chain.api.turns import Turns
from planet_chain.config import Settings
from planet_chain.okx.credentials import Credentials
from planet_chain.okx.dex import Aggregator, OkxDex
from planet_chain.rewards.relays import Budget
from planet_chain.store.database import engine, reading

PREFIX: Final = "/api/v1"
_OF_A_ROUTE: Final = (
    "response_model",
    "status_code",
    "tags",
    "dependencies",
    "summary",
    "description",
    "responses",
    "methods",
    "include_in_schema",
    "response_class",
    "openapi_extra",
)
_BODY_LIMIT: Final = 1_048_576
"""Bytes: a batch of 1,000 rows with the longest ids is half of it."""
_CONNECTIONS: Final = 10
"""Of a process, to write; as many again to read. Who has to wait for one waits at the door."""
_APART: Final = 5
"""Connections for what takes one in the middle of its work: they cannot all be held by those at the door."""
_CROWD: Final = 256
"""Requests that wait for a connection."""
_YOUNG: Final = 20_000
"""Objects that are held, beyond those of the start, before anybody looks for garbage among them."""
_DESCRIPTION: Final = """Creator community tokens, recomputable weekly rewards and trends.

Amounts are decimal strings in smallest units with the decimals beside them. Addresses go in in any case and
come out with the EIP-55 checksum. Lists are pages: give `next` as `cursor`. Errors are RFC 9457 problems;
compare their `code`. Transactions are unsigned: this service holds no user's key."""


def create_app(settings: Settings) -> FastAPI:
    """The API and the page, as `settings` say."""
    service = service_of(settings)
    app = FastAPI(
        title="Planet Chain",
        description=_DESCRIPTION,
        version="1",  # of the interface; /status names the release
        openapi_tags=TAGS,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # FastAPI's own takes its scripts from a CDN
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
        lifespan=_lifespan,
    )
    app.state.service = service
    app.state.metrics = Metrics()
    app.state.batches = Turns(AT_ONCE, WAITING)
    app.state.writers, app.state.readers = Turns(_CONNECTIONS, _CROWD), Turns(_CONNECTIONS, _CROWD)
    app.state.shared = Shared(service)
    app.state.live = Live(service, app.state.metrics)
    for router in ROUTERS:
        _add_routes(app, router)
    app.include_router(gates.well_known)
    serve_docs(app)
    serve_problems(app)
    serve_links(app)
    serve_page(app)
    describe_problems(app)
    _protect(app, settings)
    return app


def _add_routes(app: FastAPI, router: APIRouter) -> None:
    """The routes of `router` below the prefix, one by one: an included router is searched anew each time."""
    for route in router.routes:
        assert isinstance(route, APIRoute)  # noqa: S101 (routers hold nothing else)
        kept = {name: getattr(route, name) for name in _OF_A_ROUTE}
        app.router.add_api_route(
            PREFIX + route.path, route.endpoint, route_class_override=type(route), **kept
        )


def service_of(settings: Settings) -> Service:
    """What requests share, as `settings` say; connects to nothing yet."""
    # without a URL the driver's own defaults hold; `planet api` refuses to start then
    url = settings.database_url or "postgresql://"
    return Service(
        network=settings.chain,
        database=engine(url, pool_size=_CONNECTIONS, max_overflow=_APART),
        reading=reading(settings.database_read_url or url, pool_size=_CONNECTIONS, max_overflow=_APART),
        node_url=settings.node_url,
        public_rpc_url=_public_rpc_url(settings),
        faucet_url=settings.faucet_url if settings.chain.is_local else None,
        origins=settings.origins,
        deployment_file=settings.deployment,
        pass_keys_file=settings.pass_keys,
        epochs=settings.epochs,
        pool=settings.rewards_pool,
        relays=_budget(settings),
        lag_limit=settings.api_lag_limit,
        aggregator=_aggregator(settings),
    )


def _budget(settings: Settings) -> Budget | None:
    if settings.relayer_wallet is None:
        return None
    return Budget(settings.relayer_daily_wei, settings.relayer_gas_price_wei)


def _aggregator(settings: Settings) -> Aggregator | None:
    if settings.okx_credentials_file is None:
        return None
    credentials = Credentials.load(settings.okx_credentials_file)
    return OkxDex(settings.okx_url, settings.chain.chain_id, credentials)


def _public_rpc_url(settings: Settings) -> str:
    # never the operator's own node unless they say so: its URL may hold a key
    own = settings.node_url if settings.chain.is_local else settings.chain.rpc_urls[0]
    return settings.public_rpc_url or own


def _protect(app: FastAPI, settings: Settings) -> None:
    """Middleware, the innermost first."""
    problems = errors.problem_handler()
    errors.install(app, problems)
    public = [_public_rpc_url(settings), settings.faucet_url or ""]
    app.add_middleware(Straightway, routes=app.routes, problems=problems)
    app.add_middleware(BodyLimit, problems=problems, most=_BODY_LIMIT)
    app.add_middleware(EntityTags)
    app.add_middleware(PageCaching)
    app.add_middleware(
        RateLimit, problems=problems, read=settings.api_read_limit, write=settings.api_write_limit
    )
    app.add_middleware(Tracing, problems=problems, metrics=app.state.metrics)
    app.add_middleware(Preflight, allow_origins=["*"], allow_methods=["GET"])
    app.add_middleware(
        SecurityHeaders,
        policy=content_security_policy(public),
        inline={DOCS: content_security_policy(public, scripts="'self' 'unsafe-inline'")},
    )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    # what was loaded to start stays for ever: looking through it for garbage took half of a request's time
    gc.collect()
    gc.freeze()
    # what requests hold is given back without looking: to look at it each 700 objects took a fifteenth
    gc.set_threshold(_YOUNG)
    yield
    gc.unfreeze()
    await app.state.live.stop()
    await app.state.shared.stop()
    app.state.service.database.dispose()
    app.state.service.reading.dispose()
