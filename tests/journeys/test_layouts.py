"""A file of every layout, from the spreadsheet to the loop: what it does not say is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.assessments.imports import councils
from tests.journeys.test_the_loop import wait_for
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
LOOKED_THROUGH = re.compile("If it is brought in|Answer the questions")


@dataclass(frozen=True)
class Kind:
    """One layout: its file for a writer's number, the plan to look for, and the answers only a person has."""

    code: str
    name: str
    make: Callable[[str], bytes]
    plan: str
    answers: dict[str, str] = field(default_factory=dict)


KINDS = (
    Kind("L3", "lights.xlsx", lambda who: councils.traffic_lights(writer=who).raw, "PR-5000"),
    Kind(
        "L3",
        "lights.ods",
        lambda who: councils.traffic_lights(6, ods=True, writer=who, first=5100).raw,
        "PR-5101",
    ),
    Kind(
        "L4",
        "scores.xlsx",
        lambda who: councils.scores(cached=False, writer=who).raw,
        "PR-6000",
        {"What does a score of 0 mean?": "Not applicable"},
    ),
    Kind(
        "L5",
        "forms.xlsx",
        lambda who: councils.form_book(
            {
                "Plan ref": "PR-5501",
                "Date of audit": "2026-10-13",
                "Plan writer": who,
                "Auditor": who,
                "New or amended": "New",
            }
        ),
        "PR-5501",
    ),
    Kind("L6", "panel.xlsx", lambda _: councils.panel_log("PR-62001"), "PR-62001"),
    Kind(
        "L8",
        "form.csv",
        lambda who: councils.online_form(email="qa@alderwick.example", writer=who, plan="PR-5801"),
        "PR-5801",
    ),
    Kind("L9", "reviews.csv", lambda who: councils.reviews(writer=who).raw, "PR-8000"),
    Kind("L11", "book.xlsx", lambda who: councils.two_headers(writer=who, team="North"), "PR-1"),
    Kind("L12", "old.csv", lambda who: councils.old_words(writer=who).raw, "PR-7000"),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.code}-{kind.name}")
def test_a_file_of_this_layout_comes_in(kind: Kind, visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / kind.name
    file.write_bytes(kind.make("AW-0100"))
    lead = visit("pdl").go("/audits/import/new/").bring("The spreadsheet", file).press("Check the file")
    wait_for(lead, lead.page.url.removeprefix(lead.base), LOOKED_THROUGH)
    if lead.page.get_by_role("link", name="Answer the questions").count():
        lead.follow("Answer the questions")
        for question, words in kind.answers.items():
            answer(lead, question, words)
        lead.fill("What we call this way of reading", f"Layout {kind.code} {kind.name}").press(
            "Show me ten rows"
        )
    lead.sees("If it is brought in")
    hand_over(visit, lead)
    lead.go(f"/audits/?words={kind.plan}").sees(kind.plan)
    lead.go("/loop/").sees("Findings")


def test_advice_comes_in_as_the_work_of_a_service_and_of_nobody_here(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "advice.csv"
    rows = [
        ["Q2", "ORG-0431", "EP advice", f"{day}/10/2026", "Y", grade, "", "Y"]
        for day, grade in ((13, "G"), (14, "RI"), (15, "I"))
    ]
    file.write_bytes(councils.advice(rows))
    lead = visit("pdl").go("/audits/import/new/").bring("The spreadsheet", file).press("Check the file")
    wait_for(lead, lead.page.url.removeprefix(lead.base), LOOKED_THROUGH)
    if lead.page.get_by_role("link", name="Answer the questions").count():
        lead.follow("Answer the questions")
        lead.fill("What we call this way of reading", "Layout L7 advice").press("Show me ten rows")
    lead.sees("If it is brought in").sees("3 audits")
    hand_over(visit, lead)
    lead.go("/loop/").sees("Findings")


def test_a_summary_is_no_audit_and_may_be_kept_as_a_figure(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "pivot.csv"
    file.write_bytes(councils.summary())
    lead = visit("pdl").go("/audits/import/new/").bring("The spreadsheet", file).press("Check the file")
    wait_for(lead, lead.page.url.removeprefix(lead.base), "Nothing in it belongs")


def hand_over(visit: Visit, lead: Visitor) -> None:
    """A second person looks and brings it in."""
    quality = visit("qa")
    account = quality.page.locator(".ac-account, header").first.inner_text()
    options = lead.page.locator("select[name=asked] option").all_inner_texts()
    named = (one for one in options if one.split(",")[0] and one.split(",")[0] in account)
    lead.pick(re.compile("Ask"), next(named)).press("Send for approval")
    address = lead.page.url.removeprefix(lead.base)
    quality.go(address).press("Bring it in")
    wait_for(quality, quality.page.url.removeprefix(quality.base), "Who did what")


def answer(lead: Visitor, question: str, words: str) -> None:
    """Answers a question, whether it is asked with buttons or with a list."""
    buttons = lead.page.get_by_role("group", name=question)
    if buttons.count():
        buttons.get_by_label(words).first.check()
    else:
        lead.pick(question, words)
