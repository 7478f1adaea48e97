"""The public front page."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from academy.kit.pages import BasePage
from academy.people.models import Council


class WelcomePage(BasePage):
    """The front page of one council's academy, and the root of its pages: pages reach their council by it."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, related_name="+")
    promise = models.TextField("what this academy is, in two sentences", blank=True)
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["courses.LearnIndexPage"]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("promise")]
