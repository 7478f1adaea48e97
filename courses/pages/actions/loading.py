"""Putting the shipped practice modules into the tree of pages, out of the way of editors' work."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from academy.people.models import Council, User
from academy.record.actions import write
from courses.pages.models import (
    LearnIndexPage,
    LessonPage,
    LoadedPage,
    ModulePage,
    ProgrammePage,
    ProgrammeWeek,
)

FIXTURES = Path("courses/fixtures")
PROGRAMMES = FIXTURES / "programmes.json"
OWN_ID = {"rewrite", "reflection", "shadowing"}
"""Blocks with an id in the file: what people write stays with them when a lesson is put in order anew."""
_IDS = uuid.UUID("6f0d5b0e-5a0c-4b53-9a43-0a3e6a4f2f10")


@transaction.atomic
def load_programmes(*, council: Council, by: User | None, at: datetime.datetime) -> int:
    """Make or bring up to date the pages of the shipped programmes; returns how many module and lesson pages
    changed.

    A page whose file is unchanged gets no new revision. A page that an editor has saved since, or taken
    away, is left as the editor wants it. Needs the learning index, which `ensure_site` makes.
    """
    marks = {mark.key: mark for mark in LoadedPage.objects.filter(council=council).select_related("page")}
    changed = 0
    base = Path(settings.BASE_DIR)
    for about in json.loads((base / PROGRAMMES).read_text(encoding="utf-8")):
        programme = _programme(council, about)
        for file in sorted((base / FIXTURES / about["folder"]).glob("*.json"), key=_in_order):
            data = json.loads(file.read_text(encoding="utf-8"))
            changed += _load_module(council, programme, data, marks, by)
    if changed:
        words = f"Modules brought in: {changed} {'page' if changed == 1 else 'pages'} new or changed"
        write(council=council, by=by, at=at, verb="load", noun="programmepage", words=words)
    return changed


def _in_order(file: Path) -> list[int]:
    """By the numbers in the name: PM-02 before PM-10, IND-1.6 before IND-2.1."""
    return [int(number) for number in re.findall(r"\d+", file.name)]


def _programme(council: Council, about: dict[str, Any]) -> ProgrammePage:
    """A programme with its weeks, made when it is missing."""
    programme = ProgrammePage.objects.filter(council=council, slug=about["slug"]).first()
    if programme is None:
        index = LearnIndexPage.objects.get(council=council)
        fields = {name: about[name] for name in ("slug", "title", "code", "intro")}
        programme = ProgrammePage(council=council, **fields)
        programme.weeks = [ProgrammeWeek(**week) for week in about["weeks"]]
        index.add_child(instance=programme)
        programme.save_revision().publish()
    return programme


def _load_module(
    council: Council,
    programme: ProgrammePage,
    data: dict[str, Any],
    marks: dict[str, LoadedPage],
    by: User | None,
) -> int:
    """One file: lessons first, the module last, so that edition 1 is complete. Counts pages changed."""
    lessons = data["lessons"]
    fields = module_fields(data)
    mark = marks.get(data["code"])
    if mark is None:
        if ModulePage.objects.filter(council=council, code=data["code"]).exists():
            return 0
        module = ModulePage(
            slug=slugify(f"{data['code'].replace('.', '-')}-{data['slug']}"),
            live=False,
            council=council,
            **fields,
        )
        programme.add_child(instance=module)
    elif mark.page is None:
        return 0
    else:
        module = mark.page.specific
    changed = sum(_load_lesson(council, module, data, lesson, marks, by) for lesson in lessons)
    return changed + _bring_up_to_date(council, data["code"], module, fields, mark, by)


def _load_lesson(
    council: Council,
    module: ModulePage,
    data: dict[str, Any],
    lesson: dict[str, Any],
    marks: dict[str, LoadedPage],
    by: User | None,
) -> int:
    key = f"{data['code']}/{lesson['slug']}"
    fields = lesson_fields(data, lesson)
    mark = marks.get(key)
    if mark is None:
        page = LessonPage(slug=lesson["slug"], live=False, council=council, **fields)
        module.add_child(instance=page)
    elif mark.page is None:
        return 0
    else:
        page = mark.page.specific
    return _bring_up_to_date(council, key, page, fields, mark, by)


def _bring_up_to_date(
    council: Council,
    key: str,
    page: ModulePage | LessonPage,
    fields: dict[str, Any],
    mark: LoadedPage | None,
    by: User | None,
) -> int:
    """Publish the fields unless they are what was loaded before or an editor has saved the page since."""
    sha256 = hashlib.sha256(json.dumps(fields, sort_keys=True, default=str).encode()).hexdigest()
    if mark is not None and (
        mark.sha256 == sha256 or page.latest_revision_id != mark.revision_id or not page.live
    ):
        return 0
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision(user=by)
    revision.publish(user=by, skip_permission_checks=True)
    LoadedPage.objects.update_or_create(
        council=council, key=key, defaults={"sha256": sha256, "page_id": page.pk, "revision_id": revision.pk}
    )
    return 1


def _law(data: dict[str, Any]) -> dict[str, Any]:
    return {name: datetime.date.fromisoformat(data[name]) for name in ("law_as_at", "review_due")}


def module_fields(data: dict[str, Any]) -> dict[str, Any]:
    """The fields of a module's page, from its file."""
    plain = "title minutes summary audience outcomes criteria principles credits law".split()
    main, *others = data["competencies"]
    return {
        **{name: data[name] for name in plain},
        **_law(data),
        "code": data["code"],
        "week": data.get("week"),
        "threads": data.get("threads", []),
        "basis": data.get("basis", ""),
        "taught_minutes": round(60 * data.get("hours", 0)) or data["minutes"],
        "main_competency": main,
        "other_competencies": others,
    }


