"""Three ways of answering the same thing: with the mouse, with the keyboard alone, and without script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from playwright.sync_api import Page

from assessments.questions.kinds import Ask

MOST_TABS = 900
FOCUSED = """() => {
  const here = document.activeElement
  return {kind: here.type || here.tagName, name: here.name || '', value: here.value || '',
          words: (here.textContent || '').trim(), options: [...(here.options || [])].map(o => o.value)}
}"""


def drawn_seed(page: Page) -> int:
    """The seed from which the exercise on this page was drawn."""
    drawn = page.locator('main form input[name="drawn"]').get_attribute("value") or ""
    return int(drawn.split(":")[1])


def boxes(asks: Iterable[Ask], answer: Mapping[str, Any]) -> dict[str, str]:
    """What goes into each box to type in, by its name; a date has three."""
    found = {}
    for ask in asks:
        said = answer.get(ask.name, "")
        if ask.form == "date":
            year, month, day = (f"{said}--".split("-"))[:3]
            parts = {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}
            found.update({f"{ask.name}_{part}": value for part, value in parts.items()})
        elif ask.form in ("text", "long", "number"):
            found[ask.name] = said
    return found


def by_mouse(page: Page, asks: Iterable[Ask], answer: Mapping[str, Any], button: str) -> None:
    """Clicks choices, picks from lists, types, and clicks the button."""
    for ask in asks:
        said = answer.get(ask.name)
        if not said:
            continue
        if ask.form in ("choice", "choices"):
            for value in said if isinstance(said, list) else [said]:
                page.locator(f'input[name="{ask.name}"][value="{value}"]').check()
        elif ask.form == "list":
            page.locator(f'select[name="{ask.name}"]').select_option(value=said)
    for name, words in boxes(asks, answer).items():
        page.locator(f'main [name="{name}"]').fill(words)
    page.get_by_role("button", name=button).first.click()


def by_keyboard(page: Page, asks: Iterable[Ask], answer: Mapping[str, Any], button: str) -> None:
    """Goes from field to field with Tab, chooses with arrows and Space, and sends with Enter."""
    typed = boxes(asks, answer)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        name, said = here["name"], answer.get(here["name"])
        if here["kind"] == "submit" and here["words"] == button:
            page.keyboard.press("Enter")
            return
        if name in typed:
            page.keyboard.insert_text(typed[name])
        elif here["kind"] == "checkbox" and here["value"] in (said or []):
            page.keyboard.press("Space")
        elif here["kind"] == "radio" and said:
            _radio(page, name, said)
        elif here["kind"] == "select-one" and said:
            _pick(page, here["options"].index(said), said)
    raise AssertionError(f"the keyboard never came to {button!r}")


def _radio(page: Page, name: str, said: str) -> None:
    page.keyboard.press("Space")
    for _ in range(60):
        here = page.evaluate(FOCUSED)
        if here["value"] == said:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows never came to {said!r} of {name}")


def _pick(page: Page, steps: int, said: str) -> None:
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED)["value"] == said


WAYS: dict[str, Callable[[Page, Iterable[Ask], Mapping[str, Any], str], None]] = {
    "mouse": by_mouse,
    "keyboard": by_keyboard,
    "no script": by_mouse,
}


def spoil(asks: Iterable[Ask], answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with its first part wrong: another choice, another day, or other words."""
    spoilt = dict(answer)
    for ask in asks:
        said = spoilt.get(ask.name)
        others = [value for value, _ in ask.choices if value != said]
        if ask.form in ("choice", "list") and said and others:
            spoilt[ask.name] = others[0]
            return spoilt
        if ask.form == "date" and said:
            spoilt[ask.name] = f"{int(said[:4]) - 1}{said[4:7]}-01"
            return spoilt
        if ask.form in ("text", "long", "number") and said:
            spoilt[ask.name] = "I do not know yet."
            return spoilt
    raise AssertionError("nothing to spoil")
