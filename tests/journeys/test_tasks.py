"""A practical task: written without code, failed, marked blind twice, resolved by a third, passed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
TITLE = "Short decision note"
FIRST = "The papers show a year of help.\n\nI recommend that the council assesses."
BETTER = f"{FIRST}\n\nThe letter of the school says what was tried, and Torvin says that quiet helps."
RUBRIC = ("{}. Needs and wishes used", "{}. Somebody could start", "{}. Plain and kind")


def test_from_a_brief_to_signed_off(visit: Visit, tmp_path: Path) -> None:
    write_task(visit("pdl"))
    coordinator = visit("coordinator")
    hand_in_first(coordinator, tmp_path)

    senior = take(visit("senior"), "First marker")
    senior.sees_not("First marker would").sees("You do not see whose work this is")
    comment(senior)
    give(senior, level="1. One slip")

    manager = take(visit("manager"), "Second marker")
    assert "What the papers show is missing" not in manager.text(), "the second marker judges alone"
    give(manager, level="2. Right")

    lead = take(visit("pdl"), "Third marker")
    lead.sees("Would return it.").sees("Would sign it off.")
    give(lead, level="1. One slip")

    coordinator.go("/tasks/").follow(TITLE).sees("Your last attempt came back.")
    coordinator.follow("Read the feedback").sees("What was strong").sees("What to change")
    words = coordinator.text()
    assert words.index("What was strong") < words.index("What to change")
    coordinator.sees("Marked twice, and a third marker decided").sees("Which paper says so?")
    coordinator.press("Begin again").fill("Your work", BETTER).press("Check and hand in").press("Hand in")

    quality = take(visit("qa"), "First marker")
    give(quality, level="2. Right")
    if "Being marked" in coordinator.go("/tasks/JT1/").text():
        give(take(visit("senior"), "Second marker"), level="2. Right")
    coordinator.go("/tasks/").follow(TITLE).sees("Signed off. Well done.")
    row = coordinator.go("/me/record/").page.get_by_role("row").filter(has_text=TITLE)
    expect(row.first).to_contain_text("Practical task signed off")
    results_are_for_those_who_may(visit)


def results_are_for_those_who_may(visit: Visit) -> None:
    """The manager reads the feedback, a colleague finds nothing, and the lead sees every judgement."""
    manager = visit("manager").go("/tasks/results/")
    manager.follow(re.compile(TITLE)).sees("What was strong").sees("Who sees this page")
    path = manager.page.url.removeprefix(manager.base)
    for stranger in ("senior", "head", "partner", "admin"):
        visit(stranger).go(path, status=404)
    visit("head").go("/tasks/board/").sees("Counts only, without names.")
    lead = visit("pdl").go("/tasks/board/").sees("How far markers agree, over all tasks")
    lead.follow(re.compile(TITLE)).follow(re.compile("^Submission"))
    lead.sees("Every mark and every result, as given.").press("Record this result")
    lead.sees("There is a problem").sees("Choose what it should be")


def write_task(lead: Visitor) -> None:
    """The brief, one paper and a rubric with one must line; no days to wait."""
    lead.go("/tasks/").follow("Write a new task")
    lead.fill("Code", "JT1").fill("Title", TITLE)
    lead.fill("What to do", "Read the request and recommend what the council should do.")
    lead.fill("Competencies", "C1.1, C1.3").fill("Days to wait before a new attempt", "0")
    lead.fill("Made-up names", "Torvin Bellamore").fill("Law", "no-such-key")
    lead.fill("Title of the paper", "The request").fill("What it says", "Torvin is 7. He asks for quiet.")
    lead.choose("Nobody passes without this line").press("Save the task")
    lead.sees("There is a problem").fill("Law", "cfa-2014-s36-8").press("Save the task")
    lead.sees("Saved as edition 1.").press("Open it to people").sees("People can begin it.")


def hand_in_first(person: Visitor, folder: Path) -> None:
    """Brief and rubric first; a real name and a bad file are refused; then it is handed in."""
    person.go("/tasks/").follow(TITLE).sees("How it is judged").follow("The request").sees("asks for quiet")
    person.follow("Back to the task").press("Begin")
    person.fill("Your work", f"{FIRST}\n\nKayleigh Ormerod told me.").press("Check and hand in")
    person.press("Hand in").sees("It is not handed in.").sees(re.compile("paragraph 3: a person"))
    person.follow("Go back and change it").fill("Your work", FIRST)
    fake = folder / "letter.docx"
    fake.write_bytes(b"PK\x03\x04 not a document")
    person.bring("Add a file", fake).press("Save and add the file").sees("There is a problem")
    assert person.page.get_by_label("Your work").input_value() == FIRST, "no words are lost"
    notes = folder / "notes.txt"
    notes.write_text("What was tried stands in the school's letter.", encoding="utf-8")
    person.bring("Add a file", notes).press("Save and add the file").sees("notes.txt")
    person.press("Check and hand in").sees("What was tried stands").press("Hand in").sees("Handed in.")


def take(marker: Visitor, role: str) -> Visitor:
    """Take the oldest piece of this task that waits; the demo has others."""
    marker.go("/tasks/marking/").sees(role)
    ours = f"{TITLE} (JT1)"
    several = marker.page.get_by_role("button", name=ours).count() > 0
    marker.press(ours if several else "Take the oldest").sees(re.compile(r"^Submission \d+"))
    assert "coordinator" not in marker.text().lower()
    return marker


def comment(marker: Visitor) -> None:
    """Put a comment on the second paragraph."""
    marker.fill("Number of the passage", "2").fill("Your comment", "Which paper says so?")
    marker.press("Save and add the comment").sees("Which paper says so?")


def give(marker: Visitor, level: str) -> None:
    """Choose a level on every line and give the marks; the first press lacks words and says so."""
    marker.press("Give these marks").sees("There is a problem")
    marker.choose(level)
    for line in RUBRIC:
        marker.choose(line.format(2))
    if level.startswith("1"):
        marker.fill("Your reason for “Law and fact”", "What the papers show is missing.")
    marker.fill("What was strong", "The recommendation is clear and kind.")
    marker.fill("What to change", "Name the paper that each fact comes from.")
    marker.press("Give these marks").sees("Your marks are given. Thank you.")
