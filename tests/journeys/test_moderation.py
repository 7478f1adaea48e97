"""A grade is queried, the training waits, a panel raises the grade, and the training goes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
PLAN = "PR-62001"
PATIENCE = 90


def wait_for(person: Visitor, path: str, words: str) -> None:
    """Looks at the page again until the worker has done its part."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        person.go(path)
        if words in person.text():
            return
        time.sleep(1)
    raise AssertionError(f"{path} does not say {words!r}:\n{person.text()[:2000]}")


def test_a_queried_grade_goes_to_a_panel_and_the_training_follows(visit: Visit) -> None:
    writer = visit("senior").go("/me/").follow(f"Plan {PLAN}")
    feedback = writer.page.url.removeprefix(writer.base)
    writer.sees("What was strong").sees("One thing to do next").sees("Say it for each kind of help")
    writer.sees("You queried this grade. Nothing is asked of you until a panel has looked.")
    writer.press("Take this back").sees("You took this back")
    wait_for(writer, feedback, "Start the module")

    writer.follow("A grade does not look right")
    option = next(
        words for words in writer.page.locator("select option").all_inner_texts() if "(F3)" in words
    )
    writer.pick("Which grade?", option).fill("Why does it not look right?", "Ask Joanna Smith, 07700 900123")
    writer.press("Send to a panel").sees(re.compile("looks as if it is about a real person"))
    writer.fill("Why does it not look right?", "The amounts stand on page four, in the second table.")
    writer.press("Send to a panel").sees("A panel looks at it")
    wait_for(writer, feedback, "until a panel has looked")

    quality = visit("qa").go("/audits/").follow("Moderation").follow(PLAN)
    case = quality.page.url.removeprefix(quality.base)
    quality.sees("The amounts stand on page four, in the second table.")
    name = writer.page.locator(".ac-account, header").first.inner_text().split("\n")[0]
    assert name not in quality.text()
    quality.pick("Agreed grade for F3", "Good")
    quality.page.locator("input[name=members]").first.check()
    quality.press("Conclude").sees(re.compile("Give a reason"))
    quality.fill("Reason for F3", "The panel found the amounts in the second table.")
    quality.press("Conclude").sees("What the panel agreed").sees("Inadequate").sees("Good")

    wait_for(writer, feedback, "The panel agreed: good.")
    writer.sees("The panel found the amounts in the second table.")
    wait_for(writer, feedback, "Nothing. ")
    writer.sees_not("Start the module").press("I have read this").sees("Read and acknowledged")
    for stranger in ("coordinator", "manager", "head", "partner"):
        visit(stranger).go(feedback, status=404)
    for stranger in ("senior", "head", "admin", "partner"):
        visit(stranger).go(case, status=404)


def test_everybody_reads_about_agreement_what_is_theirs(visit: Visit) -> None:
    quality = visit("qa").go("/audits/agreement/").sees("How far auditors agree").sees("Lenient or harsh")
    quality.sees(re.compile("kappa alone misleads"))
    visit("manager").go("/audits/agreement/").sees("Your own grades").sees_not("Lenient or harsh")
    visit("head").go("/audits/agreement/").sees("The council").sees_not("Each auditor, with 95% intervals")
    visit("coordinator").go("/audits/agreement/", status=404)
