"""Telling people what is asked of them and why: one message a person and run, worded when it is sent."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from academy.kit.words import plural, weekday_date
from academy.people.models import User
from academy.work.actions import post_message
from academy.work.registry import Letter, composes
from courses.assignments.models import Assignment
from courses.assignments.queries.facts import in_chunks
from courses.pages.queries import modules_by_code

TEMPLATE = "asked"


@transaction.atomic
def tell_people(*, assignment_ids: Sequence[int], at: datetime.datetime) -> int:
    """Write one message to each person these assignments are for. Returns how many people that is."""
    by_person: dict[User, list[int]] = {}
    for lot in in_chunks(assignment_ids):
        rows = Assignment.objects.filter(pk__in=lot, state="asked").select_related("person").order_by("pk")
        for row in rows:
            by_person.setdefault(row.person, []).append(row.pk)
    for person, pks in by_person.items():
        post_message(
            person=person,
            template=TEMPLATE,
            about=f"assignments:{pks[0]}-{pks[-1]}",
            context={"assignment_ids": pks},
            at=at,
        )
    return len(by_person)


@composes(TEMPLATE)
def write_letter(*, person_id: int, context: dict[str, list[int]]) -> Letter | None:
    """The words of the message as things stand now; None when nothing is asked any more."""
    rows = list(
        Assignment.objects.filter(pk__in=context["assignment_ids"], person_id=person_id, state="asked")
        .select_related("person", "rule", "finding")
        .order_by("due_on", "pk")
    )
    if not rows:
        return None
    codes = [row.module_code for row in rows]
    modules = modules_by_code(council_id=rows[0].person.council_id, codes=codes)
    titles = {code: f"{card.title} ({code})" for code, card in modules.items()}
    parts = [
        f"{titles.get(row.module_code, row.module_code)}, by {weekday_date(row.due_on)}\n"
        f"Why: {row.reason} Rule {row.rule.code}.\n"
        f"{settings.BASE_URL}{reverse('feedback', args=[row.finding.audit_id])}"
        for row in rows
    ]
    body = "\n\n".join(
        [
            f"Dear {rows[0].person.given_name},",
            f"After an audit of your plans we ask you to do {plural(len(rows), 'short module')}.",
            *parts,
            "You can see what was strong, and say so if the cause was not your writing, on the page above. "
            "This is for learning, not for judging you.",
            "SEND Academy",
        ]
    )
    return Letter(subject=f"{plural(len(rows), 'module')} for you, and why", body=body)
