"""What `manage.py check` asks of every model: whoever reaches a council says how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import ForeignKey, Model
from wagtail.models import Page

OURS = ("academy", "competencies", "assessments", "courses", "home")
BOUNDARY = "academy.Council"


@register()
def check_reach(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Every model of ours that leads to the council declares `reach`, with paths that exist."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return [message for model in models for message in problems_of(model)]


def problems_of(model: type[Model]) -> Iterable[CheckMessage]:
    """What is wrong with how one model reaches its council."""
    if model._meta.label == BOUNDARY or issubclass(model, Page) or not leads_to_council(model):
        return
    reach = getattr(model, "reach", None)
    if reach is None:
        hint = "Add reach = Reach(kind, council=..., person=...)."
        yield Error(
            f"{model._meta.label} reaches a council but does not say how.",
            hint=hint,
            obj=model,
            id="academy.E001",
        )
        return
    for name in ("council", "person"):
        path = getattr(reach, name)
        if path is not None and not _exists(model, path):
            yield Error(f"{model._meta.label}.reach.{name} is not a path.", obj=model, id="academy.E002")


def leads_to_council(model: type[Model]) -> bool:
    """Whether a chain of foreign keys leads from the model to the council.

    Pages are public and carry theirs.
    """
    seen: set[type[Model]] = set()
    todo = [model]
    while todo:
        here = todo.pop()
        if here in seen:
            continue
        seen.add(here)
        for field in here._meta.get_fields():
            if isinstance(field, ForeignKey):
                target = field.related_model
                if isinstance(target, type) and target._meta.label == BOUNDARY:
                    return True
                if isinstance(target, type) and target._meta.app_label in OURS:
                    todo.append(target)
    return False


def _exists(model: type[Model], path: str) -> bool:
    here: Any = model
    for step in path.split("__"):
        if step == "pk":
            return True
        try:
            field = here._meta.get_field(step)
        except Exception:
            return False
        here = field.related_model
    return True
