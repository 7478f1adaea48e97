"""The portfolio as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from academy.kit.typesetting import PDF, download, typeset
from academy.people.doors import only
from courses.qualifications.queries import portfolio_of
from courses.qualifications.queries.files import portfolio_paper, portfolio_zip
from courses.qualifications.views.doors import registration_for

ZIP = "application/zip"


@require_GET
@only("learn")
def portfolio_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The portfolio as a tagged PDF."""
    return download(_paper(request, pk)[1], name="portfolio.pdf", kind=PDF)


@require_GET
@only("learn")
def portfolio_folder(request: HttpRequest, pk: int) -> HttpResponse:
    """The portfolio as a ZIP file with an index."""
    portfolio, paper = _paper(request, pk)
    return download(portfolio_zip(portfolio, paper=paper, at=timezone.now()), name="portfolio.zip", kind=ZIP)


def _paper(request: HttpRequest, pk: int) -> tuple[Any, bytes]:
    actor: Any = request.user
    if not actor.is_authenticated:
        raise Http404
    now = timezone.now()
    registration = registration_for(actor=actor, pk=pk, at=now)
    portfolio = portfolio_of(registration=registration, on=timezone.localdate(now))
    return portfolio, typeset("record", portfolio_paper(portfolio, at=now), at=now)
