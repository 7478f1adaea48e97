"""Founding an academy: everything a council needs before its first person comes in."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from academy.people.models import Council
from academy.record.actions import write
from assessments.instruments.actions import load_instruments
from assessments.instruments.queries import PLAN_AUDIT, criteria_of
from assessments.questions.actions.loading import load_items
from assessments.sittings.actions import load_papers
from assessments.tasks.actions import load_tasks
from competencies.entrustment.actions import plan_levels_day
from competencies.framework.actions import load_framework
from courses.assignments.actions import load_default_rules
from courses.currency.actions import plan_review_day
from courses.handbook.actions import load_handbook
from courses.library.actions import load_library
from courses.pages.actions import load_programmes
from courses.records.actions import load_awards
from courses.requirements.actions import load_matrix
from home.pages.actions import ensure_site

FRAMEWORK = Path("competencies/fixtures/framework.json")
AWARDS = Path("courses/fixtures/awards.json")


@transaction.atomic
def found_academy(*, council_name: str, at: datetime.datetime) -> dict[str, Any]:
    """Make the council with its framework, instruments, practice modules and default rules; no people.

    Asked again, it makes what is missing and changes nothing that is there. Returns what is there now,
    for the command to print.
    """
    council, made = Council.objects.get_or_create(
        name=council_name, defaults={"slug": slugify(council_name)[:50]}
    )
    if made:
        write(council=council, by=None, at=at, verb="found", obj=council, words=f"{council} founded")
    framework = load_framework(council=council, data=_read(FRAMEWORK), by=None, at=at)
    instruments = load_instruments(council=council, by=None, at=at)
    instrument = instruments[PLAN_AUDIT]
    items = load_items(council=council, by=None, at=at)
    papers = load_papers(council=council, by=None, at=at)
    ensure_site(council=council)
    pages = load_programmes(council=council, by=None, at=at)
    handbook = load_handbook(council=council, by=None, at=at)
    shared = load_library(council=council, by=None, at=at)
    matrix = load_matrix(council=council, by=None, at=at)
    rules = load_default_rules(council=council, by=None, at=at)
    tasks = load_tasks(council=council, by=None, at=at)
    plan_review_day(council_id=council.pk, at=at)
    plan_levels_day(council_id=council.pk, at=at)
    awards = load_awards(council=council, data=_read(AWARDS), by=None, at=at)
    return {
        "council": council.slug,
        "founded": made,
        "framework": str(framework),
        "instrument": str(instrument),
        "criteria": criteria_of(instrument=instrument).count(),
        "instruments": [str(one) for one in instruments.values()],
        "items_changed": items,
        "papers_made": len(papers),
        "modules_changed": pages,
        "handbook_pages_changed": handbook,
        "hub_pages_changed": shared,
        "requirements_made": matrix,
        "rules": rules,
        "tasks_loaded": len(tasks),
        "awards_loaded": awards,
    }


def _read(path: Path) -> Any:
    data: Any = json.loads((settings.BASE_DIR / path).read_text(encoding="utf-8"))
    return data
