"""Where the `type` of an error leads: a page to read for browsers, the same as JSON for programs."""

import re
from html import escape
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from planet_chain.api.problems import PATH, PROBLEMS, Kind, title_of

_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>{title} · Planet Chain</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }}
code {{ font-size: 0.95em; overflow-wrap: anywhere }}
</style>
<main><h1>{title}</h1>
{body}
</main></html>
"""
_BACK: Final = (
    f'<p><a href="{PATH}">All problems</a> · <a href="/api/docs">The API</a> · '
    '<a href="/">Planet Chain</a></p>'
)
_VARY: Final = {"Vary": "Accept"}
_QUOTED: Final = re.compile(r"`([^`]+)`")


def serve_problems(app: FastAPI) -> None:
    """Serve every problem at `PATH`/{code}, and their list at `PATH`."""
    for path, handler in ((PATH, _listed), (f"{PATH}/{{code}}", _explained)):
        app.add_api_route(
            path, handler, methods=["GET", "HEAD"], include_in_schema=False, response_class=Response
        )


async def _listed(request: Request) -> Response:
    if not _reads_html(request):
        return JSONResponse([_told(code, kind) for code, kind in PROBLEMS.items()], headers=_VARY)
    items = "\n".join(f'<li><a href="{PATH}/{code}">{title_of(code)}</a></li>' for code in PROBLEMS)
    return _page("What can go wrong", f"<ul>\n{items}\n</ul>\n{_BACK}")


async def _explained(code: str, request: Request) -> Response:
    kind = PROBLEMS.get(code)
    if kind is None:
        unknown = f"There is no problem called {code[:80]}; {PATH} lists those that there are."
        if _reads_html(request):
            return _page("Unknown problem", f"<p>{_marked(unknown)}</p>{_BACK}", status=404)
        raise HTTPException(404, unknown, headers=_VARY)
    if not _reads_html(request):
        return JSONResponse(_told(code, kind), headers=_VARY)
    body = [
        f"<p>{_marked(kind.happened)}</p>",
        f"<h2>What to do</h2>\n<p>{_marked(kind.remedy)}</p>",
        f"<p>For programs: <code>{code}</code>, status {kind.status.value} {kind.status.phrase}.</p>",
    ]
    return _page(title_of(code), "\n".join([*body, _BACK]))


def _told(code: str, kind: Kind) -> dict[str, Any]:
    return {
        "type": f"{PATH}/{code}",
        "code": code,
        "title": title_of(code),
        "status": kind.status.value,
        "happened": kind.happened,
        "remedy": kind.remedy,
    }


def _reads_html(request: Request) -> bool:
    """Whether a browser asks: programs rarely name this type."""
    return "text/html" in request.headers.get("accept", "")


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(_PAGE.format(title=title, body=body), status, headers=_VARY)


def _marked(sentence: str) -> str:
    return _QUOTED.sub(r"<code>\1</code>", escape(sentence))
