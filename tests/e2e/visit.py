"""A browser tab on the page, as a person in one of its languages has it."""

import json
import re
from functools import cache
from typing import Final

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.conftest import ROOT

SLOW: Final = 30_000
"""Milliseconds that a transaction may take into a block and the index on a busy machine."""
LANGUAGES: Final = ("en", "zh-CN", "ja")
_SEEN: Final[set[tuple[str, str]]] = set()
"""Languages and titles of dialogs that axe has accepted: once each is enough."""
_STILL: Final = """
    Promise.all(document.getAnimations()
        // one that follows a scroll bar never ends
        .filter(one => one.timeline === document.timeline)
        .filter(one => one.effect.getComputedTiming().endTime !== Infinity)
        .map(one => one.finished.catch(() => {})))
"""
_AXE: Final = ROOT / "web/node_modules/axe-core/axe.min.js"


@cache
def messages(language: str) -> dict[str, str]:
    """Every text of the page in `language`, by its key."""
    texts: dict[str, str] = json.loads((ROOT / f"web/messages/{language}.json").read_text())
    return texts


class Visit:
    """A tab; every error in its console fails the test.

    Attributes:
        errors: what the console said was wrong.
        heard: everything that the console said.
        allowed: errors that are expected.
    """

    def __init__(self, context: BrowserContext, language: str = "en") -> None:
        self.tab = context.new_page()
        self.language = language
        self.errors: list[str] = []
        self.heard: list[str] = []
        self.allowed: re.Pattern[str] | None = None
        self.tab.on("console", self._hear)
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        self.heard.append(message.text)
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location['url']})")

    @property
    def unexpected(self) -> list[str]:
        """Errors that nobody expected."""
        return [text for text in self.errors if self.allowed is None or not self.allowed.search(text)]

    def say(self, key: str, **values: object) -> str:
        """What the page says by this key of web/messages, in the tab's language."""
        return messages(self.language)[key].format(**values)

    def open(self, path: str) -> Page:
        """Go to `path`, which names no language."""
        self.tab.goto(path if self.language == "en" else f"/{self.language}{path}")
        expect(self.tab.locator("h1")).to_be_visible()
        return self.tab

    def settle(self) -> None:
        """Wait until nothing is being loaded: no skeleton is left."""
        expect(self.tab.locator(".bone")).to_have_count(0, timeout=SLOW)

    def button(self, name: str) -> Locator:
        """The button with this name."""
        return self.tab.get_by_role("button", name=name, exact=True)

    def press(self, key: str, **values: object) -> None:
        """Click the button that says this text of web/messages."""
        self.button(self.say(key, **values)).click(timeout=SLOW)

    def fill(self, key: str, text: str) -> None:
        """Write into the field with this label of web/messages."""
        self.tab.get_by_role("textbox", name=self.say(key), exact=True).fill(text)

    def choose(self, key: str) -> None:
        """Choose the radio button with this label of web/messages."""
        self.tab.get_by_role("radio", name=self.say(key), exact=True).check(force=True)

    @property
    def dialog(self) -> Locator:
        """The open dialog."""
        return self.tab.get_by_role("dialog")

    @property
    def account(self) -> Locator:
        """The button that opens the connected account; its name ends with the address."""
        return self.tab.get_by_role("button", name=re.compile(f"^{self.say('account_title')}"))

    def close(self) -> None:
        """Close the open dialog."""
        self.button(self.say("close")).first.click()
        expect(self.dialog).to_be_hidden()

    def use_burner(self) -> str:
        """Connect a fresh burner wallet; returns its address."""
        self.press("connect")
        self.tab.get_by_role("button", name=re.compile(f"^{self.say('burner_name')}")).click()
        self.account.click(timeout=SLOW)
        whole = self.dialog.locator(".address [title]").first.get_attribute("title")
        assert whole
        self.close()
        return whole

    def sign(self) -> None:
        """Sign in the open dialog, which axe accepts, and wait until its last step is in a block."""
        expect(self.button(self.say("sign"))).to_be_visible(timeout=SLOW)
        seen = (self.language, self.dialog.get_by_role("heading").first.inner_text())
        if seen not in _SEEN:
            _SEEN.add(seen)
            assert self.violations("dialog") == [], seen
        self.press("sign")
        expect(self.dialog.locator("li[data-stage]").last).to_have_attribute(
            "data-stage", re.compile("block|final"), timeout=SLOW
        )
        expect(self.dialog.get_by_text(self.say("may_close"))).to_be_visible(timeout=SLOW)

    def violations(self, part: str = "html") -> list[str]:
        """What axe finds on the page as it is, or in one `part` of it."""
        self.tab.evaluate(_STILL)  # colours on their way from one state to the next mean nothing
        self.tab.evaluate(_AXE.read_text())
        found = self.tab.evaluate("part => axe.run(part).then(({ violations }) => violations)", part)
        return [f"{one['id']}: {' | '.join(node['html'] for node in one['nodes'])}" for one in found]
