"""The desk's words for messages, and the page on which a reader ends them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import FormView, TemplateView

from academy.kit.refusals import Refused
from academy.people.doors import Door, only
from academy.people.queries import scanner_for
from courses.notices.actions import change_words, end_messages, resume_messages, return_to_ours
from courses.notices.forms import ReturnForm, WordsForm
from courses.notices.kinds import SILENCES
from courses.notices.queries.desk import Page, message_lines, message_page, preview_of
from courses.notices.queries.words import reader_of_token, wants_none

LETTER_POLICY = {"script-src": ["'none'"], "style-src": ["'unsafe-inline'"]}


class MessagesPage(Door, TemplateView):
    """Every kind of message: when it is sent, and whose words it has."""

    acts = ("run_sessions",)
    template_name = "courses/notices/messages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lines=message_lines(actor=self.actor), **kwargs)


class MessagePage(Door, FormView[WordsForm]):
    """One message: its words, a look at them with a made-up booking, and its versions."""

    acts = ("run_sessions",)
    form_class = WordsForm
    template_name = "courses/notices/message.html"

    @cached_property
    def page(self) -> Page:
        """The kind of message and the words that count."""
        found = message_page(actor=self.actor, code=self.kwargs["code"])
        if found is None:
            raise Http404("No such message")
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        scanner = scanner_for(council=self.actor.council) if self.request.method == "POST" else None
        return {**super().get_form_kwargs(), "kind": self.page.kind, "scanner": scanner}

    def get_initial(self) -> dict[str, Any]:
        return WordsForm.first(subject=self.page.subject, body=self.page.body, number=self.page.number)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.page
        looked = {"subject": page.subject, "body": page.body, **kwargs.pop("looked", {})}
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(
            **{**kwargs, "form": form},
            page=page,
            back=WordsForm.first(subject="", body="", number=page.number),
            preview=preview_of(actor=self.actor, kind=page.kind, **looked),
            unsaved=self.request.method == "POST",
        )

    def form_valid(self, form: WordsForm) -> HttpResponse:
        said = form.cleaned_data
        if "look" in self.request.POST:
            looked = {"subject": said["subject"], "body": said["body"]}
            return self.render_to_response(self.get_context_data(form=form, looked=looked))
        try:
            change_words(code=self.page.kind.code, by=self.actor, at=timezone.now(), **said)
        except Refused as refused:
            form.add_error(refused.code if refused.code in form.fields else None, refused.words)
            return self.form_invalid(form)
        messages.success(self.request, "Saved. The next message of this kind has these words.")
        return redirect("message", self.page.kind.code)


@require_GET
@only("run_sessions")
def message_html(request: HttpRequest, code: str) -> HttpResponse:
    """The message as a mail program gets it, about a made-up booking. It brings its own styles, so the policy
    of this one page lets those in, and no script at all."""
    actor: Any = request.user
    page = message_page(actor=actor, code=code)
    if page is None:
        raise Http404("No such message")
    preview = preview_of(actor=actor, kind=page.kind, subject=page.subject, body=page.body)
    answer = HttpResponse(preview.html)
    answer._csp_replace = LETTER_POLICY  # type: ignore[attr-defined]
    return answer


@require_POST
@only("run_sessions")
def message_ours(request: HttpRequest, code: str) -> HttpResponse:
    """Back to the words that are shipped."""
    actor: Any = request.user
    page = message_page(actor=actor, code=code)
    form = ReturnForm(request.POST)
    if page is None or not form.is_valid():
        raise Http404("No such message")
    try:
        return_to_ours(code=code, by=actor, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, "The message has our words again. Yours are kept below.")
    return redirect("message", code)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End a kind of message by the link in it, without signing in. Mail programs send the POST themselves,
    without a cookie, so the signed token alone is the right to do it; looking changes nothing."""
    found = reader_of_token(token)
    if found is None:
        raise Http404("No such message")
    person, kind = found
    if request.method == "POST":
        change = resume_messages if "again" in request.POST else end_messages
        change(person=person, kind=kind, at=timezone.now())
    ended = wants_none(person_id=person.pk, kind=kind)
    context = {"ended": ended, "what": SILENCES[kind], "asked": request.method == "POST"}
    return render(request, "courses/notices/stop.html", context)
