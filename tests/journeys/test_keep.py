"""Keeping it fresh: five questions with their reasons, left and come back to, and a letter that is ended."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from email.message import Message
from email.policy import default
from pathlib import Path

import pytest

from tests.journeys import academy
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
MAIL = academy.HOME / "mail"
SUBJECT = "Five questions, if you have five minutes"
A_WEEK_ON = """
import datetime
from django.utils import timezone
from academy.people.models import User
from academy.work.worker import do_due_jobs
from courses.retrieval.actions import tend_keeping
person = User.objects.get(emailaddress__email="coordinator@alderwick.example")
at = timezone.now() + datetime.timedelta(days=14)
at -= datetime.timedelta(days=(at.date().weekday() - person.keeping_nudge.day) % 7)
person.absences.all().delete()
tend_keeping(council_id=person.council_id, at=at)
do_due_jobs(at=timezone.now() + datetime.timedelta(days=14), topics=["message_posted"])
"""
"""The letters of the next chosen day, written now."""


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_five_questions_with_reasons(visit: Visit, script: bool) -> None:
    person = visit("coordinator", script=script).go("/me/keep/").sees("Only you")
    person.press(re.compile("^(Begin|Go on|A few more)$")).sees(re.compile("^Because"))
    person.press("Check my answer").sees("There is a problem")
    person.press("I do not know").sees("Not yet").sees("Why you got this")
    if not person.page.get_by_role("link", name="Leave it there").count():
        return  # somebody who has had most questions today may have only one left
    person.follow("Leave it there").is_at("/me/keep/").press("Go on").is_at(r"/me/keep/\d+/")
    for _ in range(5):
        person.press("I do not know").sees(re.compile("It comes back on"))
        if person.page.get_by_role("link", name="Next question").count():
            person.follow("Next question")
        else:
            person.page.locator("main").get_by_role("button", name="Done").or_(
                person.page.get_by_role("link", name="Done")
            ).first.click()
            break
    person.arrive().is_at("/me/keep/").sees("Today:")


def test_a_letter_comes_and_is_ended_without_signing_in(visit: Visit) -> None:
    person = visit("coordinator").go("/me/keep/")
    if not person.page.get_by_text("You keep").count():
        person.press(re.compile("^(Begin|Go on)$")).press("I do not know").go("/me/keep/")
    person.choose("On Tuesdays").press("Save").sees("We will write on Tuesdays")
    for name in ("manager", "pdl"):
        visit(name).go(person.page.url.removeprefix(person.base)).sees_not("On Tuesdays, if something")
    days_later()
    letter = newest()
    link = re.search(r"/keep/stop/\S+/", str(letter["List-Unsubscribe"]))
    assert link is not None
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stranger = visit(script=False).go(link[0]).sees("End the reminders?").press("End the reminders")
    stranger.sees("The reminders have ended")
    assert person.go("/me/keep/").page.get_by_label("No e-mail").is_checked()


def days_later() -> None:
    """Lets the chosen day of the week after next come."""
    academy.manage("shell", "-c", A_WEEK_ON)


def newest() -> Message:
    """The newest letter of this kind in the demo's folder."""
    found: list[tuple[float, Path]] = sorted((file.stat().st_mtime, file) for file in MAIL.glob("*.eml"))
    letters = [email.message_from_bytes(file.read_bytes(), policy=default) for _, file in reversed(found)]
    return next(one for one in letters if one["Subject"] == SUBJECT)
