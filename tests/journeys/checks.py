"""What must hold on every page that a journey visits, whatever the journey is about."""

import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
HEAVIEST = 100_000
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LOOK = Path(__file__).with_suffix(".js").read_text()


def axe_faults(page: Page) -> list[str]:
    """What axe finds wrong: the rule, and where."""
    options: dict[str, Any] = {"runOnly": TAGS, "resultTypes": ["violations"]}
    faults = []
    for fault in Axe().run(page, options=options).response["violations"]:
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


def fingerprint(page: Page) -> str:
    """The page without what differs from one request to the next."""
    text = re.sub(r'(nonce|name="(csrfmiddlewaretoken|key|drawn)" value)="[^"]*"', "", page.content())
    return f"{page.url.split('#')[0]} {hash(text)}"
