"""Size as a smell: files, classes and functions stay small enough to hold in the head; rooms have names."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TREES = ("academy", "assessments", "competencies", "courses", "home", "bench")
FILE, CLASS, FUNCTION = 300, 250, 40
NAMELESS = {"utils", "util", "helpers", "helper", "common", "core", "misc"}


def files() -> Iterator[Path]:
    for tree in TREES:
        yield from (f for f in sorted((ROOT / tree).rglob("*.py")) if "migrations" not in f.parts)


def lines_of(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a definition without its docstring."""
    first = node.body[0]
    doc = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    return (
        (node.end_lineno or 0) - node.lineno + 1 - ((first.end_lineno or 0) - first.lineno + 1 if doc else 0)
    )


def too_long(source: str, name: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and lines_of(node) > CLASS:
            yield f"{name}: class {node.name} has {lines_of(node)} lines, more than {CLASS}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of(node) > FUNCTION:
            yield f"{name}: {node.name} has {lines_of(node)} lines, more than {FUNCTION}"


def test_files_fit_the_budget() -> None:
    sizes = {str(f.relative_to(ROOT)): len(f.read_text().splitlines()) for f in files()}
    assert {name: size for name, size in sizes.items() if size > FILE} == {}


def test_classes_and_functions_fit_the_budget() -> None:
    assert [words for f in files() for words in too_long(f.read_text(), str(f.relative_to(ROOT)))] == []


def test_every_room_has_a_name() -> None:
    names = [f for tree in TREES for f in (ROOT / tree).rglob("*") if "__pycache__" not in f.parts]
    assert [str(f.relative_to(ROOT)) for f in names if f.stem.lower() in NAMELESS] == []


def test_the_budget_sees_a_long_function() -> None:
    source = "def long():\n    'Docstring.'\n" + "    pass\n" * FUNCTION
    assert list(too_long(source, "x.py")) == [f"x.py: long has {FUNCTION + 1} lines, more than {FUNCTION}"]
