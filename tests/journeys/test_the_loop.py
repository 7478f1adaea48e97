"""The loop, end to end: the newest month comes in by hand, a finding is learnt from, later plans prove it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

from tests.journeys import academy
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
CONTENT = academy.ROOT / "courses" / "fixtures" / "practice"
TOUR = academy.HOME / "demo"
PATIENCE = 90


def test_from_a_spreadsheet_to_changed_practice(visit: Visit) -> None:
    bring_in(visit, TOUR / "2026-11_L2.csv")

    coordinator = visit("coordinator")
    wait_for(coordinator, "/me/", "PM-10")
    coordinator.sees(re.compile(r"\(T1\) was below good in your audit of 5 November 2026"))
    coordinator.follow("See the whole story of this finding").sees("Found").sees("Assigned")
    chain = coordinator.page.url.removeprefix(coordinator.base)
    say_not_mine_and_be_answered(visit, chain)
    learn(coordinator, "PM-10")
    coordinator.go("/me/record/").sees("Preparing for adulthood in plans")
    wait_for(coordinator, chain, "Learnt")

    for colleague in ("manager", "pdl", "qa", "head"):
        visit(colleague).go(chain).sees("Learnt")
    for stranger in ("senior", "partner", "admin"):
        visit(stranger).go(chain, status=404)
    visit("qa").go("/audits/sample/").sees_not(re.compile(r"\bT1\b|Year 9"))

    bring_in(visit, TOUR / "2026-12_L2.csv")
    wait_for(coordinator, chain, "Resolved")
    coordinator.sees("Resolved")
    board = visit("pdl").go("/loop/").text()
    assert "resolved" in board


def test_a_file_cannot_be_brought_in_by_one_person_alone(visit: Visit, tmp_path: Path) -> None:
    lead = visit("pdl").go("/audits/import/new/")
    lead.press("Check the file").sees("There is a problem")
    notes = tmp_path / "notes.pdf"
    notes.write_bytes(b"%PDF-1.7 not a spreadsheet")
    lead.bring("The spreadsheet", notes).press("Check the file").sees("This file did not come in")
    lead.go("/audits/import/").follow("2026-11_L2.csv").sees("Brought in")
    lead.go("/audits/import/new/").bring("The spreadsheet", TOUR / "2026-11_L2.csv")
    lead.press("Check the file").sees(re.compile("already|here already|brought in before", re.I))


def bring_in(visit: Visit, file: Path) -> None:
    """A practice development lead sends the file, QA looks and brings it in, and the loop answers."""
    lead = visit("pdl").go("/loop/").follow("Bring in a spreadsheet").follow("Send a spreadsheet")
    lead.bring("The spreadsheet", file).press("Check the file")
    wait_for(lead, lead.page.url.removeprefix(lead.base), "If it is brought in")
    lead.sees("You cannot approve your own file.")
    quality = visit("qa")
    name = quality.page.locator(".ac-account, header").first.inner_text()
    options = lead.page.locator("select[name=asked] option").all_inner_texts()
    lead.pick(
        re.compile("Ask"), next(one for one in options if one.split(",")[0] and one.split(",")[0] in name)
    )
    lead.press("Send for approval")
    quality.go("/loop/").follow("Audits").follow("Bring in audits").follow(file.name).press("Bring it in")
    wait_for(quality, quality.page.url.removeprefix(quality.base), "Who did what")
    assert "came in on" in quality.text()


def say_not_mine_and_be_answered(visit: Visit, chain: str) -> None:
    """Without JavaScript the coordinator says that it was the advice; a lead looks and does not agree."""
    words = "The report gave no dates for the review."
    coordinator = visit("coordinator", script=False)
    coordinator.go("/me/").follow(re.compile("The cause was not my writing"))
    coordinator.choose("The advice we were given").fill("What happened?", words).press("Send")
    coordinator.go("/me/").sees("Nothing is asked of you until a practice development lead has looked.")
    lead = visit("pdl").go("/loop/").follow("Decide what waits")
    while lead.page.get_by_text(words).count() == 0:
        lead.follow("Next")
    card = lead.page.locator("li", has_text=words).last
    lead.follow(re.compile("Decide"), within=card)
    lead.choose("It stays with the writer")
    lead.fill("Why? The writer reads this", "The dates stand on the last page.").press("Decide")
    coordinator.go(chain).sees(re.compile("The dates stand on the last page."))
    coordinator.go("/me/").sees_not("Nothing is asked of you until a practice development lead has looked.")


def learn(person: Visitor, code: str) -> None:
    """Takes a module from its first lesson to its last, answering the check from the book."""
    module = json.loads((CONTENT / f"{code}.json").read_text(encoding="utf-8"))
    person.go("/me/").follow(module["title"])
    if person.page.get_by_role("button", name="Take it again").count():
        person.press("Take it again")
    for lesson in module["lessons"]:
        if person.page.locator("h1").inner_text() != lesson["title"]:
            person.follow(lesson["title"])
        check = next((block["value"] for block in lesson["body"] if block["type"] == "knowledge_check"), None)
        if check is None:
            person.press(re.compile("read this", re.I))
        else:
            answer(person, check["questions"])
            person.press("Check my answers").sees_not("There is a problem")
    person.follow(module["title"])


def answer(person: Visitor, questions: list[dict]) -> None:  # type: ignore[type-arg]
    """Ticks every right answer."""
    for question in questions:
        group = person.page.get_by_role("group", name=question["stem"])
        for option in question["options"]:
            if option["correct"]:
                group.get_by_label(option["text"], exact=True).check()


def wait_for(person: Visitor, path: str, words: str | re.Pattern[str]) -> None:
    """Looks at the page again until the worker has done its part."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        person.go(path)
        if words in person.text() if isinstance(words, str) else words.search(person.text()):
            return
        time.sleep(1)
    raise AssertionError(f"{path} does not say {words!r}:\n{person.text()[:2000]}")
