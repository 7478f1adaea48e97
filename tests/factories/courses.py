"""Makes rules, assignments, offers, progress, and a small tree of pages."""

from __future__ import annotations

import datetime
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from academy.people.models import Council
from assessments.audits.models import Finding
from courses.assignments.models import Assignment, LoopRule, LoopRuleVersion, Offer, Trigger, Withheld
from courses.pages.models import LearnIndexPage, LessonPage, ModulePage, ProgrammePage
from courses.progress.models import CheckAttempt, Completion, LessonProgress, Rewrite
from home.pages.actions import ensure_site
from tests.factories.academy import CouncilFactory, StaffFactory
from tests.factories.assessments import AuditFactory, FindingFactory


class LoopRuleFactory(DjangoModelFactory):
    class Meta:
        model = LoopRule
        django_get_or_create = ("council", "code")

    council = factory.SubFactory(CouncilFactory)
    code = "LR-01"
    kind = LoopRule.Kind.SEVERE
    title = "One criterion inadequate"
    asks = "Learn the module and rewrite a line"
    position = factory.Sequence(lambda n: n % 30000)


class LoopRuleVersionFactory(DjangoModelFactory):
    """Version 1 of a rule, switched on: the same one when asked twice."""

    class Meta:
        model = LoopRuleVersion
        django_get_or_create = ("rule", "number")

    rule = factory.SubFactory(LoopRuleFactory)
    number = 1
    due_days = 14
    state = "on"
    made_at = factory.LazyFunction(timezone.now)


class AssignmentFactory(DjangoModelFactory):
    """An assignment for a finding; `AssignmentFactory(finding__audit__writer=person)` for one person."""

    class Meta:
        model = Assignment
        skip_postgeneration_save = True

    finding = factory.SubFactory(FindingFactory, state="assigned")
    person = factory.SelfAttribute("finding.writer")
    criterion = factory.SelfAttribute("finding.criterion")
    rule = factory.LazyAttribute(lambda row: LoopRuleFactory(council=row.person.council))
    version = factory.LazyAttribute(lambda row: LoopRuleVersionFactory(rule=row.rule))
    module_code = "PM-01"
    reason = "Provision was below good in this audit"
    assigned_on = datetime.date(2026, 11, 2)
    due_on = datetime.date(2026, 11, 16)

    @factory.post_generation
    def triggered_by(self, create: bool, extracted: list[object] | None, **kwargs: object) -> None:
        """The audits that called for it: the finding's own unless given."""
        for position, audit in enumerate(
            extracted if extracted is not None else [self.finding.audit], start=1
        ):
            Trigger.objects.create(assignment=self, audit=audit, position=position)


class WithheldFactory(DjangoModelFactory):
    class Meta:
        model = Withheld

    finding = factory.SubFactory(FindingFactory, state="held")
    rule = factory.LazyAttribute(lambda row: LoopRuleFactory(council=row.finding.council))
    version = factory.LazyAttribute(lambda row: LoopRuleVersionFactory(rule=row.rule))
    guard = Withheld.Guard.CAP
    on = datetime.date(2026, 11, 2)


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = Offer

    person = factory.SubFactory(StaffFactory)
    audit = factory.LazyAttribute(lambda row: AuditFactory(writer=row.person))
    rule = factory.LazyAttribute(
        lambda row: LoopRuleFactory(council=row.person.council, code="LR-03", kind=LoopRule.Kind.FIRST)
    )
    version = factory.LazyAttribute(lambda row: LoopRuleVersionFactory(rule=row.rule))
    kind = Offer.Kind.NOTE
    criterion = factory.LazyAttribute(lambda row: FindingFactory(audit=row.audit).criterion)
    module_code = "PM-01"
    reason = "Below good for the first time"
    offered_on = datetime.date(2026, 11, 2)


class CompletionFactory(DjangoModelFactory):
    class Meta:
        model = Completion

    person = factory.SubFactory(StaffFactory)
    module_code = "PM-01"
    done_on = datetime.date(2026, 11, 10)
    minutes = 60
    score = "6 of 7"


def learn_index(council: Council) -> LearnIndexPage:
    """The council's page at /learn/, made once, with its front page and its editors' rights."""
    ensure_site(council=council)
    return LearnIndexPage.objects.get(council=council)


def programme_page(council: Council) -> ProgrammePage:
    """The council's practice programme, made once."""
    index = learn_index(council)
    known = ProgrammePage.objects.child_of(index).first()
    return known or index.add_child(instance=ProgrammePage(title="Practice modules", slug="practice"))


def module_page(council: Council, code: str = "PM-01", **fields: object) -> ModulePage:
    """A module page, published, made once a code and council."""
    programme = programme_page(council)
    known = ModulePage.objects.child_of(programme).filter(code=code).first()
    defaults: dict[str, object] = {
        "title": f"Module {code}",
        "slug": code.lower(),
        "minutes": 60,
        "summary": "What this module is for",
        "outcomes": ["Write a line that says who does what, how often and for how long"],
        "competencies": ["C5.4"],
        "criteria": ["F3"],
    }
    return known or programme.add_child(instance=ModulePage(code=code, **{**defaults, **fields}))


def lesson_page(module: ModulePage, slug: str = "lesson", **fields: object) -> LessonPage:
    """A lesson of a module, with a saved and published revision."""
    defaults: dict[str, object] = {"title": "A lesson", "minutes": 15, "summary": "What it is about"}
    page = module.add_child(instance=LessonPage(slug=slug, **{**defaults, **fields}))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


class LessonProgressFactory(DjangoModelFactory):
    """Give `lesson` (see `lesson_page`)."""

    class Meta:
        model = LessonProgress

    person = factory.SubFactory(StaffFactory)
    lesson = factory.LazyAttribute(lambda row: lesson_page(module_page(row.person.council)))
    revision_id = factory.SelfAttribute("lesson.live_revision_id")
    opened_at = factory.LazyFunction(timezone.now)


class CheckAttemptFactory(DjangoModelFactory):
    class Meta:
        model = CheckAttempt

    person = factory.SubFactory(StaffFactory)
    lesson = factory.LazyAttribute(lambda row: lesson_page(module_page(row.person.council)))
    revision_id = factory.SelfAttribute("lesson.live_revision_id")
    key = factory.LazyFunction(uuid.uuid4)
    right = 6
    questions = 7
    passed = True
    at = factory.LazyFunction(timezone.now)


class RewriteFactory(DjangoModelFactory):
    class Meta:
        model = Rewrite

    person = factory.SubFactory(StaffFactory)
    lesson = factory.LazyAttribute(lambda row: lesson_page(module_page(row.person.council)))
    exercise = "rewrite-1"
    text = "Weekly speech and language session of 30 minutes"
    saved_at = factory.LazyFunction(timezone.now)


def chain(finding: Finding | None = None) -> Assignment:
    """One finding with its assignment: the smallest loop there is."""
    return AssignmentFactory(finding=finding) if finding else AssignmentFactory()
