"""What a version changed, in words. Pure."""

from __future__ import annotations

from assessments.questions.kinds import Kind
from assessments.questions.models import ItemVersion

FIELDS = {
    "title": "title",
    "competencies": "competencies",
    "criteria": "criteria",
    "law": "law",
    "difficulty": "difficulty",
    "minutes": "minutes",
    "never": "whether it must never be wrong",
    "law_as_at": "day of the law",
}


def changes_between(old: ItemVersion, new: ItemVersion, kind: Kind | None) -> tuple[str, ...]:
    """The names of everything that differs, what is shown first."""
    labels = {slot.name: slot.label for slot in kind.slots} if kind else {}
    names = dict.fromkeys((*labels, *old.content, *new.content))
    inside = [
        labels.get(name, name)
        for name in names
        if (old.content.get(name) or None) != (new.content.get(name) or None)
    ]
    about = [words for name, words in FIELDS.items() if getattr(old, name) != getattr(new, name)]
    return (*inside, *about)
