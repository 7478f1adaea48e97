"""A therapist finds a note by a misspelt word, takes a template away, passes a check and keeps it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]


def test_a_therapist_starts_with_what_is_hers_and_finds_what_she_gives(visit: Visit) -> None:
    therapist = visit("therapist").is_at("/hub/").sees("Yours").sees("You see what is for you.")
    therapist.follow(re.compile("sessions? you give")).is_at("/hub/giving/").sees("places taken")
    therapist.follow(re.compile("From Section F to a timetable")).is_at(r"/sessions/\d+/")
    therapist.go("/hub/giving/").follow(re.compile("^Register")).is_at(r"/sessions/\d+/register/")
    therapist.sees_not("Change the number")


def test_a_therapist_finds_reads_passes_and_keeps(visit: Visit) -> None:
    therapist = visit("therapist").go("/hub/?q=anual+reveiw&chosen=1")
    therapist.sees("We searched for")
    therapist.page.get_by_role("link", name="Who sends what around an annual review").first.click()
    therapist.sees("Looked after by")
    therapist.go("/hub/resources/health-advice-template/")
    with therapist.page.expect_download() as taken:
        therapist.page.get_by_role("link", name="Download as Word").click()
    assert taken.value.suggested_filename == "health-advice-template.docx"
    therapist.go("/hub/modules/PM-22S/check/")
    for wanted in ("Look at the records", "Section H1.", "How the need shows"):
        therapist.page.get_by_label(wanted).check()
    for more in ("What will be done next", "Other plans the child has"):
        therapist.page.get_by_label(more).check()
    therapist.press("Check my answers")
    therapist.sees("You have passed the check")
    for lesson in ("not-known-to-us", "two-sections"):
        therapist.go(f"/hub/modules/PM-22S/{lesson}/")
        therapist.page.get_by_role("button", name=re.compile("^I have read this")).click()
    therapist.go("/hub/record/")
    expect(therapist.page.get_by_role("row").filter(has_text="PM-22S")).to_contain_text("3 of 3")
