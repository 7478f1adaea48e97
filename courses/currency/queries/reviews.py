"""What is due to be looked at again, and whose it is to look at."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import reverse

from academy.people.access import can, has_standing
from academy.people.models import Post, User
from academy.people.roles import ROLES, Right
from assessments.questions.models import ItemVersion
from courses.handbook.models import HandbookPage
from courses.library.models import NotePage, ResourcePage
from courses.pages.models import LessonPage, ModulePage

SOON = datetime.timedelta(days=14)
EDITORS = tuple(code for code, role in ROLES.items() if Right.EDIT_CONTENT in role.rights)


@dataclass(frozen=True)
class Due:
    """One thing whose review date is near or past. `owner` is who looks at it, None for whoever writes."""

    key: str
    kind: str
    title: str
    path: str
    review_due: datetime.date
    owner: int | None
    is_past: bool


def due_for_review(*, council_id: int, today: datetime.date) -> list[Due]:
    """Everything due within two weeks or past its date, the oldest first, in a constant number of queries."""
    found: list[Due] = []
    for model, kind in ((ModulePage, "Module"), (LessonPage, "Lesson")):
        pages = model.objects.filter(council_id=council_id, live=True, review_due__lte=today + SOON)
        for pk, title, day, owner in pages.values_list("pk", "title", "review_due", "owner_id"):
            found.append(_due(f"page:{pk}", kind, title, _edit(pk), day, owner, today))
    shelf = HandbookPage.objects.filter(council_id=council_id, live=True, review_due__lte=today + SOON)
    for pk, title, day, owner in shelf.values_list("pk", "title", "review_due", "keeper_id"):
        found.append(_due(f"page:{pk}", "Handbook page", title, _edit(pk), day, owner, today))
    for shared, kind in ((NotePage, "Practice note"), (ResourcePage, "Resource")):
        pages = shared.objects.filter(council_id=council_id, live=True, review_due__lte=today + SOON)
        for pk, title, day in pages.values_list("pk", "title", "review_due"):
            found.append(_due(f"page:{pk}", kind, title, _edit(pk), day, None, today))
    versions = ItemVersion.objects.filter(
        item__council_id=council_id, state__in=("open", "reviewed"), review_due__lte=today + SOON
    )
    rows = versions.values_list("item_id", "item__code", "title", "review_due", "written_by_id")
    for pk, code, title, day, owner in rows:
        path = reverse("bank_item", args=[pk])
        found.append(_due(f"question:{pk}", "Question", f"{title} ({code})", path, day, owner, today))
    return sorted(found, key=lambda due: (due.review_due, due.title))


def _due(
    key: str,
    kind: str,
    title: str,
    path: str,
    day: datetime.date | None,
    owner: int | None,
    today: datetime.date,
) -> Due:
    on = day or today
    return Due(key, kind, title, path, on, owner, on < today)


def _edit(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def owners_of(*, council_id: int, today: datetime.date) -> dict[User, list[Due]]:
    """By person, what they are to look at again. What nobody who may write owns is for all who write."""
    due = due_for_review(council_id=council_id, today=today)
    posts = Post.objects.open_on(today).filter(role__in=EDITORS)
    writers = list(
        User.objects.filter(council_id=council_id, pk__in=posts.values("person_id")).order_by("pk")
    )
    by_pk = {person.pk: person for person in writers if has_standing(person) and can(person, "edit_content")}
    found: dict[User, list[Due]] = {}
    for one in due:
        for person in [by_pk[one.owner]] if one.owner in by_pk else by_pk.values():
            found.setdefault(person, []).append(one)
    return found
