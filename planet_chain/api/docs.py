"""Swagger UI at /api/docs, its files out of a wheel: it works without the internet."""

from typing import Final

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

DOCS: Final = "/api/docs"
_FILES: Final = "/api/docs/files"


def serve_docs(app: FastAPI) -> None:
    """Serve the description of `app` as a page to read and to try."""
    page = get_swagger_ui_html(
        openapi_url=app.openapi_url or "",
        title=f"{app.title}: the API",
        swagger_js_url=f"{_FILES}/swagger-ui-bundle.js",
        swagger_css_url=f"{_FILES}/swagger-ui.css",
        swagger_favicon_url=f"{_FILES}/favicon-32x32.png",
        swagger_ui_parameters={"filter": True, "displayRequestDuration": True},
    )
    app.mount(_FILES, StaticFiles(packages=[("fastapi_swagger", "resources")]))
    app.add_api_route(DOCS, lambda: page, response_class=HTMLResponse, include_in_schema=False)
    for guessed in ("/api", "/api/", "/docs"):
        app.add_api_route(guessed, lambda: RedirectResponse(DOCS), include_in_schema=False)
