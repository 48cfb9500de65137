"""Swagger UI at /api/docs, its files from a wheel: it works without the internet."""

from typing import Final

from fastapi import FastAPI
from fastapi_swagger import patch_fastapi

DOCS: Final = "/api/docs"


def serve_docs(app: FastAPI) -> None:
    """Serve the API's description as a page to read and to try."""
    patch_fastapi(
        app,
        docs_url=DOCS,
        redirect_from_root_to_docs=False,
        swagger_js_url=f"{DOCS}/swagger-ui.js",
        swagger_css_url=f"{DOCS}/swagger-ui.css",
        swagger_favicon_url=f"{DOCS}/favicon.png",
        swagger_ui_parameters={"filter": True, "displayRequestDuration": True},
    )
