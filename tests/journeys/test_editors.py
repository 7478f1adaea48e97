"""The editors' area: open to editors alone, and working under its own content policy."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
EDIT = re.compile(r"/cms/pages/\d+/edit/")


def test_an_editor_changes_a_lesson_without_a_script_error(visit: Visit) -> None:
    """The visitor fails on any error in the browser's console, so a policy that is too strict shows here."""
    editor = visit("pdl")
    editor.go("/learn/")
    module = editor.page.locator("main a[href^='/learn/']").first.get_attribute("href")
    editor.go(str(module))
    editor.go("/cms/")
    editor.go("/cms/pages/")
    path = editor.page.locator("a[href*='/edit/']").first.get_attribute("href")
    assert path is not None
    editor.go(path).is_at(EDIT)
    expect(editor.page.locator("[name=title]")).to_be_editable()


@pytest.mark.parametrize("account", ["coordinator", "manager", "partner"])
def test_nobody_else_gets_in(visit: Visit, account: str) -> None:
    visitor = visit(account)
    assert visitor.page.request.get(f"{visitor.base}/cms/").status == 404
