"""Everything there is to learn: all of it, one programme, one module."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from academy.kit.keeping import kept_page
from academy.law.pack import law_as_at
from academy.people.access import can
from courses.progress import actions, queries
from courses.progress.views.doors import learner


@require_GET
@learner
def learn(request: HttpRequest) -> HttpResponse:
    """Everything there is to learn."""
    found = queries.catalogue(actor=request.user)  # type: ignore[arg-type]
    leads = can(request.user, "lead_team")
    return render(request, "courses/progress/catalogue.html", {"all": found, "leads": leads})


@require_GET
@learner
def programme(request: HttpRequest, programme: str) -> HttpResponse:
    """The modules of one programme."""
    found = queries.catalogue(actor=request.user, programme=programme)  # type: ignore[arg-type]
    if not found.programmes:
        raise Http404("No such programme")
    return render(
        request, "courses/progress/catalogue.html", {"all": found, "programme": found.programmes[0]}
    )


@require_GET
@learner
def module(request: HttpRequest, programme: str, module: str) -> HttpResponse:
    """One module: what it promises, its lessons, why I have it."""

    def draw() -> HttpResponse:
        front = queries.module_front(actor=request.user, programme=programme, module=module)  # type: ignore[arg-type]
        if front is None:
            raise Http404("No such module")
        return render(request, "courses/progress/module.html", {"front": front, "law_as_at": law_as_at()})

    shows = queries.front_marks(actor=request.user, programme=programme, module=module)  # type: ignore[arg-type]
    return kept_page(request, shows=shows, draw=draw) if shows else draw()


@require_POST
@learner
def again(request: HttpRequest, programme: str, module: str) -> HttpResponse:
    """Take a module again from its first lesson."""
    front = queries.module_front(actor=request.user, programme=programme, module=module)  # type: ignore[arg-type]
    if front is None:
        raise Http404("No such module")
    actions.start_again(module=front.module, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect(front.lessons[0].path if front.lessons else front.path)