def lesson_fields(data: dict[str, Any], lesson: dict[str, Any]) -> dict[str, Any]:
    """The fields of a lesson's page, from its module's file."""
    spot = f"{data['code']}/{lesson['slug']}"
    used = [key for block in lesson["body"] for key in _law_in(block)]
    return {
        **{name: lesson[name] for name in ("title", "minutes", "summary")},
        **_law(data),
        "law": list(dict.fromkeys(used)) or data["law"],
        "body": json.dumps([raw_block(f"{spot}/{n}", block) for n, block in enumerate(lesson["body"], 1)]),
    }


def _law_in(block: dict[str, Any]) -> list[str]:
    if block["type"] == "legal_reference":
        return [block["value"]["key"]]
    if block["type"] == "knowledge_check":
        return [question["law"] for question in block["value"]["questions"] if question["law"]]
    return []


def raw_block(spot: str, block: dict[str, Any]) -> dict[str, Any]:
    """A block of a file as the page stores it. Ids come from the file, so that they never change."""
    value = block["value"]
    if block["type"] in OWN_ID:
        spot = value["id"]
    if block["type"] == "scenario":
        steps = [{**step, "name": step["id"]} for step in value["steps"]]
        value = {**value, "steps": steps}
    if isinstance(value, dict):
        value = {name: _items(f"{spot}/{name}", one) for name, one in value.items() if name != "id"}
    return {"type": block["type"], "id": _id(spot), "value": value}


def _items(spot: str, value: Any) -> Any:
    """Lists inside a block become list items, each with an id: its own from the file, or its place."""
    if not isinstance(value, list):
        return value
    rows = []
    for number, one in enumerate(value, 1):
        own = str(one.get("id", number) if isinstance(one, dict) else number)
        inner = own if spot.endswith("/questions") else f"{spot}/{own}"
        if isinstance(one, dict):
            one = {name: _items(f"{inner}/{name}", part) for name, part in one.items() if name != "id"}
        rows.append({"type": "item", "id": _id(inner), "value": one})
    return rows


def _id(spot: str) -> str:
    return str(uuid.uuid5(_IDS, spot))
