"""Which way imports may point, and that the contract which says so bites."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("academy", "assessments", "competencies", "courses", "home")
DRAWERS = {"views", "viewsets", "forms", "actions", "queries", "rules", "models", "blocks", "states"}
NOT_PARTS = {"academy.kit", "academy.settings"}
LINTER = Path(sys.executable).with_name("lint-imports")


def contracts() -> dict[str, dict[str, list[str]]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"]: contract for contract in config["tool"]["importlinter"]["contracts"]}


def lint(place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINTER, "--no-logo", "--no-cache"], cwd=place, capture_output=True, text=True)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code in which a violation can be planted."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for app in APPS:
        shutil.copytree(ROOT / app, copy / app, ignore=shutil.ignore_patterns("__pycache__", "fixtures"))
    return copy


def parts() -> set[str]:
    """Every package inside an app that holds a drawer."""
    found = set()
    for app in APPS:
        for folder in (ROOT / app).iterdir():
            names = {child.stem for child in folder.iterdir()} if folder.is_dir() else set()
            if names & DRAWERS and f"{app}.{folder.name}" not in NOT_PARTS:
                found.add(f"{app}.{folder.name}")
    return found


def test_the_code_keeps_the_contracts() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_part_is_held_to_the_order_of_drawers() -> None:
    assert parts() <= set(contracts()["drawers"]["containers"])


def test_every_part_of_the_floor_has_its_place_in_the_layers() -> None:
    floor = {part for part in parts() if part.startswith("academy.")}
    assert floor <= set(contracts()["down"]["layers"])


PLANTS = [
    ("academy/kit/refusals.py", "import courses.apps", "Knowledge goes down"),
    ("academy/people/models.py", "import academy.work.models", "Knowledge goes down"),
    ("competencies/framework/models.py", "import assessments.audits.models", "Knowledge goes down"),
    ("courses/assignments/models.py", "import home.models", "Knowledge goes down"),
    ("academy/work/models.py", "import academy.work.actions", "Inside a part"),
    ("assessments/audits/states.py", "import assessments.audits.models", "Inside a part"),
    ("competencies/evidence/utils.py", "", "Inside a part"),
    ("academy/record/actions.py", "import academy.urls", "Only the composition root"),
    ("courses/pages/models.py", "import academy.settings.demo", "Only the composition root"),
]


@pytest.mark.parametrize(("file", "line", "contract"), PLANTS, ids=[f"{f} {line}" for f, line, _ in PLANTS])
def test_a_planted_violation_breaks_its_contract(house: Path, file: str, line: str, contract: str) -> None:
    planted = house / file
    before = planted.read_text() if planted.exists() else None
    try:
        planted.write_text(f"{before or ''}\n{line}\n")
        result = lint(house)
    finally:
        planted.unlink() if before is None else planted.write_text(before)
    report = " ".join(result.stdout.split())
    assert result.returncode == 1, report
    assert re.search(rf"{contract}[^:]*? BROKEN|{contract}.*? BROKEN", report), report


def sources(*names: str) -> Iterator[Path]:
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            if {file.stem, file.parent.name} & set(names):
                yield file


def manager_uses(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
            yield node.lineno


def test_views_and_forms_ask_queries_and_never_a_manager() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sources("views", "viewsets", "forms")
        for line in manager_uses(ast.parse(file.read_text()))
    ]
    assert found == []


def test_the_manager_rule_sees_a_manager() -> None:
    assert list(manager_uses(ast.parse("def get(request):\n    return User.objects.all()"))) == [2]
