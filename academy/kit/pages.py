"""What every page of the academy shares."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page


class BasePage(Page):
    """Abstract base of all our pages: the law it rests on, as at when, and when somebody must look again.

    Decision 0002 says why this is an abstract base and not Wagtail's swapped page model.
    """

    law = models.JSONField("legal references (keys of the law pack)", default=list, blank=True)
    law_as_at = models.DateField("law as at", default=datetime.date(2026, 11, 1))
    review_due = models.DateField("review due", null=True, blank=True)
    law_panels: ClassVar = [
        MultiFieldPanel([FieldPanel("law"), FieldPanel("law_as_at"), FieldPanel("review_due")], "Law and review")
    ]

    class Meta:
        abstract = True
