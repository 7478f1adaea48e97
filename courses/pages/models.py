"""Programmes, modules and lessons as pages, so that editors write them without calling IT."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from academy.kit.pages import BasePage
from academy.people.models import Council
from academy.people.reach import Reach
from courses.pages.access import ReviewedBelow, ReviewedPage, ReviewedThroughout
from courses.pages.blocks import offers
from courses.pages.blocks.body import LessonBody
from courses.pages.blocks.codes import LessonForm
from courses.pages.blocks.panels import (
    ADDRESS_PANELS,
    CATALOGUE_PANEL,
    LAW_PANEL,
    CodesPanel,
    LacksPanel,
    LinesWidget,
    TicksWidget,
)
from courses.pages.previews import SeenAs


class LearnIndexPage(BasePage):
    """The top of everything there is to learn, at /learn/."""

    parent_page_types: ClassVar = ["home.WelcomePage"]
    subpage_types: ClassVar = ["courses.ProgrammePage"]
    preview_modes: ClassVar = []
    max_count_per_parent = 1
    reach: ClassVar[Reach] = Reach("content", council="council")


class ProgrammePage(BasePage):
    """A set of modules: the practice modules, or the induction with its weeks."""

    code = models.CharField(max_length=12, blank=True)
    intro = models.TextField("what this programme is for, in one or two sentences", blank=True)
    parent_page_types: ClassVar = ["courses.LearnIndexPage"]
    subpage_types: ClassVar = ["courses.ModulePage"]
    preview_modes: ClassVar = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("code", help_text="For example IND-6W. Leave it empty for modules taken one by one."),
        FieldPanel("intro"),
        InlinePanel("weeks", label="Week", help_text="Only for a programme that is taken week by week."),
    ]
    reach: ClassVar[Reach] = Reach("content", council="council")

    def permissions_for_user(self, user: Any) -> ReviewedBelow:
        """Its modules are published through review."""
        return ReviewedBelow(user, self)


class ProgrammeWeek(Orderable):
    """One week of a programme: what it is about and the half hour that closes it.

    A row of the programme and not a page of its own, so that a module that moves to another week keeps its
    address.
    """

    programme = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="weeks")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    intro = models.TextField("what this week is for", blank=True)
    closing = models.TextField("the half hour that closes the week", blank=True)
    panels: ClassVar = [
        FieldPanel("number"),
        FieldPanel("title"),
        FieldPanel("intro"),
        FieldPanel("closing", help_text="The voice and ACT check: what the cohort looks back on."),
    ]
    reach: ClassVar[Reach] = Reach("content", council="programme__council")

    class Meta(Orderable.Meta):
        constraints: ClassVar = [models.UniqueConstraint("programme", "number", name="programme_week_once")]

    def __str__(self) -> str:
        return f"Week {self.number}: {self.title}"


class ModulePage(SeenAs, BasePage):
    """One module: what you can do after it, how long it takes, which competency it serves."""

    code = models.CharField(max_length=12, blank=True, db_index=True)
    week = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    taught_minutes = models.PositiveSmallIntegerField(
        "minutes with live sessions and tasks", null=True, blank=True
    )
    threads = models.JSONField("golden threads", default=list, blank=True)
    basis = models.CharField("statutory and guidance basis", max_length=300, blank=True)
    summary = models.CharField("promise", max_length=300)
    audience = models.CharField("who it is for", max_length=200, blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    main_competency = models.CharField(max_length=8)
    other_competencies = models.JSONField(default=list, blank=True)
    criteria = models.JSONField("audit criteria it answers", default=list, blank=True)
    principles = models.JSONField(default=list, blank=True)
    credits = models.CharField(max_length=300, blank=True)
    written_with = models.CharField("who helped to write it", max_length=300, blank=True, editable=False)
    parent_page_types: ClassVar = ["courses.ProgrammePage"]
    subpage_types: ClassVar = ["courses.LessonPage"]
    exclude_fields_in_copy: ClassVar = ["code"]
    template = "courses/pages/module_preview.html"
    content_panels: ClassVar = [
        LacksPanel(),
        *Page.content_panels,
        FieldPanel("summary", heading="What gets better for a family", help_text="One or two sentences."),
        FieldPanel(
            "outcomes",
            widget=LinesWidget(attrs={"rows": 5}),
            heading="What you can do after it",
            help_text="One a line. Start each with: After this you can",
        ),
        FieldPanel("minutes", help_text="The minutes of all its lessons together."),
        CodesPanel("main_competency", offers=offers.main_competency_offered, widget=forms.Select),
        CATALOGUE_PANEL,
        MultiFieldPanel(
            [
                CodesPanel("other_competencies", offers=offers.competencies_offered, widget=TicksWidget),
                CodesPanel("threads", offers=offers.threads_offered, widget=TicksWidget),
                CodesPanel("criteria", offers=offers.criteria_offered, widget=TicksWidget),
                CodesPanel("principles", offers=offers.principles_offered, widget=TicksWidget),
            ],
            "What else it helps with",
            classname="collapsed",
        ),
        LAW_PANEL,
    ]
    promote_panels: ClassVar = ADDRESS_PANELS
    reach: ClassVar[Reach] = Reach("content", council="council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("council", "code", condition=~Q(code=""), name="module_code_once")
        ]

    @property
    def competencies(self) -> list[str]:
        """Codes of the competencies, the main one first."""
        return [self.main_competency, *(c for c in self.other_competencies if c != self.main_competency)]

    @competencies.setter
    def competencies(self, codes: list[str]) -> None:
        self.main_competency, self.other_competencies = codes[0], list(codes[1:])

    def clean(self) -> None:
        super().clean()
        council_id = self.council_id or getattr(self._above(), "council_id", None)
        faults: dict[str, str] = {}
        if self.code and _others(self).filter(council_id=council_id, code=self.code).exists():
            faults["code"] = f"Another module has the code {self.code}. Choose one that is not used."
        if council_id is not None:
            faults |= _unknown(self, council_id)
        if faults:
            raise ValidationError(faults)

    def permissions_for_user(self, user: Any) -> ReviewedThroughout:
        """It is published through review, and its lessons with it."""
        return ReviewedThroughout(user, self)

    @property
    def module_pk(self) -> int:
        """Its own key: lessons answer with that of their module."""
        return int(self.pk)

    def weeks_ahead(self) -> list[int]:
        """The weeks of its programme."""
        above = self.get_parent().specific if self.depth else None
        weeks = getattr(above, "weeks", None)
        return list(weeks.order_by("number").values_list("number", flat=True)) if weeks is not None else []

    def opens_in(self) -> int | None:
        """Its own week."""
        return self.week

    def _above(self) -> Any:
        return self.get_parent().specific if self.depth and self.depth > 2 else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """For an editor's preview: the module with its lessons as they stand, without anybody's progress."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["lessons"] = LessonPage.objects.child_of(self).order_by("path") if self.pk else []
        return context


