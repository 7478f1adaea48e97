"""A handbook page was published, by an editor, a review or a clock: it becomes a version."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published

from courses.handbook.actions import record_version
from courses.handbook.models import HandbookPage


@receiver(page_published, sender=HandbookPage, dispatch_uid="handbook_version")
def page_was_published(*, instance: HandbookPage, revision: Any = None, **more: Any) -> None:
    """Wagtail says so by a signal whoever publishes; what readers have to read again is decided here."""
    if revision is not None:
        page = HandbookPage.objects.get(pk=instance.pk)
        record_version(page=page, revision_id=revision.pk, by=revision.user, at=timezone.now())
