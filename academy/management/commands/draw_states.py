"""Draw every life cycle as a diagram in docs/states/."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from academy.kit.states import StateTable

OURS = ("academy", "competencies", "assessments", "courses", "home")


def all_tables() -> dict[str, StateTable]:
    """Every state table of the project by its noun, found in the `states` drawers."""
    found: dict[str, StateTable] = {}
    for label in OURS:
        home = apps.get_app_config(label)
        for part in pkgutil.iter_modules([home.path]):
            drawer = Path(home.path) / part.name / "states.py"
            if part.ispkg and drawer.exists():
                module = importlib.import_module(f"{home.name}.{part.name}.states")
                tables = [one for one in vars(module).values() if isinstance(one, StateTable)]
                found |= {table.noun: table for table in tables}
    return dict(sorted(found.items()))


def folder() -> Path:
    """Where the diagrams are kept."""
    return Path(settings.BASE_DIR) / "docs" / "states"


def file_of(noun: str) -> Path:
    """The file of one life cycle."""
    return folder() / f"{noun.replace(' ', '-')}.md"


class Command(BaseCommand):
    """`draw_states`: writes docs/states/, one file a life cycle."""

    help = "Draw the life cycles of the project from their state tables into docs/states/."

    def handle(self, *args: Any, **options: Any) -> None:
        folder().mkdir(parents=True, exist_ok=True)
        tables = all_tables()
        for noun, table in tables.items():
            file_of(noun).write_text(table.diagram(), encoding="utf-8")
        self.stdout.write(f"{len(tables)} life cycles drawn in docs/states/")
