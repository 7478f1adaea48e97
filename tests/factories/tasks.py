"""Makes practical tasks, work handed in, marks and results.

`EditionFactory(task__council=council)` has a paper and two lines.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from assessments.tasks.models import (
    BundleDocument,
    Edition,
    MarkedLine,
    Marking,
    Outcome,
    PassageComment,
    RubricLine,
    Submission,
    SubmittedFile,
    Task,
)
from tests.factories.academy import CouncilFactory, StaffFactory

LINE = {
    "criterion": "Line 1", "level": 1, "descriptor": "One slip", "must": True, "least": 2, "words": "Why",
}  # fmt: skip


class TaskFactory(DjangoModelFactory):
    class Meta:
        model = Task

    council = factory.SubFactory(CouncilFactory)
    code = factory.Sequence(lambda n: f"TK{n}")
    state = "open"
    made_at = factory.LazyFunction(timezone.now)


class EditionFactory(DjangoModelFactory):
    """An edition with one paper and two lines, the first a must."""

    class Meta:
        model = Edition
        skip_postgeneration_save = True

    task = factory.SubFactory(TaskFactory)
    title = "Decision recommendation"
    brief = "Recommend what to do."
    good = "It asks what the law asks."
    competencies = factory.LazyFunction(lambda: ["C5.4"])
    made_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def parts(edition: Edition, create: bool, extracted: Any, **kwargs: Any) -> None:
        BundleDocument.objects.create(edition=edition, position=1, title="A letter", text="It says this.")
        for place, must in ((1, True), (2, False)):
            RubricLine.objects.create(
                edition=edition,
                position=place,
                criterion=f"Line {place}",
                level_0="Wrong",
                level_1="One slip",
                level_2="Right",
                level_3="Right and explained",
                must=must,
            )


class SubmissionFactory(DjangoModelFactory):
    """An attempt; `state="draft"` unless another is given, with the times that go with it."""

    class Meta:
        model = Submission

    person = factory.SubFactory(StaffFactory)
    edition = factory.LazyAttribute(lambda row: EditionFactory(task__council=row.person.council))
    task = factory.SelfAttribute("edition.task")
    number = 1
    state = "draft"
    text = "We should assess."
    begun_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=3))
    submitted_at = factory.LazyAttribute(
        lambda row: None if row.state == "draft" else row.begun_at + datetime.timedelta(days=1)
    )
    settled_at = factory.LazyAttribute(
        lambda row: row.begun_at + datetime.timedelta(days=2) if row.state in ("passed", "returned") else None
    )


class SubmittedFileFactory(DjangoModelFactory):
    class Meta:
        model = SubmittedFile

    submission = factory.SubFactory(SubmissionFactory)
    name = "work.txt"
    kind = "txt"
    stored_as = factory.LazyFunction(lambda: uuid.uuid4().hex)
    sha256 = factory.LazyFunction(lambda: uuid.uuid4().hex * 2)
    size = 5
    text = "More of it."
    brought_at = factory.LazyFunction(timezone.now)


class MarkingFactory(DjangoModelFactory):
    """A marking that is open; `state="given"` has levels (2 for each line) and words."""

    class Meta:
        model = Marking
        skip_postgeneration_save = True

    submission = factory.SubFactory(SubmissionFactory, state="submitted")
    author = factory.SelfAttribute("submission.person")
    marker = factory.LazyAttribute(
        lambda row: StaffFactory(council=row.submission.person.council, role="R13")
    )
    role = "first"
    state = "open"
    started_at = factory.LazyFunction(timezone.now)
    seen_at = factory.SelfAttribute("started_at")
    leased_until = factory.LazyAttribute(lambda row: row.started_at + datetime.timedelta(hours=2))
    given_at = factory.LazyAttribute(lambda row: row.started_at if row.state == "given" else None)
    passes = factory.LazyAttribute(lambda row: True if row.state == "given" else None)
    strengths = "The evidence is named."
    changes = "Say the date."

    @factory.post_generation
    def levels(marking: Marking, create: bool, extracted: Any, **kwargs: Any) -> None:
        given = marking.state == "given"
        for place, line in enumerate(marking.submission.edition.lines.all()):
            level = extracted[place] if extracted else 2
            MarkedLine.objects.create(
                marking=marking, line=line, level=level if given else None, words="Said why." if given else ""
            )


class PassageCommentFactory(DjangoModelFactory):
    class Meta:
        model = PassageComment

    marking = factory.SubFactory(MarkingFactory)
    passage = 1
    start = 0
    end = 5
    quote = "We sh"
    words = "Well put."
    at = factory.LazyFunction(timezone.now)


class OutcomeFactory(DjangoModelFactory):
    """A result as the person reads it."""

    class Meta:
        model = Outcome

    submission = factory.SubFactory(SubmissionFactory, state="returned")
    number = 1
    how = "one"
    passed = factory.LazyAttribute(lambda row: row.submission.state == "passed")
    strengths = "The evidence is named."
    changes = "Say the date."
    lines = factory.LazyFunction(
        lambda: [
            {
                "criterion": "Line 1",
                "level": 1,
                "descriptor": "One slip",
                "must": True,
                "least": 2,
                "words": "Why",
            }
        ]
    )
    at = factory.LazyFunction(timezone.now)
