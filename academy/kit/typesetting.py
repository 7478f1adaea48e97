"""Papers as PDF: the one place that knows the typesetter (typst).

A paper is a template in `templates/print/` and plain data. The data is handed over as JSON and never becomes
part of the template's text, so whatever somebody wrote is printed as it stands. Every paper is tagged and
keeps to PDF/UA-1: a template that could not (a picture without words, a table without a head) does not
compile.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

import typst
from django.conf import settings
from django.http import HttpResponse

PAPERS = "templates/print"
PDF = "application/pdf"
STANDARD: Any = "ua-1"


def typeset(paper: str, data: Mapping[str, Any], *, at: datetime.datetime) -> bytes:
    """The PDF of a paper; the same data at the same moment gives the same bytes."""
    folder = settings.BASE_DIR / PAPERS
    made = typst.compile(
        folder / f"{paper}.typ",
        root=folder,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARD,
        timestamp=at.astimezone(datetime.UTC).replace(microsecond=0),
    )
    if not isinstance(made, bytes):
        raise TypeError("A paper is one document")
    return made


def download(body: bytes | str, *, name: str, kind: str) -> HttpResponse:
    """A file for the person who asked, under a plain name."""
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
