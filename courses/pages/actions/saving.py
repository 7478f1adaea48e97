"""Saves of one page, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from wagtail.models import Page

from academy.kit.turns import wait_for_turn


@contextmanager
def turn_to_save(*, page_id: int) -> Iterator[None]:
    """Whoever saves this page waits until whoever is saving it has done so.

    The editor keeps what is typed without a click, and refuses that when somebody has saved since; it looks
    before it writes. Without turns it looks while the button's save is still under way, and then writes the
    words of a second ago over those that the author saved.
    """
    with transaction.atomic():
        wait_for_turn()
        Page.objects.select_for_update().filter(pk=page_id).first()
        yield
