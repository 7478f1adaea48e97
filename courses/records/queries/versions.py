"""A programme as it stands now: its live pages in their revisions, and what they come to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from competencies.framework.queries import competencies_by_code
from courses.pages.models import LessonPage, ModulePage, ProgrammePage


@dataclass(frozen=True)
class Standing:
    """What a content version keeps. `competencies` are pairs of code and words, in the framework's order."""

    title: str
    minutes: int
    competencies: tuple[tuple[str, str], ...]
    pages: dict[str, int]

    @property
    def digest(self) -> str:
        """The same for the same pages in the same revisions, and for nothing else."""
        return hashlib.sha256(json.dumps(self.pages, sort_keys=True).encode()).hexdigest()


def programme_as_it_stands(*, council_id: int, code: str) -> Standing | None:
    """The live pages of a programme; None when the council has no such programme. Four queries."""
    programme = ProgrammePage.objects.filter(council_id=council_id, code=code, live=True).first()
    if programme is None or not code:
        return None
    below = {"path__startswith": programme.path, "live": True}
    modules = list(ModulePage.objects.filter(**below).order_by("path"))
    lessons = LessonPage.objects.filter(**below).values_list("pk", "live_revision_id")
    codes = dict.fromkeys(code for module in modules for code in module.competencies)
    found = competencies_by_code(council_id=council_id, codes=codes)
    in_order = sorted(found.values(), key=lambda one: one.position)
    return Standing(
        title=programme.title,
        minutes=sum(module.taught_minutes or module.minutes for module in modules),
        competencies=tuple((one.code, one.text) for one in in_order),
        pages={
            str(pk): revision or 0
            for pk, revision in [
                (programme.pk, programme.live_revision_id),
                *((module.pk, module.live_revision_id) for module in modules),
                *lessons,
            ]
        },
    )
