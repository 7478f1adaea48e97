"""Bringing an instrument in from plain data: it becomes the version that is being written."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from academy.gate.checking import A_ROLE, check_clean
from academy.gate.scan import Scanner
from academy.kit.refusals import Refused
from academy.people.models import Council, User
from assessments.instruments.actions.bridging import end_criterion
from assessments.instruments.actions.drafting import start_draft
from assessments.instruments.actions.wording import CriterionWords, save_about, save_criterion
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries.exporting import known_codes
from assessments.instruments.queries.versions import draft_of
from assessments.instruments.rules.permits import check_keep
from assessments.instruments.rules.reading import FIELDS, LISTS, TEXTS, find_oddities

LEFT_OUT = "It is not in the file that this version was brought in from."
MOST_TOLD = 8


@transaction.atomic
def import_instrument(
    *, council: Council, data: Any, scanner: Scanner, by: User, at: datetime.datetime
) -> Instrument:
    """Begin a version from data of the shape of `as_data`; a second person publishes it like any other.

    A code that is there is changed, a new one added, one that is not in the file ends. All of it or nothing:
    refused with every oddity, where words look as if they were about a person, where the words of a
    criterion differ and the file does not say what becomes of its series, and while one is being written.
    """
    check_keep(council_id=council.pk, by=by)
    oddities = find_oddities(data, known_codes(council_id=council.pk))
    if oddities:
        more = len(oddities) - MOST_TOLD
        told = [*oddities[:MOST_TOLD], *([f"And {more} more."] if more > 0 else [])]
        raise Refused(f"This file cannot come in. {' '.join(told)}", code="odd")
    rows = [*data["criteria"], *data.get("sections", [])]
    words = [(row["code"], row[name]) for row in rows for name in TEXTS]
    check_clean([*words, ("What is new", data.get("what_changed", ""))], scanner=scanner, instead=A_ROLE)
    if draft_of(council_id=council.pk, code=data["code"]) is not None:
        raise Refused("A version is being written already. Send it or give it up first.", code="draft")
    draft = start_draft(council=council, code=data["code"], by=by, at=at)
    known = {row.code: row for row in draft.criteria.all()}
    sections = {row["code"] for row in data.get("sections", [])}
    if strange := [code for code in sections if code not in known or known[code].kind != "section"]:
        raise Refused(f"{', '.join(strange)}: a section as a whole cannot be new.", code="section")
    for row in rows:
        said: dict[str, Any] = {name: tuple(row[name]) if name in LISTS else row[name] for name in FIELDS}
        save_criterion(
            instrument=draft, row=known.get(row["code"]), said=CriterionWords(**said),
            how=row.get("series", ""), why=row.get("why", ""), by=by, at=at,
        )  # fmt: skip
    for code in known.keys() - {row["code"] for row in rows}:
        end_criterion(instrument=draft, row=known[code], heir=None, why=LEFT_OUT, by=by, at=at)
    _order(draft, [row["code"] for row in rows])
    law = data.get("law_as_at")
    save_about(
        instrument=draft, name=data["name"], what_changed=data.get("what_changed", ""),
        law_as_at=datetime.date.fromisoformat(law) if law else None, by=by, at=at,
    )  # fmt: skip
    return draft


def _order(draft: Instrument, codes: list[str]) -> None:
    """Reading order as in the file."""
    rows = list(draft.criteria.all())
    for row in rows:
        row.position = codes.index(row.code) + 1
    Criterion.objects.bulk_update(rows, ["position"])
