"""Mappings that travel: one comes as a file from another council, and one is retired."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

from django.db import transaction
from django.db.models import Max

from academy.gate.scan import Scanner
from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from academy.record.actions import write
from assessments.imports.layouts import BLANKS, LAYOUTS, ZEROS, Answers, layout_of
from assessments.imports.models import Mapping
from assessments.imports.queries.sharing import EDITION, FORMAT
from assessments.imports.rules import COLOUR, check_answers, check_bring_in, check_retire

MOST_BYTES = 64 * 1024
MOST_ENTRIES = 400
MOST_TEXT = 200
KEYS = {"format", "edition", "name", "layout", "header_key", "columns", "grade_words", "choices"}
NOT_ONE = "This is not a mapping of ours. Ask for the file that ends in .json, as it was downloaded."
DAMAGED = "This mapping is damaged: {0}. Ask for it again, as it was downloaded."


@transaction.atomic
def bring_mapping(*, raw: bytes, by: User, at: datetime.datetime) -> Mapping:
    """Take in a mapping that another council shared. Sent twice, it is here once.

    Everything in the file must be one of the things that a mapping has; texts are looked through for personal
    data; nothing in it is ever run. Raises Refused in words.
    """
    check_bring_in(by)
    content = read_shared(raw, scanner=scanner_for(council=by.council))
    name = content.pop("name")
    rows = Mapping.objects.filter(council=by.council)
    same = rows.filter(**content).order_by("-pk").first()
    if same is not None:
        return same
    if rows.filter(name=name).exclude(layout=content["layout"]).exists():
        name = f"{name}, {layout_of(content['layout']).name}"[:120]
    last = rows.filter(name=name).aggregate(Max("version"))["version__max"] or 0
    made = Mapping.objects.create(
        council=by.council, name=name, version=last + 1, shared=True, made_by=by, made_at=at, **content
    )
    write(
        council=by.council, by=by, at=at, verb="bring mapping", obj=made,
        words=f"Mapping from elsewhere: {made}"[:400],
    )  # fmt: skip
    return made


@transaction.atomic
def retire_mapping(*, mapping: Mapping, by: User, at: datetime.datetime) -> Mapping:
    """Read no new file with this version. Files that were read with it stay. Retired twice is retired."""
    held = Mapping.objects.select_for_update().get(pk=mapping.pk)
    check_retire(held, by)
    if held.retired_at is None:
        held.retired_at = at
        held.save(update_fields=["retired_at"])
        write(
            council=held.council_id,
            by=by,
            at=at,
            verb="retire",
            obj=held,
            words=f"Mapping retired: {held}"[:400],
        )
    return held


def read_shared(raw: bytes, *, scanner: Scanner) -> dict[str, Any]:
    """The content of a shared mapping, in the fields of `Mapping`. Raises Refused in words."""
    if len(raw) > MOST_BYTES:
        raise Refused("This file is too large for a mapping.", code="too_big")
    try:
        told = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(NOT_ONE, code="wrong_type") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Refused(NOT_ONE, code="wrong_type")
    if told.get("edition") != EDITION:
        raise Refused(
            "This mapping was made by a newer academy. Ask for an older form of it.", code="edition"
        )
    if set(told) != KEYS:
        raise _damaged("it has other parts than a mapping")
    if told["layout"] not in [one.code for one in LAYOUTS]:
        raise Refused("This mapping reads a form of file that we do not know.", code="unknown_layout")
    name = " ".join(told["name"].split()) if isinstance(told["name"], str) else ""
    if not 0 < len(name) <= 100:
        raise _damaged("its name is missing or too long")
    if not isinstance(told["header_key"], str) or not re.fullmatch(r"[0-9a-f]{64}", told["header_key"]):
        raise _damaged("the mark of its headings is wrong")
    columns, words = _texts(told["columns"]), _grades(told["grade_words"])
    answers = _answers(columns, words, told["choices"])
    check_answers(layout=layout_of(told["layout"]), answers=answers)
    if any(scanner.kinds(text) for text in (name, *columns, *words)):
        raise Refused(
            "A name, heading or word in this mapping looks as if it pointed to a person. It cannot come in.",
            code="personal",
        )
    return {
        "name": name, "layout": told["layout"], "header_key": told["header_key"], "columns": columns,
        "grade_words": words, "choices": answers.choices(),
    }  # fmt: skip


def _no_constant(_: str) -> None:
    raise ValueError("no such number")


def _damaged(why: str) -> Refused:
    return Refused(DAMAGED.format(why), code="damaged")


def _table(told: Any) -> dict[str, Any]:
    good = (
        isinstance(told, dict)
        and len(told) <= MOST_ENTRIES
        and all(0 < len(key) <= MOST_TEXT for key in told)
    )
    if not good:
        raise _damaged("a table in it is wrong or too long")
    return dict(told)


def _texts(told: Any) -> dict[str, str]:
    table = _table(told)
    if not all(isinstance(value, str) for value in table.values()):
        raise _damaged("a column in it is no text")
    return table


def _grades(told: Any) -> dict[str, int]:
    table = _table(told)
    if not all(type(value) is int for value in table.values()):
        raise _damaged("a grade in it is no whole number")
    return table


def _answers(columns: dict[str, str], words: dict[str, int], told: Any) -> Answers:
    choices = _table(told)
    allowed = {
        "layout": lambda one: one in {layout.code for layout in LAYOUTS},
        "one_is_best": lambda one: type(one) is bool,
        "day_first": lambda one: type(one) is bool,
        "blank": lambda one: one in BLANKS,
        "zero": lambda one: one in ZEROS,
        "keep": lambda one: isinstance(one, list) and all(isinstance(code, str) for code in one),
        "colours": lambda one: all(COLOUR.fullmatch(colour) for colour in _grades(one)),
        "bands": lambda one: (
            isinstance(one, list) and len(one) == 3 and all(type(n) in (int, float) for n in one)
        ),
    }
    for name, value in choices.items():
        hashable = isinstance(value, (str, bool, list, dict))
        if (
            name not in allowed
            or not hashable
            or (name in ("layout", "blank", "zero") and not isinstance(value, str))
        ):
            raise _damaged("it has a choice that a mapping does not have")
        if not allowed[name](value):
            raise _damaged("one of its choices is wrong")
    return Answers.from_choices(columns=columns, grade_words=words, choices=choices)
