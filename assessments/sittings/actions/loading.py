"""The papers that the academy brings with it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from assessments.sittings.actions.papers import make_paper
from assessments.sittings.draw import Wanted
from assessments.sittings.models import Paper

PAPERS = Path(__file__).resolve().parents[2] / "fixtures" / "papers"


def load_papers(
    *, council: Council, by: User | None, at: datetime.datetime, folder: Path = PAPERS
) -> list[Paper]:
    """Make each paper of the folder that the council has not: what was changed since stays as it is.

    They are being made, not open: opening one is a decision, and the bank may not be able to fill it yet.
    Returns the papers made now.
    """
    known = set(Paper.objects.filter(council=council).values_list("code", flat=True))
    made = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["code"] in known:
            continue
        terms, lines = read_paper(data)
        try:
            made.append(make_paper(council=council, terms=terms, lines=lines, by=by, at=at))
        except Refused as refused:
            if refused.code != "code":
                raise
    return made


def read_paper(data: dict[str, Any]) -> tuple[dict[str, Any], list[Wanted]]:
    """A paper file: its terms, and its lines. KeyError or TypeError for a file that is not one."""
    terms = {name: value for name, value in data.items() if name != "lines"}
    return terms, [Wanted(**line) for line in data["lines"]]
