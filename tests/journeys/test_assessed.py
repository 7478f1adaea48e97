"""The matrix of needs, by mouse and without script, and a draft that two auditors judge as a plan."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
ROOT = Path(__file__).resolve().parents[2]
DATA: dict[str, Any] = json.loads((ROOT / "home/fixtures/demo/assessed.json").read_text(encoding="utf-8"))
MATRIX, SECTIONS = "Needs, provision and outcomes matrix", "Sections A, B, E and F"
PAPERS = range(1, 7)
OURS = "So it was on the day of the journey."


def test_a_matrix_is_made_without_script_and_signed_off(visit: Visit) -> None:
    rows = DATA["AT4"]["work"]["good"]
    person = visit("coordinator", script=False).go("/tasks/").follow(MATRIX).press("Begin")
    first = {row["places"][0] for row in rows}
    for paper in PAPERS:
        person.go(f"/tasks/AT4/bundle/{paper}/")
        for place in sorted(one for one in first if one.startswith(f"{paper}.")):
            person.page.locator(f"input[value='{place}']").check()
        person.press("Add the ticked sentences").sees(re.compile("rows? added"))
    person.follow("Go to the matrix").sees("23 rows so far.")
    said = {row["places"][0]: row for row in rows}
    for at in range(len(rows)):
        place = person.page.locator(f"[name=row-{at}-places]").input_value()
        row = said[place]
        person.page.locator(f"[name=row-{at}-places]").fill(", ".join(row["places"]))
        for name in ("need", "provision", "outcome"):
            person.page.locator(f"[name=row-{at}-{name}]").fill(row[name])
    person.page.locator("[name=row-0-need]").fill(f"{rows[0]['need']} {OURS}")
    person.press("Check and hand in").press("Hand in")
    person.sees("24 of 24 needs found; 20 are needed.").sees("This part is met.")

    senior = take(visit("senior"), "AT4", "What was marked by itself", OURS)
    judge(senior, "AT4", "good")
    if "Being marked" in person.go("/tasks/AT4/").text():
        judge(take(visit("qa"), "AT4", "What was marked by itself", OURS), "AT4", "good")
    person.go("/tasks/").follow(MATRIX).sees("Signed off. Well done.")


def test_what_is_no_need_is_named_as_soon_as_the_matrix_is_in(visit: Visit) -> None:
    person = visit("starter").go("/tasks/").follow(MATRIX).follow("Go on writing")
    person.sees("4 rows so far.").follow("Educational psychologist's advice").sees("In row 1")
    person.choose(re.compile("On the test of verbal memory")).press("Add the ticked sentences")
    person.sees("1 row added.").follow("Go to the matrix").press("Check and hand in").press("Hand in")
    person.sees("Some rows are not finished").follow("Go back and change it")
    for at in (2, 3, 4):
        for name in ("need", "provision", "outcome"):
            person.page.locator(f"[name=row-{at}-{name}]").fill("In my own words.")
    with person.page.expect_navigation():
        person.page.locator("[name=row-4-places]").press("Enter")
    person.arrive().sees("Saved.").sees("5 rows so far.").press("Check and hand in").press("Hand in")
    person.sees("4 of 24 needs found").sees("This is a score.").sees("Where to read again")
    person.sees_not("Sees no danger in traffic")


def test_a_draft_is_judged_as_a_plan_by_two_auditors(visit: Visit) -> None:
    text = "\n\n".join(DATA["AT5"]["work"]["good"])
    person = visit("coordinator").go("/tasks/").follow(SECTIONS).sees("Judged with the plan audit.")
    person.press("Begin").fill("Your work", f"{text}\n\nEnd of the draft of the journey.")
    person.press("Check and hand in").press("Hand in").sees("Handed in.")
    visit("senior").go("/tasks/marking/").sees_not(SECTIONS)
    for auditor in ("manager", "qa"):
        judge(take(visit(auditor), "AT5", "The plan audit", "End of the draft of the journey"), "AT5", "good")
    person.go("/tasks/").follow(SECTIONS).sees("Signed off. Well done.").follow("Read the feedback")
    person.sees("Section by section").sees("Marked twice, and both agreed")


def take(marker: Visitor, code: str, heading: str, words: str) -> Visitor:
    """Take pieces of a task until it is ours: the demo has others that have waited longer."""
    for _ in range(3):
        marker.go("/tasks/marking/").press(re.compile(rf"\({code}\)")).sees(heading)
        if words in marker.text():
            return marker
    raise AssertionError("our piece was not among those that wait")


def judge(marker: Visitor, code: str, name: str) -> None:
    """Give every line its level of the sample, with a reason where it is below good."""
    form = marker.page.locator("form").filter(has=marker.page.locator("[name=strengths]"))
    names = form.locator("input[type=radio]").evaluate_all("all => [...new Set(all.map(one => one.name))]")
    for field, level in zip(names, DATA[code]["levels"][name], strict=True):
        form.locator(f"input[name={field}][value='{level}']").check()
    marker.fill("What was strong", DATA[code]["said"][name]["strengths"])
    marker.fill("What to change", DATA[code]["said"][name]["changes"])
    marker.press("Give these marks").sees("Your marks are given. Thank you.")
