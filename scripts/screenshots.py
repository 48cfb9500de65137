"""Every page as pictures, to look at: `scripts/screenshots --page http://127.0.0.1:8000 --out DIR`."""

import argparse
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import httpx
from playwright.sync_api import Browser, expect, sync_playwright

LANGUAGES = {"en": "", "zh-CN": "/zh-CN", "ja": "/ja"}
WIDTHS = {360: 780, 1280: 900}


def paths(site: str) -> dict[str, str]:
    """Name of a picture -> path of the page, filled with what the service has."""
    api = httpx.Client(base_url=f"{site}/api/v1", timeout=30)
    community = api.get("/communities", params={"sort": "volume", "limit": 1}).json()["items"][0]
    post = api.get("/posts", params={"limit": 1}).json()["items"][0]
    creator, token = community["creator"], community["token"]
    fixed = ("trends", "create", "questions", "ask", "claims", "rewards", "airdrop", "drafts", "status")
    return {"home": "/", **{name: f"/{name}" for name in (*fixed, "debug", "nowhere")}} | {
        "search": "/search?q=luna",
        "question": "/questions/1",
        "community": f"/c/{token}",
        "post": f"/posts/{post['id']}",
        "creator": f"/creators/{creator}",
        "claims-of": f"/claims/{creator}",
        "week": "/rewards/1",
        "airdrop-of": f"/airdrop?from=holders&of={token}",
    }


def expect_fonts() -> None:
    """Say so when no font of this machine has the letters of one of the languages."""
    if shutil.which("fc-list") is None:
        return
    for language in ("zh-cn", "ja"):
        found = subprocess.run(["fc-list", f":lang={language}"], check=True, capture_output=True, text=True)
        if not found.stdout:
            sys.exit(
                f"No font here has the letters of {language}, and the pictures would show boxes: install one"
                " (Debian: apt-get install fonts-noto-cjk), then run this again."
            )


def take(browser: Browser, site: str, out: Path, only: list[str]) -> None:
    """One picture of each page, language, scheme and width."""
    found = {name: path for name, path in paths(site).items() if not only or name in only}
    for (language, prefix), scheme, (width, height) in product(
        LANGUAGES.items(), ("light", "dark"), WIDTHS.items()
    ):
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        tab = context.new_page()
        for name, path in found.items():
            tab.goto(f"{site}{prefix}{path}")
            tab.locator("h1").first.wait_for()
            if name == "airdrop-of":
                tab.locator("input[inputmode=decimal]").fill("250")
                tab.locator("#parts ~ .scroll").wait_for()
            expect(tab.locator(".bone")).to_have_count(0, timeout=30_000)
            tab.wait_for_timeout(400)
            tab.screenshot(path=out / f"{name}-{width}-{scheme}-{language}.png", full_page=True)
        context.close()


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", default="http://127.0.0.1:8000")
    parser.add_argument("--out", type=Path, default=Path(".planet/screenshots"))
    parser.add_argument("--only", nargs="*", default=[], help="names of pages")
    asked = parser.parse_args()
    expect_fonts()
    asked.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        take(browser, asked.page.rstrip("/"), asked.out, asked.only)


if __name__ == "__main__":
    main()
