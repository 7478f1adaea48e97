"""What must hold on every page that a journey visits, whatever the journey is about."""

import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
HEAVIEST = 100_000
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

AXE = Axe().axe_script
RUN_AXE = "options => axe.run(options).then(found => found.violations)"
LOOK = Path(__file__).with_suffix(".js").read_text()
SHAPE = Path(__file__).with_name("shape.js").read_text()


def axe_faults(page: Page) -> list[str]:
    """What axe finds wrong: the rule, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    faults = []
    # Sounds and films are asked how long they play; the style sheets need not be read again for any rule.
    how = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": {"assets": ["media"]}}
    for fault in page.evaluate(RUN_AXE, how):
        places = ", ".join(str(node["target"]) for node in fault["nodes"][:4])
        faults.append(f"axe {fault['id']} ({fault['impact']}): {fault['help']}: {places}")
    return faults


def page_faults(page: Page) -> list[str]:
    """Links within the page, labels and ids that lead nowhere or to two places."""
    look = page.evaluate(LOOK)
    found = [f"link to #{name}, which is not on the page" for name in look["fragments"]]
    found += [f"{name}, which is not on the page" for name in look["references"]]
    found += [f"id {name} twice" for name in look["twice"]]
    if not page.title().strip():
        found.append("no title")
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} first-level headings")
    return found


def sideways_faults(page: Page) -> list[str]:
    """What makes the page scroll sideways at its present width."""
    spill = page.evaluate(LOOK)["spill"]
    return [f"scrolls sideways: {', '.join(spill)}"] if spill else []


def weight(page: Page, sizes: dict[str, int]) -> int:
    """Bytes of the page and all it loads, as sent."""
    urls = [page.url.partition("#")[0], *page.evaluate(LOOK)["resources"]]
    return sum(sizes.get(url, 0) for url in dict.fromkeys(urls))


def weight_faults(page: Page, sizes: dict[str, int]) -> list[str]:
    """Whether the page and all it loads is lighter than the limit."""
    total = weight(page, sizes)
    return [f"weighs {total} bytes, more than {HEAVIEST}"] if total > HEAVIEST else []


def shape(page: Page) -> str:
    """What axe can tell one page from another by: where it is, which kinds of elements it has, its headings.

    A list with other names in it has the same shape; a form that was refused, or an empty list, has another.
    """
    return _mark(f"{place(page)}\n{page.evaluate(SHAPE)}")


def narrow(page: Page) -> str:
    """What tells one page from another at 360 px: every page is looked at closely there, its states are not,
    as all of them are at 1280 px and the narrow layout is one of the page."""
    return _mark(f"{place(page)} at 360 px")


def place(page: Page) -> str:
    """The address without the numbers in it."""
    return re.sub(r"\d+", "0", urlsplit(page.url).path)


def _mark(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:24]


class Looked:
    """Which shapes of pages were looked at: shared by the processes of a run, and by the runs of one CI."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()

    def first(self, mark: str) -> bool:
        """Whether nobody looked at this shape before; from now on somebody has."""
        if mark in self.file.read_text().split():
            return False
        with self.file.open("a") as out:
            out.write(f"{mark}\n")
        return True
