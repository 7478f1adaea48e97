"""The public front page."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from academy.kit.pages import BasePage
from academy.people.reach import Reach


class WelcomePage(BasePage):
    """The front page of one council's academy, and the root of its pages: pages reach their council by it."""

    promise = models.TextField("what this academy is, in two sentences", blank=True)
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["courses.LearnIndexPage", "courses.HandbookIndexPage", "courses.HubIndexPage"]
    preview_modes: ClassVar = []
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("promise")]
    reach: ClassVar[Reach] = Reach("content", council="council")
