"""Views, forms and templates ask queries; nobody goes around the one place that decides."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import models
from django.test.utils import isolate_apps

from academy.kit.checks import check_reach, leads_to_council, problems_of
from academy.people.models import Council, Post
from academy.people.reach import Reach

ROOT = Path(__file__).resolve().parents[2]
APPS = ("academy", "assessments", "competencies", "courses", "home")
DRAWERS = {"views", "viewsets", "forms", "wagtail_hooks"}
BANNED = {"objects", "_default_manager", "_base_manager"}


def drawer_files() -> list[Path]:
    """The modules of the drawers that may not ask a table themselves."""
    found = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return sorted(path for path in found if path.stem in DRAWERS or DRAWERS & set(path.parent.parts))


def shortcuts(source: str) -> Iterator[str]:
    """Uses of a manager in a module, and of `raw` or `get_object_or_404`, which go around `visible`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in BANNED:
            yield f"line {node.lineno}: .{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module == "django.shortcuts":
            for name in node.names:
                if name.name in ("get_object_or_404", "get_list_or_404"):
                    yield f"line {node.lineno}: {name.name}"


def test_there_are_drawers_to_look_into() -> None:
    assert ROOT / "academy" / "staffing" / "views.py" in drawer_files()


@pytest.mark.parametrize("path", drawer_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_views_and_forms_ask_queries(path: Path) -> None:
    assert not list(shortcuts(path.read_text(encoding="utf-8")))


def test_templates_ask_no_table() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if any(f".{word}" in path.read_text(encoding="utf-8") for word in BANNED | {"_set.all"})
    ]
    assert not found


def test_the_lint_bites() -> None:
    source = (
        "from django.shortcuts import get_object_or_404\nrows = Post.objects.all()\nPost._default_manager\n"
    )
    assert len(list(shortcuts(source))) == 3


def test_every_model_says_how_it_reaches_its_council() -> None:
    assert check_reach() == []
    assert leads_to_council(Post)


@isolate_apps("academy")
def test_the_check_bites() -> None:
    class Silent(models.Model):
        council = models.ForeignKey(Council, on_delete=models.CASCADE)

        class Meta:
            app_label = "academy"

    class Wrong(models.Model):
        post = models.ForeignKey(Post, on_delete=models.CASCADE)
        reach = Reach("x", council="post__team__nowhere", person="post__person__pk")

        class Meta:
            app_label = "academy"

    class Apart(models.Model):
        class Meta:
            app_label = "academy"

    assert [problem.id for problem in problems_of(Silent)] == ["academy.E001"]
    assert [problem.id for problem in problems_of(Wrong)] == ["academy.E002"]
    assert list(problems_of(Apart)) == []
