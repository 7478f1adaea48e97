"""A module of drafts in review in both councils; the home council's guest was asked to read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.pages.models import ModulePage, ProgrammePage
from courses.reviews.models import ModuleReview
from tests.factories.reviews import make_review, make_verdict, written_module

CODE = "PM-41"


def _side(things: Any, whose: str) -> Any:
    return things.world.home if whose == "home" else things.world.second


def _module(things: Any, whose: str) -> ModulePage:
    side = _side(things, whose)
    known = ModulePage.objects.filter(council=side.council, code=CODE).first()
    return known or written_module(side.council, CODE)


def _review(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = _side(things, whose)
        module = _module(things, whose)
        review = ModuleReview.objects.filter(module=module).first()
        if review is None:
            people = side.people
            review = make_review(module, people["partner"], opened_by=people["pdl"])
            make_verdict(review, words="I like it", by=people["pdl"])
        return {"pk": review.pk}

    return make


def _written(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": _module(things, whose).pk}


def _programme(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        module = _module(things, whose)
        return {"pk": ProgrammePage.objects.parent_of(module).get().pk}

    return make


def _media(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {**_review(whose)(things), "name": "images/nothing.png"}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {}
"""Things of the matrix by name."""
for _whose in ("home", "second"):
    THINGS |= {
        f"review_of_{_whose}": _review(_whose),
        f"written_of_{_whose}": _written(_whose),
        f"writtenin_of_{_whose}": _programme(_whose),
        f"draftfile_of_{_whose}": _media(_whose),
    }
