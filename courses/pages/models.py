"""Programmes, modules and lessons as pages, so that editors write them without calling IT."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from academy.kit.pages import BasePage
from courses.pages.blocks.body import LessonBody


class LearnIndexPage(BasePage):
    """The top of everything there is to learn, at /learn/."""

    parent_page_types: ClassVar = ["home.WelcomePage"]
    subpage_types: ClassVar = ["courses.ProgrammePage"]
    max_count_per_parent = 1


class ProgrammePage(BasePage):
    """A set of modules: the practice modules, later the induction."""

    intro = models.TextField(blank=True)
    parent_page_types: ClassVar = ["courses.LearnIndexPage"]
    subpage_types: ClassVar = ["courses.ModulePage"]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]


class ModulePage(BasePage):
    """One module: what you can do after it, how long it takes, which competency it serves."""

    code = models.CharField(max_length=12, db_index=True)
    minutes = models.PositiveSmallIntegerField()
    summary = models.CharField(max_length=300)
    audience = models.CharField(max_length=200, blank=True)
    outcomes = models.JSONField("outcomes: after this you can ...", default=list)
    competencies = models.JSONField("competency codes, the first is the main one", default=list)
    criteria = models.JSONField("audit criteria this module answers", default=list)
    principles = models.JSONField("principle codes", default=list)
    credits = models.CharField(max_length=300, blank=True)
    parent_page_types: ClassVar = ["courses.ProgrammePage"]
    subpage_types: ClassVar = ["courses.LessonPage"]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("minutes"),
        FieldPanel("summary"),
        FieldPanel("audience"),
        FieldPanel("credits"),
    ]


class LessonPage(BasePage):
    """One lesson of a module: ten to twenty minutes, with its blocks."""

    minutes = models.PositiveSmallIntegerField()
    summary = models.CharField(max_length=300, blank=True)
    body = StreamField(LessonBody(), blank=True)
    parent_page_types: ClassVar = ["courses.ModulePage"]
    subpage_types: ClassVar = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("minutes"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
