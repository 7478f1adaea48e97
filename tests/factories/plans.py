"""Makes goals, supervision, probation reports and appreciation, as if the actions had."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from competencies.plans.models import (
    AgendaPoint,
    Exemplar,
    Goal,
    GoalNote,
    PlanHandover,
    ProbationReport,
    SupervisionMeeting,
    SupervisionNote,
    ThankYou,
)
from tests.factories.academy import StaffFactory


class GoalFactory(DjangoModelFactory):
    """A wish that the person proposed; `manager` given: agreed by both."""

    class Meta:
        model = Goal

    class Params:
        agreed = None

    person = factory.SubFactory(StaffFactory)
    source = Goal.Source.WISH
    source_label = "A wish"
    source_key = factory.Sequence(lambda n: f"wish:{n}")
    what = "Write Section F so that nothing in it is vague"
    help_words = "An hour a week with somebody experienced"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(weeks=8))
    proposed_by = factory.SelfAttribute("person")
    proposed_at = factory.LazyFunction(timezone.now)
    proposed_on = factory.LazyAttribute(lambda row: timezone.localdate(row.proposed_at))
    person_agreed_at = factory.SelfAttribute("proposed_at")
    state = factory.LazyAttribute(lambda row: "agreed" if row.agreed else "proposed")
    manager = factory.SelfAttribute("agreed")
    manager_agreed_at = factory.LazyAttribute(lambda row: row.proposed_at if row.agreed else None)


class GoalNoteFactory(DjangoModelFactory):
    class Meta:
        model = GoalNote

    goal = factory.SubFactory(GoalFactory)
    by = factory.SelfAttribute("goal.person")
    at = factory.LazyFunction(timezone.now)
    text = "Two drafts were read together"


class SupervisionMeetingFactory(DjangoModelFactory):
    """`SupervisionMeetingFactory(person=person, supervisor=manager)`: an hour ago, nothing written yet."""

    class Meta:
        model = SupervisionMeeting

    person = factory.SubFactory(StaffFactory)
    supervisor = factory.LazyAttribute(lambda row: StaffFactory(council=row.person.council, role="R10"))
    starts_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=1))
    on = factory.LazyAttribute(lambda row: timezone.localdate(row.starts_at))
    proposed_by = factory.SelfAttribute("supervisor")
    proposed_at = factory.LazyAttribute(lambda row: row.starts_at - datetime.timedelta(days=7))


class SupervisionNoteFactory(DjangoModelFactory):
    class Meta:
        model = SupervisionNote

    meeting = factory.SubFactory(SupervisionMeetingFactory)
    by = factory.SelfAttribute("meeting.person")
    at = factory.LazyFunction(timezone.now)
    text = "We agreed on an hour a week for Section F"


class AgendaPointFactory(DjangoModelFactory):
    class Meta:
        model = AgendaPoint

    meeting = factory.SubFactory(SupervisionMeetingFactory)
    source_key = factory.Sequence(lambda n: f"own:{n}")
    words = "How the last review went"
    by = factory.SelfAttribute("meeting.person")
    at = factory.LazyFunction(timezone.now)


class PlanHandoverFactory(DjangoModelFactory):
    class Meta:
        model = PlanHandover

    at = factory.LazyFunction(timezone.now)


class ProbationReportFactory(DjangoModelFactory):
    class Meta:
        model = ProbationReport

    person = factory.SubFactory(StaffFactory)
    written_by = factory.LazyAttribute(lambda row: StaffFactory(council=row.person.council, role="R10"))
    written_at = factory.LazyFunction(timezone.now)
    written_on = factory.LazyAttribute(lambda row: timezone.localdate(row.written_at))
    begins_on = factory.LazyAttribute(lambda row: row.written_on - datetime.timedelta(weeks=16))
    ends_on = factory.LazyAttribute(lambda row: row.written_on + datetime.timedelta(weeks=10))
    words = "You asked early when advice was late, and you wrote to the family each week."


class ThankYouFactory(DjangoModelFactory):
    class Meta:
        model = ThankYou

    person = factory.SubFactory(StaffFactory)
    by = factory.LazyAttribute(lambda row: StaffFactory(council=row.person.council))
    words = "Thank you for covering my reviews last week"
    at = factory.LazyFunction(timezone.now)


class ExemplarFactory(DjangoModelFactory):
    """Consent is asked; `state="given"` with a passage: it is shown."""

    class Meta:
        model = Exemplar

    person = factory.SubFactory(StaffFactory)
    asked_by = factory.LazyAttribute(lambda row: StaffFactory(council=row.person.council, role="R10"))
    asked_at = factory.LazyFunction(timezone.now)
    plan_ref = factory.Sequence(lambda n: f"P-{20000 + n}")
    why = "Every line says who does what and how often"
    state = "asked"
    passage = factory.LazyAttribute(
        lambda row: "A trained adult works on it for 20 minutes twice a week." if row.state == "given" else ""
    )
    answered_at = factory.LazyAttribute(lambda row: row.asked_at if row.state == "given" else None)
