"""The hub's own pages: the shelf, practice notes and resources. No person is ever named on one of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from academy.kit.pages import BasePage
from academy.people.reach import Reach
from courses.library.blocks import SharedBody
from courses.pages.blocks.panels import CodesPanel, LinesWidget, TicksWidget
from courses.pages.models import ADDRESS_PANELS, LAW_PANEL, ModulePage
from courses.sessions.audiences import AUDIENCES

FIRST = "First version"
REACH = Reach("library", council="council")


class OpenTo(models.TextChoices):
    """Who may read a page of the hub."""

    PUBLIC = "public", "Everybody"
    PARTNERS = "partners", "Partners and staff who have signed in"
    STAFF = "staff", "The council's own staff"


def audiences_offered(council_id: int) -> list[tuple[str, str]]:
    """The audiences as an author ticks them."""
    return [(one.code, one.words) for one in AUDIENCES.values()]


def modules_offered(council_id: int) -> list[tuple[str, str]]:
    """The modules of a council that can be opened to partners."""
    rows = ModulePage.objects.filter(council_id=council_id, live=True).exclude(code="").order_by("code")
    return [(code, f"{code} {title}") for code, title in rows.values_list("code", "title")]


class HubIndexPage(BasePage):
    """The learning hub at /hub/: what it promises, searches worth trying, and modules open to everybody."""

    intro = models.TextField("what the hub is, in two sentences", blank=True)
    look_for = models.JSONField("searches to offer", default=list, blank=True)
    modules = models.JSONField("modules that partners may take", default=list, blank=True)
    parent_page_types: ClassVar = ["home.WelcomePage"]
    subpage_types: ClassVar = ["courses.NotePage", "courses.ResourcePage"]
    preview_modes: ClassVar = []
    max_count_per_parent = 1
    content_panels: ClassVar = [
        FieldPanel("title", classname="title"),
        FieldPanel("intro"),
        FieldPanel(
            "look_for",
            widget=LinesWidget(attrs={"rows": 8}),
            help_text="One a line: the audience's code, a colon and the words, for example senco: my part in "
            "an annual review. Without a code everybody is offered it.",
        ),
        CodesPanel("modules", offers=modules_offered, widget=TicksWidget),
    ]
    promote_panels: ClassVar = []
    reach: ClassVar[Reach] = REACH


class SharedPage(BasePage):
    """What notes and resources have in common.

    `words` are what people call the subject and search for. `keeper_role` is a role and never a person:
    nothing personal stands in a page. `number` counts what readers see as versions; `change` says what the
    last one did differently.
    """

    summary = models.CharField("what it is for", max_length=300)
    audiences = models.JSONField(default=list, blank=True)
    words = models.JSONField("words that people search for", default=list, blank=True)
    open_to = models.CharField("who may read it", max_length=8, choices=OpenTo.choices, default=OpenTo.PUBLIC)
    keeper_role = models.CharField("who looks after it", max_length=80)
    number = models.PositiveSmallIntegerField("version", default=1, validators=[MinValueValidator(1)])
    change = models.CharField("what changed", max_length=300, default=FIRST)
    body = StreamField(SharedBody(), blank=True)
    parent_page_types: ClassVar = ["courses.HubIndexPage"]
    subpage_types: ClassVar = []
    template = "courses/library/preview.html"
    promote_panels: ClassVar = ADDRESS_PANELS
    reach: ClassVar[Reach] = REACH

    class Meta:
        abstract = True


def _panels(*own: Any) -> list[Any]:
    """The form of a note or a resource, with what is its own after what it is for."""
    return [
        *Page.content_panels,
        FieldPanel("summary", help_text="One or two plain sentences. They stand in the list."),
        *own,
        MultiFieldPanel(
            [
                FieldPanel("open_to"),
                CodesPanel("audiences", offers=audiences_offered, widget=TicksWidget),
                FieldPanel(
                    "words",
                    widget=LinesWidget(attrs={"rows": 4}),
                    help_text="One a line: what people call it. Abbreviations are known without you.",
                ),
            ],
            "Who it is for",
        ),
        FieldPanel("body", heading="Text"),
        MultiFieldPanel(
            [
                FieldPanel("keeper_role", help_text="A role that people can ask for, never somebody's name."),
                FieldPanel("number", help_text="Count one up when you change what people do with it."),
                FieldPanel("change", help_text="One sentence that readers see."),
            ],
            "Who looks after it, and what changed",
        ),
        LAW_PANEL,
    ]


class NotePage(SharedPage):
    """A practice note: one question of the work, answered in a few minutes."""

    minutes = models.PositiveSmallIntegerField(
        "minutes to read", default=5, validators=[MinValueValidator(1)]
    )
    content_panels: ClassVar = _panels(FieldPanel("minutes"))
    reach: ClassVar[Reach] = REACH


class ResourcePage(SharedPage):
    """Something to use: read on the page, or taken away as a Word document made from the same words."""

    class Kind(models.TextChoices):
        TEMPLATE = "template", "Template"
        GUIDANCE = "guidance", "Guidance"
        CHECKLIST = "checklist", "Checklist"
        LETTER = "letter", "Example letter"

    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.TEMPLATE)
    content_panels: ClassVar = _panels(FieldPanel("kind"))
    reach: ClassVar[Reach] = REACH
