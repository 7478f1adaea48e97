"""A person at a browser. Every page the person comes to is checked and photographed."""

import contextlib
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Locator, Page, Request, Response, expect

from tests.journeys import checks

PASSWORD = "alderwick-demo"
NOT_OURS = "/cms/"
NOBODY_LOOKS = os.environ.get("CI") == "true"
"""Whether the pictures would be thrown away."""


class Visitor:
    """One person's way through the academy, in words: go, follow, press, fill, choose, sees.

    Finds things as a person does, by the words on them. What goes wrong on the way (an error page, a script
    error, a request to somebody else, a fault that axe finds) is gathered and fails the journey at the end of
    each step. `packed` False: this server sends its files as they are, so pages are not weighed.
    """

    def __init__(
        self,
        page: Page,
        base: str,
        album: Path,
        looked: checks.Looked,
        script: bool = True,
        packed: bool = True,
    ) -> None:
        self.base, self.album, self.looked = base, album, looked
        self.script, self.packed = script, packed
        self.faults: list[str] = []
        self.sizes: dict[str, int] = {}
        self.pictures = 0
        self.watch(page)

    def watch(self, page: Page) -> None:
        """Goes on in this tab."""
        self.page = page
        page.set_viewport_size(checks.WIDE)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("requestfinished", self._finished)

    def _console(self, message: ConsoleMessage) -> None:
        # A refused form answers 4xx, which the browser also reports here; the journey asserts on the page.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"request to somebody else: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} from {response.url}")

    def _finished(self, request: Request) -> None:
        with contextlib.suppress(Error):  # a tab that was killed does not say how much it had loaded
            length = request.sizes()["responseBodySize"] if request.url.startswith(self.base) else 0
            if length:
                self.sizes[request.url] = length

    # Moving about

    def go(self, path: str, status: int = 200) -> "Visitor":
        """Opens an address of the academy and expects this status."""
        response = self.page.goto(f"{self.base}{path}")
        assert response is not None
        assert response.status == status, f"{path} answered {response.status}"
        return self.arrive()

    def follow(self, words: str | re.Pattern[str], within: Locator | None = None) -> "Visitor":
        """Clicks the first link with these words."""
        (within or self.page).get_by_role("link", name=words).first.click()
        return self.arrive()

    def press(self, words: str | re.Pattern[str], within: Locator | None = None) -> "Visitor":
        """Presses the first button with these words; a form may let it wait for what it is saving."""
        (within or self.page).get_by_role("button", name=words).first.click()
        if self.script:
            self.page.wait_for_function("() => !document.querySelector('form[data-going]')")
        return self.arrive()

    def fill(self, label: str | re.Pattern[str], words: str) -> "Visitor":
        """Writes into the field with this label."""
        self.page.get_by_label(label).first.fill(words)
        return self

    def choose(self, label: str | re.Pattern[str]) -> "Visitor":
        """Ticks the box or picks the radio button with this label."""
        self.page.get_by_label(label).first.check()
        return self

    def pick(self, label: str | re.Pattern[str], option: str) -> "Visitor":
        """Picks an option of a list."""
        self.page.get_by_label(label).first.select_option(label=option)
        return self

    def bring(self, label: str | re.Pattern[str], *files: Path) -> "Visitor":
        """Puts files into a file field."""
        self.page.get_by_label(label).first.set_input_files([str(file) for file in files])
        return self

    # Looking

    def sees(self, words: str | re.Pattern[str]) -> "Visitor":
        """Expects words on the page."""
        expect(self.page.get_by_text(words).first).to_be_visible()
        return self

    def sees_not(self, words: str | re.Pattern[str]) -> "Visitor":
        """Expects words not to be on the page."""
        expect(self.page.get_by_text(words)).to_have_count(0)
        return self

    def is_at(self, path: str | re.Pattern[str]) -> "Visitor":
        """Expects to be at this address."""
        here = urlsplit(self.page.url).path
        assert re.fullmatch(path, here), f"at {here}, not {path}"
        return self

    def text(self) -> str:
        """What the page's main part says."""
        return self.page.locator("main").inner_text()

    def arrive(self) -> "Visitor":
        """Checks the page, and looks closely at one of a shape that nobody has seen; fails on any fault."""
        self.page.wait_for_load_state("load")
        ours = not urlsplit(self.page.url).path.startswith(NOT_OURS)
        # Without script axe would wait for ever; the same page is looked at by those who have it.
        if self.script:
            if ours:
                self.faults += checks.page_faults(self.page)
                self.faults += checks.weight_faults(self.page, self.sizes) if self.packed else []
            if self.looked.first(checks.shape(self.page)):
                self._look(ours)
        assert self.faults == [], "\n".join([self.page.url, *self.faults])
        return self

    def _look(self, ours: bool) -> None:
        page = self.page
        self.faults += checks.axe_faults(page) if ours else []
        self.picture("1280")
        page.set_viewport_size(checks.NARROW)
        if ours:
            self.faults += checks.sideways_faults(page)
            if self.looked.first(checks.narrow(page)):
                self.faults += [f"at 360 px: {fault}" for fault in checks.axe_faults(page)]
        self.picture("360")
        page.set_viewport_size(checks.WIDE)
        self.pictures += 1

    def picture(self, width: str) -> None:
        """Keeps the page as it looks now."""
        if NOBODY_LOOKS:
            return
        name = re.sub(r"[^a-z0-9]+", "-", urlsplit(self.page.url).path.lower()).strip("-") or "welcome"
        self.album.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.album / f"{self.pictures:02d}-{name}-{width}.png", full_page=True)

    # Signing in

    def sign_in(self, email: str, password: str = PASSWORD) -> "Visitor":
        """Signs in through the front door."""
        self.go("/account/login/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main form button:not([type=button])").first.click()
        return self.arrive()

    def come_back(self, cookies: list[Any]) -> bool:
        """Whether the academy still knows this browser; then the visitor stands on their first page."""
        self.page.context.add_cookies(cookies)
        self.go("/start/")
        return not urlsplit(self.page.url).path.startswith("/account/")
