"""The shipped catalogue as the search sees it, without a database: real words to find things by."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import strip_tags

from courses.library.actions.loading import shipped
from home.hub.rules.narrowing import KINDS
from home.hub.rules.search import Document, Index, build_index

TOPICS = {
    "annual-reviews": ("Annual reviews that change the plan", "Write the school's report."),
    "year-9-reviews": ("Annual reviews from Year 9: preparing for adulthood", "Work, home and friends."),
    "educational-advice": ("Writing educational advice", "Bring a page of yours and take it home better."),
    "therapy-in-plans": ("Therapy in plans: Section F or Section G", "For therapists in schools."),
    "childs-views": ("Gathering a child's views before a review", "With young experts."),
    "early-years": ("Under fives: from a worry to a plan", "For nurseries and health visitors."),
    "tribunal": ("The SEND Tribunal for witnesses", "A mock hearing."),
    "not-in-school": ("Not in school: anxiety and what helps", "Emotionally based school avoidance."),
}  # fmt: skip


@cache
def shipped_index() -> Index:
    """Topics, notes, resources and partner modules."""
    topics = [Document(f"topic:{code}", title, code, said) for code, (title, said) in TOPICS.items()]
    shelf = [
        Document(
            f"{item.kind}:{item.slug}",
            item.title,
            f"{' '.join(item.words)} {KINDS[item.kind]}",
            item.summary,
            f"{item.owner} {strip_tags(json.dumps(item.blocks).replace('<', ' <'))}",
        )
        for item in shipped()
    ]
    folder = Path(settings.BASE_DIR) / "courses/fixtures"
    files = [*sorted((folder / "partners").glob("*.json")), folder / "practice/PM-27.json"]
    modules = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    taught = [
        Document(
            f"module:{one['code']}", one["title"], f"{one['code']} {one['audience']} module", one["summary"]
        )
        for one in modules
    ]
    return build_index([*topics, *shelf, *taught])
