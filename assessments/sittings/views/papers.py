"""Setting papers: the list, one paper with what the bank has for it, making, changing, opening."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from academy.kit.refusals import Refused
from academy.people.access import can
from assessments.sittings.actions import change_paper, close_paper, make_paper, open_paper
from assessments.sittings.forms.papers import ADD, LinesForm, PaperForm
from assessments.sittings.models import Paper
from assessments.sittings.queries.bank import wanted_of
from assessments.sittings.queries.papers import paper_of, paper_page, papers_set
from assessments.sittings.rules import check_change
from assessments.sittings.views.doors import Page, Press

AT_FIELD = {"code": "code", "competencies": "competencies"}


class PaperList(Page):
    """All papers of the council."""

    acts = ("set_papers",)
    template_name = "assessments/sittings/papers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        papers = list(papers_set(actor=self.actor))
        time = can(self.actor, "grant_time")
        return super().get_context_data(papers=papers, can_grant_time=time, **kwargs)


class PaperView(Page):
    """One paper: its terms, its lines, and whether the bank can fill them."""

    acts = ("set_papers",)
    template_name = "assessments/sittings/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = paper_page(actor=self.actor, pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        return super().get_context_data(found=found, paper=found.paper, **kwargs)


class NewPaper(Page):
    """Makes a paper."""

    acts = ("set_papers",)
    template_name = "assessments/sittings/paper_form.html"

    def paper(self) -> Paper | None:
        """The paper that is changed; none for a new one."""
        return None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        council, paper = self.actor.council, self.paper()
        said = PaperForm.said_of(paper) if paper else None
        lines = wanted_of(paper) if paper else ()
        return self.show(PaperForm(council=council, initial=said), LinesForm(council=council, lines=lines))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it; or show one line more, with nothing lost."""
        council, paper = self.actor.council, self.paper()
        form = PaperForm(request.POST, council=council)
        lines = LinesForm(request.POST, council=council)
        if ADD in request.POST:
            return self.show(form, lines, complains=False)
        if not (all([form.is_valid(), lines.is_valid()]) and self.has_lines(form, lines)):
            return self.show(form, lines)
        try:
            kept = self.keep(paper, form, lines)
        except Refused as refused:
            form.add_error(AT_FIELD.get(refused.code), refused.words)
            return self.show(form, lines)
        messages.success(request, "The paper is saved.")
        return redirect("paper", pk=kept.pk)

    @staticmethod
    def has_lines(form: PaperForm, lines: LinesForm) -> bool:
        """Whether anything would be drawn."""
        if not lines.wanted:
            form.add_error(None, "Say in at least one line how many items are drawn")
        return bool(lines.wanted)

    def keep(self, paper: Paper | None, form: PaperForm, lines: LinesForm) -> Paper:
        """A new paper, or the changed one."""
        said: dict[str, Any] = {
            "terms": form.cleaned_data, "lines": lines.wanted, "by": self.actor, "at": self.at
        }  # fmt: skip
        if paper is None:
            return make_paper(council=self.actor.council, **said)
        return change_paper(paper=paper, **said)

    def show(self, form: PaperForm, lines: LinesForm, complains: bool = True) -> HttpResponse:
        """The page."""
        if not complains:
            form.is_valid()
            form.errors.clear()
        return self.render_to_response({"form": form, "lines": lines, "paper": self.paper(), "add": ADD})


class ChangePaper(NewPaper):
    """Changes a paper that nobody has sat."""

    def paper(self) -> Paper | None:
        found = paper_of(actor=self.actor, pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        paper = self.paper()
        assert paper is not None  # noqa: S101
        try:
            check_change(paper, paper.sittings.count())
        except Refused as refused:
            messages.error(request, refused.words)
            return redirect("paper", pk=paper.pk)
        return super().get(request, *args, **kwargs)


class OfPaper(Press):
    """A button on the page of a paper."""

    acts = ("set_papers",)

    def paper(self) -> Paper:
        """The paper; 404 for another council's."""
        found = paper_of(actor=self.actor, pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def goes_to(self) -> str:
        return reverse("paper", args=[self.kwargs["pk"]])


class OpenPaper(OfPaper):
    """Lets people sit it."""

    def act(self) -> str:
        open_paper(paper=self.paper(), by=self.actor, at=self.at)
        return "The paper is open."


class ClosePaper(OfPaper):
    """Nobody new begins."""

    def act(self) -> str:
        close_paper(paper=self.paper(), by=self.actor, at=self.at)
        return "The paper is closed. Whoever is sitting it goes on until their time is up."