def _others(page: ModulePage) -> Any:
    return ModulePage.objects.exclude(pk=page.pk)


def _unknown(page: ModulePage, council_id: int) -> dict[str, str]:
    """Codes that nobody knows, in words by field. A framework or instrument not there yet is no fault."""
    checks: list[tuple[str, list[str], Callable[[int], offers.Groups], str]] = [
        ("main_competency", [page.main_competency], offers.competencies_offered, "the competency framework"),
        (
            "other_competencies",
            page.other_competencies,
            offers.competencies_offered,
            "the competency framework",
        ),
        ("criteria", page.criteria, offers.criteria_offered, "the plan audit"),
        ("principles", page.principles, offers.principles_offered, "the principles"),
        ("threads", page.threads, offers.threads_offered, "the golden threads"),
        ("law", page.law, offers.law_offered, "the law pack"),
    ]
    faults = {}
    for name, codes, offered, where in checks:
        known = offers.codes_in(offered(council_id)) if codes else set()
        strange = [code for code in codes if code and code not in known]
        if strange and offered is offers.competencies_offered:
            strange = offers.never_called(council_id, strange)
        if strange and offered is offers.criteria_offered:
            strange = [code for code, now in offers.criteria_now(council_id, strange) if now not in known]
        if strange and known:
            faults[name] = f"Not in {where}: {', '.join(strange)}. Take the tick away or choose another."
    return faults


class LessonPage(SeenAs, BasePage):
    """One lesson of a module: ten to twenty minutes, with its blocks."""

    minutes = models.PositiveSmallIntegerField(default=10)
    summary = models.CharField("promise", max_length=300, blank=True)
    body = StreamField(LessonBody(), blank=True)
    parent_page_types: ClassVar = ["courses.ModulePage"]
    subpage_types: ClassVar = []
    base_form_class = LessonForm
    template = "courses/pages/lesson_preview.html"
    content_panels: ClassVar = [
        LacksPanel(),
        *Page.content_panels,
        FieldPanel("summary", heading="What somebody can do after it", help_text="One sentence."),
        FieldPanel("minutes", help_text="How long it takes to read and try, honestly."),
        FieldPanel("body", heading="Lesson"),
        LAW_PANEL,
    ]
    promote_panels: ClassVar = ADDRESS_PANELS
    reach: ClassVar[Reach] = Reach("content", council="council")

    @property
    def module_pk(self) -> int:
        """The key of its module."""
        module = self._module()
        return int(module.pk) if module is not None else 0

    def weeks_ahead(self) -> list[int]:
        """Those of its module."""
        module = self._module()
        return module.weeks_ahead() if module is not None else []

    def opens_in(self) -> int | None:
        """The week of its module."""
        module = self._module()
        return module.week if module is not None else None

    def _module(self) -> ModulePage | None:
        """The module above; none while the page has no place in the tree."""
        above = self.get_parent().specific if self.depth else None
        return above if isinstance(above, ModulePage) else None

    def permissions_for_user(self, user: Any) -> ReviewedPage:
        """It is published through the review of its module."""
        return ReviewedPage(user, self)


class LoadedPage(models.Model):
    """A page as the shipped file gave it: how a loader knows what is unchanged and what an editor changed."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="loaded_pages")
    key = models.CharField("module code, or module code and lesson", max_length=120)
    sha256 = models.CharField(max_length=64)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+")
    revision_id = models.PositiveBigIntegerField(null=True)
    reach: ClassVar[Reach] = Reach("content", council="council")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("council", "key", name="loaded_page_once")]

    def __str__(self) -> str:
        return self.key
