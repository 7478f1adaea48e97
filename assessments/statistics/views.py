"""What the items tell us: for those who write questions and set papers. No names anywhere."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from academy.people.doors import only
from assessments.statistics import queries

keeper = only("see_item_figures")


@require_GET
@keeper
def figures(request: HttpRequest) -> HttpResponse:
    """The papers, with how many sat each."""
    actor: Any = request.user
    return render(
        request, "assessments/statistics/list.html", {"papers": queries.papers_with_figures(actor=actor)}
    )


@require_GET
@only("learn")
def standing(request: HttpRequest) -> HttpResponse:
    """Where I stand with sections and with grades; mine alone."""
    actor: Any = request.user
    found = queries.own_standing(actor=actor)
    context = {"standing": found, "placed": queries.placed_words(found.confusion)}
    return render(request, "assessments/statistics/standing.html", context)


@require_GET
@keeper
def sections(request: HttpRequest) -> HttpResponse:
    """Which sections people take for which, by intake."""
    actor: Any = request.user
    groups = queries.sections_by_intake(council_id=actor.council_id)
    return render(request, "assessments/statistics/sections.html", {"groups": groups})


@require_GET
@keeper
def bank(request: HttpRequest) -> HttpResponse:
    """Does the bank hold what the papers draw from it?"""
    actor: Any = request.user
    found = queries.bank_cover(council_id=actor.council_id)
    return render(request, "assessments/statistics/bank.html", {"found": found, "shown": shown_cells(found)})


def shown_cells(found: queries.BankCover) -> list[tuple[str, str, list[Any]]]:
    """One row a competency: its code, its words and its three cells."""
    size = 3
    return [
        (code, words, list(found.cells[at * size : (at + 1) * size]))
        for at, (code, words) in enumerate(found.texts.items())
    ]


@require_GET
@keeper
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper's figures. `?all=1` counts repeated sittings too."""
    actor: Any = request.user
    page = queries.paper_page(actor=actor, pk=pk, first_only="all" not in request.GET)
    if page is None:
        raise Http404("No such paper")
    return render(request, "assessments/statistics/paper.html", {"page": page, **queries.paper_words(page)})


@require_GET
@keeper
def item(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """One item of a paper: its choices, its parts, and what it goes with later."""
    actor: Any = request.user
    found = queries.item_page(actor=actor, pk=pk, version=version)
    if found is None:
        raise Http404("No such item, or too few people")
    return render(request, "assessments/statistics/item.html", {"found": found, **queries.item_words(found)})
