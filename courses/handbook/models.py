"""Handbook pages with their owner, every published version of them, and who has read which."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from academy.kit.pages import BasePage
from academy.people.models import Post
from academy.people.reach import Reach
from courses.handbook.blocks import HandbookBody
from courses.pages.models import LAW_PANEL

FIRST = "First version"


class OwnerPanel(FieldPanel):
    """Whom an author may make the owner: people in post in the author's own council."""

    class BoundPanel(FieldPanel.BoundPanel):
        """Narrows the choice when the form is shown to somebody."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.form is not None and self.request is not None and self.bound_field is not None:
                field = self.form.fields[self.field_name]
                council_id = self.request.user.council_id
                in_post = Post.objects.filter(person__council_id=council_id, ends_on=None).values("person_id")
                field.queryset = field.queryset.filter(pk__in=in_post).order_by("family_name", "given_name")


class HandbookIndexPage(BasePage):
    """The shelf of handbooks and procedures, at /handbook/."""

    parent_page_types: ClassVar = ["home.WelcomePage"]
    subpage_types: ClassVar = ["courses.HandbookPage"]
    preview_modes: ClassVar = []
    max_count_per_parent = 1
    reach: ClassVar[Reach] = Reach("content", council="council")


class HandbookPage(BasePage):
    """One handbook or procedure. `change` and `matters` say what the version at work now does differently.

    What is published becomes a version. A change that is said in new words and matters asks everybody to read
    the page again; the same words as last time are a small correction. `keeper` is the owner as people
    call them: Wagtail uses that word for whoever made a page.
    """

    class Kind(models.TextChoices):
        HANDBOOK = "handbook", "Handbook"
        ROLES = "roles", "Roles and responsibilities"
        PROCEDURE = "procedure", "Standard operating procedure"
        LETTER = "letter", "Model letter"

    code = models.CharField(max_length=12)
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.PROCEDURE)
    summary = models.CharField("what it is for", max_length=300)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="owner",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    change = models.CharField("what changed", max_length=300, default=FIRST)
    matters = models.BooleanField("this change matters: ask people to read it again", default=True)
    body = StreamField(HandbookBody(), blank=True)
    parent_page_types: ClassVar = ["courses.HandbookIndexPage"]
    subpage_types: ClassVar = []
    exclude_fields_in_copy: ClassVar = ["code"]
    template = "courses/handbook/preview.html"
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("code", help_text="For example SOP-10. Never used for another page."),
        FieldPanel("kind"),
        FieldPanel("summary", help_text="One or two plain sentences: who needs this, and when."),
        OwnerPanel("keeper", help_text="Whom people ask, and who looks at it again on the review date."),
        MultiFieldPanel(
            [
                FieldPanel(
                    "change",
                    help_text="One sentence that readers see. With the words of the last version it counts "
                    "as a small correction, and nobody is asked to read again.",
                ),
                FieldPanel("matters"),
            ],
            "What changes with this version",
        ),
        FieldPanel("body", heading="Text"),
        LAW_PANEL,
    ]
    reach: ClassVar[Reach] = Reach("content", council="council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("council", "code", condition=~Q(code=""), name="handbook_page_code_once")
        ]

    def clean(self) -> None:
        super().clean()
        above = self.get_parent().specific if self.depth and self.depth > 2 else None
        council_id = self.council_id or getattr(above, "council_id", None)
        others = HandbookPage.objects.exclude(pk=self.pk).filter(council_id=council_id)
        if self.code and others.filter(code=self.code).exists():
            raise ValidationError({"code": f"Another page has the code {self.code}. Choose one not used."})
        if self.keeper is not None and self.keeper.council_id != council_id:
            raise ValidationError({"keeper": "Choose somebody who works here."})


class HandbookVersion(models.Model):
    """A page as it was published: its number, what changed and its text line by line, so that two versions
    can be laid beside each other. `content` is a list of blocks: kind and lines."""

    page = models.ForeignKey(HandbookPage, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    change = models.CharField(max_length=300)
    matters = models.BooleanField()
    revision_id = models.PositiveBigIntegerField()
    content = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("content", council="page__council")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("page", "number", name="handbook_version_once"),
            models.UniqueConstraint("page", "revision_id", name="handbook_version_of_one_revision"),
            models.CheckConstraint(
                condition=~Q(number=1) | Q(matters=True), name="handbook_first_version_matters"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


class PageRead(models.Model):
    """ "I have read and understood this": one person, one version, once a day. Read again on a later day
    is a row of its own, for pages that are to be read every year."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="page_reads")
    version = models.ForeignKey(HandbookVersion, on_delete=models.CASCADE, related_name="reads")
    on = models.DateField()
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("page_read", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("person", "version", "on", name="page_read_once_a_day")
        ]
        indexes: ClassVar = [models.Index(fields=["version"], name="page_read_version")]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.version_id}"
