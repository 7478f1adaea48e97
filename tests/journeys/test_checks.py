"""The checks that every journey makes, shown to find what they are for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import checks

GOOD = """<!doctype html><html lang="en"><head><title>Fine</title></head><body>
<a href="#main">Skip</a><main id="main"><h1>Fine</h1><p>Words.</p></main></body></html>"""
BAD = """<!doctype html><html lang="en"><head><title>Bad</title></head><body><main>
<h1>One</h1><h1>Two</h1><a href="#nowhere">Away</a><label for="gone">Name</label>
<p id="twin">a</p><p id="twin">b</p><img src="data:,"><div class="wide">wide</div></main>
<style>.wide { width: 900px } </style></body></html>"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=checks.NARROW)
    yield context.new_page()
    context.close()


def test_a_good_page_has_no_faults(page: Page) -> None:
    page.set_content(GOOD)
    assert checks.page_faults(page) + checks.axe_faults(page) + checks.sideways_faults(page) == []


def test_every_kind_of_fault_is_found(page: Page) -> None:
    page.set_content(BAD)
    found = "\n".join(checks.page_faults(page) + checks.axe_faults(page) + checks.sideways_faults(page))
    for words in (
        "link to #nowhere",
        "for=gone",
        "id twin twice",
        "2 first-level headings",
        "axe image-alt",
        "scrolls sideways",
        "div.wide",
    ):
        assert words in found


def test_a_heavy_page_is_found(page: Page) -> None:
    page.set_content(GOOD)
    assert checks.weight_faults(page, {page.url: checks.HEAVIEST}) == []
    assert checks.weight_faults(page, {page.url: checks.HEAVIEST + 1}) == [
        "weighs 100001 bytes, more than 100000"
    ]


def test_only_what_makes_a_page_another_makes_it_be_looked_at_again(page: Page, tmp_path: Path) -> None:
    def shape(words: str) -> str:
        page.set_content(GOOD.replace("<p>Words.</p>", words))
        return checks.shape(page)

    two, three = shape("<p>Ada.</p><p>Ben.</p>"), shape("<p>Cy.</p><p>Di.</p><p>Eve.</p>")
    assert two == three
    others = [
        shape(words)
        for words in (
            "<p class='error'>Ada.</p>",
            "<p></p>",
            "<p aria-hidden='true'>Ada.</p>",
            "<p><b>Ada.</b></p>",
            "<h2>Ada.</h2><p>Ben.</p>",
            "<p>Ben.</p><h3>Ada.</h3><h2>Di.</h2>",
        )
    ]
    assert len({two, *others}) == 1 + len(others)
    looked, again = checks.Looked(tmp_path / "looked"), checks.Looked(tmp_path / "looked")
    assert [looked.first(two), again.first(two), again.first(others[0])] == [True, False, True]
