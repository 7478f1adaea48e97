"""A starter walks a module of the induction: a story by keyboard, a reflection, a question, and the check."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import academy
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
FILE = academy.ROOT / "courses" / "fixtures" / "induction" / "IND-4.1.json"
MODULE = json.loads(FILE.read_text(encoding="utf-8"))
PATH = f"/learn/induction/ind-4-1-{MODULE['slug']}/"
OWN_WORDS = "I put too much into section F. Next time I ask first who does it."


def block(kind: str) -> tuple[str, dict[str, Any]]:
    """The lesson that has the first block of a kind, and what is in the block."""
    for lesson in MODULE["lessons"]:
        for one in lesson["body"]:
            if one["type"] == kind:
                return f"{PATH}{lesson['slug']}/", one["value"]
    raise LookupError(kind)


def good_way(story: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """The good choices of a story with their places, from the first step to the end."""
    steps = {step["id"]: step for step in story["steps"]}
    way, name = [], story["steps"][0]["id"]
    while name:
        place, choice = next((n, c) for n, c in enumerate(steps[name]["choices"]) if c["good"])
        way.append((place, choice))
        name = choice["goes_to"]
    return way


def choose_by_keyboard(page: Page, place: int) -> None:
    """Chooses an answer of the story and sends it with keys alone."""
    first = page.locator("form[method=get] input[name=choice]").first
    first.focus()
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_starter_walks_one_module(visit: Visit) -> None:
    person = visit("starter").go("/learn/induction/").sees("Week 4: Writing the plan").sees("Golden threads")
    person.follow(MODULE["title"]).is_at(PATH).sees("Week 4 of the programme").sees(MODULE["basis"])
    person.follow("The child's voice").is_at("/learn/threads/GT1/").sees(MODULE["lessons"][0]["title"])
    answer_a_question(person)
    walk_the_story(person)
    reflect(person, visit)
    for lesson in MODULE["lessons"]:
        person.go(f"{PATH}{lesson['slug']}/")
        button = person.page.get_by_role("button", name=re.compile("^I have read this"))
        if button.count():
            person.press(re.compile("^I have read this"))
    pass_the_check(person)
    person.go(PATH).sees("Every lesson is done.").go("/me/record/").sees(MODULE["title"])


def answer_a_question(person: Visitor) -> None:
    """The first question of the bank in the lesson is marked in place."""
    path, value = block("practice_question")
    person.go(path).sees(value["title"])
    places = {code: person.page.locator(f"[id='question-{code}']") for code in value["codes"]}
    code, place = next((c, one) for c, one in places.items() if one.get_by_role("radio").count())
    person.press("Check my answer", within=place).sees("There is a problem")
    place.get_by_role("radio").first.check()
    person.press("Check my answer", within=place)
    expect(place.get_by_text("Try it again")).to_be_visible()
    assert person.page.url.endswith(f"#question-{code}")


def walk_the_story(person: Visitor) -> None:
    """By keyboard; what comes of each choice is said and has the focus; going back takes a step back."""
    path, story = block("scenario")
    person.go(path).sees(story["title"])
    way = good_way(story)
    for place, choice in way:
        choose_by_keyboard(person.page, place)
        person.arrive().sees(choice["feedback"])
        assert person.page.evaluate("document.activeElement.id").startswith("walked-")
    person.sees(f"{len(way)} of {len(way)} choices went well")
    person.page.reload()
    person.arrive().sees("Walk it again from the beginning")
    person.page.go_back()
    expect(person.page.get_by_text(way[-1][1]["feedback"])).to_have_count(0)


def reflect(person: Visitor, visit: Visit) -> None:
    """Private first, shared by a tick, taken back again."""
    path, asked = block("reflection")
    manager = visit("manager")
    person.go(path).fill("Your own words", OWN_WORDS).press("Save my words").sees("Only you can see it")
    manager.go("/learn/shared/").sees_not(OWN_WORDS)
    person.choose("Share this with my manager").press("Save again").sees("Your manager can see it")
    person.page.get_by_label("Share this with my manager").uncheck()
    person.press("Save again").sees("Only you can see it")
    manager.go("/learn/shared/").sees_not(OWN_WORDS)


def pass_the_check(person: Visitor) -> None:
    """Every right answer of the check."""
    path, check = block("knowledge_check")
    person.go(path)
    if person.page.get_by_role("link", name="Try the check again").count():
        return
    for question in check["questions"]:
        place = person.page.locator("fieldset").filter(has_text=question["stem"])
        for option in question["options"]:
            if option["correct"]:
                place.get_by_label(option["text"], exact=True).check()
    person.press("Check my answers").sees("You have passed the check")


@pytest.mark.parametrize("account", ["starter"])
def test_a_story_and_a_reflection_work_without_script(visit: Visit, account: str) -> None:
    person = visit(account, script=False)
    path, story = block("scenario")
    person.go(path).press("See what comes of it").sees("Choose what you would do")
    for place, choice in good_way(story):
        person.page.locator("form[method=get] input[name=choice]").nth(place).check()
        person.press("See what comes of it").sees(choice["feedback"])
    path, _ = block("reflection")
    person.go(path).fill("Your own words", OWN_WORDS).press(re.compile("^Save (my words|again)$"))
    person.sees("Only you can see it")
