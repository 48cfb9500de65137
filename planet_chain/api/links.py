"""What a link to the page says before its scripts run: title, words and card, for sites that preview it."""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.exc import SQLAlchemyError

from planet_chain.api.cards.draw import HEIGHT, WIDTH, Card, CommunityCard, Language
from planet_chain.api.cards.facts import community_card, post_card
from planet_chain.api.cards.letters import plain
from planet_chain.api.page import DIST
from planet_chain.api.service import Service
from planet_chain.core.addresses import lower_address
from planet_chain.core.errors import PlanetError
from planet_chain.store.database import transaction

_LANGUAGES: Final[dict[str, Language]] = {"zh-CN": "zh-CN", "ja": "ja"}
_LOCALES: Final[dict[Language, str]] = {"en": "en_US", "zh-CN": "zh_CN", "ja": "ja_JP"}
_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)
_DESCRIPTION: Final = re.compile(r'<meta\s+name="description"\s+content="[^"]*"\s*/?>')
_HOLDERS: Final[dict[Language, str]] = {
    "en": "Holders: {0} · platform fee 0 %",
    "zh-CN": "持有人 {0} · 平台费 0 %",
    "ja": "保有者 {0} · プラットフォーム手数料 0 %",
}


@dataclass(frozen=True)
class Link:
    """What a preview shows; plain text, escaped where it is written."""

    title: str
    words: str
    image: str
    language: Language


def serve_links(app: FastAPI, directory: Path = DIST) -> None:
    """Answer addresses of communities and posts with the build's index.html and what they lead to."""
    index = directory / "index.html"
    if not index.is_file():
        return

    def community(request: Request, token: str, language: str = "") -> HTMLResponse:
        return _page(request, index, "communities", token, language)

    def post(request: Request, post: str, language: str = "") -> HTMLResponse:
        return _page(request, index, "posts", post, language)

    for path, handler in (("/c/{token}", community), ("/posts/{post:path}", post)):
        for prefix in ("", "/{language}"):
            app.add_api_route(
                f"{prefix}{path}", handler, include_in_schema=False, response_class=HTMLResponse
            )


def _page(request: Request, index: Path, kind: str, name: str, language: str) -> HTMLResponse:
    html = index.read_text()
    chosen = _LANGUAGES.get(language, "en")
    link = _link(request.app.state.service, kind, name, chosen)
    if link is not None:
        html = described(html, link, str(request.base_url).rstrip("/"), request.url.path)
    return HTMLResponse(html)


def _link(service: Service, kind: str, name: str, language: Language) -> Link | None:
    """What the address leads to; None when there is no such thing, or nobody can say so now."""
    try:
        with transaction(service.database) as session:
            card: Card = (
                community_card(service, session, lower_address(name), language)
                if kind == "communities"
                else post_card(session, name, language)
            )
    except (PlanetError, SQLAlchemyError):
        return None  # the page itself says so, in the reader's words
    image = f"/api/v1/cards/{kind}/{quote(name)}.png?language={language}"
    if isinstance(card, CommunityCard):
        title = f"{plain(card.name)} (${plain(card.symbol)})"
        return Link(title, _HOLDERS[language].format(card.holders), image, language)
    return Link(
        card.title, " ".join([plain(card.author), *(f"#{topic}" for topic in card.topics)]), image, language
    )


def described(html: str, link: Link, site: str, path: str) -> str:
    """`html` with the title, the description and the card of `link`.

    Args:
        site: scheme and host under which the reader asked.
    """
    title = f"{link.title} · Planet Chain"
    properties = {
        "og:site_name": "Planet Chain",
        "og:type": "website",
        "og:title": title,
        "og:description": link.words,
        "og:url": site + quote(path),
        "og:locale": _LOCALES[link.language],
        "og:image": site + link.image,
        "og:image:type": "image/png",
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": title,
    }
    named = {"twitter:card": "summary_large_image", "description": link.words}
    lines = [_meta("property", name, value) for name, value in properties.items()]
    lines += [_meta("name", name, value) for name, value in named.items()]
    html = _replaced(_TITLE, html, f"<title>{escape(title)}</title>")
    html = _replaced(_DESCRIPTION, html, "")
    head, tag, rest = html.partition("</head>")
    return f"{head}{''.join(lines)}{tag}{rest}"


def _meta(kind: str, name: str, value: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(value)}" />\n'


def _replaced(pattern: "re.Pattern[str]", html: str, new: str) -> str:
    # a function, since a title may hold what `re` takes for a group
    return pattern.sub(lambda _found: new, html, count=1)
