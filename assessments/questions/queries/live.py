"""Which version of each item may be practised today."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from academy.people.access import visible
from academy.people.models import User
from assessments.questions.models import ItemVersion
from assessments.questions.states import LIVE


def live_versions(*, actor: User, kinds: Collection[str] = ()) -> QuerySet[ItemVersion]:
    """The newest live version of each item of the actor's council, with its item; of these kinds if given."""
    newer = ItemVersion.objects.filter(item=OuterRef("item"), state__in=LIVE, number__gt=OuterRef("number"))
    rows = visible(actor, ItemVersion).filter(~Exists(newer), state__in=LIVE)
    if kinds:
        rows = rows.filter(item__kind__in=kinds)
    return rows.select_related("item").order_by("item__kind", "item__code")


def kinds_of_live(*, council_id: int, codes: Collection[str]) -> dict[str, str]:
    """The kind of each of these items that the council has in use, by code."""
    rows = ItemVersion.objects.filter(item__council_id=council_id, item__code__in=codes, state__in=LIVE)
    return dict(rows.values_list("item__code", "item__kind"))
