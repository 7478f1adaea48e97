"""The writer answers feedback; the QA team answers the writer."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from academy.people.doors import Door
from academy.record.actions import note_look
from assessments.audits.models import Audit
from assessments.moderation import actions
from assessments.moderation.forms.replies import MessageForm, QueryForm
from assessments.moderation.models import GradeQuery, Reply
from assessments.moderation.queries.late import late_feedback, late_lines
from assessments.moderation.queries.replies import (
    ReplyCard,
    criterion_in,
    own_audit,
    own_query,
    questions_waiting,
    reply_card,
    reply_for,
)
from assessments.moderation.rules.replies import ACKNOWLEDGE_DAYS
from assessments.moderation.views.doors import Press, SaysForm

PAGE = 25
LOOK = "Questions about feedback"


class OwnFeedback:
    """About feedback on one's own plan."""

    acts = ("answer_feedback",)
    audit: Audit
    kwargs: dict[str, Any]
    actor: Any

    def load(self) -> None:
        """One's own audit, or nothing."""
        found = own_audit(actor=self.actor, pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        self.audit = found

    def back(self) -> str:
        """The feedback."""
        return reverse("feedback", args=[self.audit.pk])

    @property
    def card(self) -> ReplyCard:
        """How the reply stands."""
        return reply_card(audit=self.audit, today=timezone.localdate())


class Acknowledge(OwnFeedback, Press):
    """I have read it."""

    done = "Thank you. We have kept that you read it."

    def act(self) -> None:
        actions.acknowledge_feedback(audit=self.audit, by=self.actor, at=timezone.now())


class AskPage(OwnFeedback, SaysForm):
    """A question to the QA team."""

    template_name = "assessments/moderation/ask.html"
    form_class = MessageForm
    done = "Sent. The QA team answers on this page."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(card=self.card, back=self.back(), **kwargs)

    def get_success_url(self) -> str:
        return self.back()

    def act(self, data: dict[str, Any]) -> None:
        actions.ask_about(
            audit=self.audit, text=data["text"], key=data["key"], by=self.actor, at=timezone.now()
        )


class QueryPage(OwnFeedback, SaysForm):
    """A grade that does not look right."""

    template_name = "assessments/moderation/query.html"
    form_class = QueryForm
    done = "Sent. A panel looks at the grade. Nothing that rests on it is asked of you until then."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "card": self.card}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(card=self.card, back=self.back(), **kwargs)

    def get_success_url(self) -> str:
        return self.back()

    def act(self, data: dict[str, Any]) -> None:
        criterion = criterion_in(audit=self.audit, pk=data["criterion"])
        if criterion is None:
            raise Http404
        actions.query_grade(
            audit=self.audit, criterion=criterion, reason=data["reason"], by=self.actor, at=timezone.now()
        )


class TakeBack(Press):
    """I take my query back."""

    acts = ("answer_feedback",)
    done = "Taken back. What was asked of you goes on."
    query: GradeQuery

    def load(self) -> None:
        found = own_query(actor=self.actor, pk=self.kwargs["pk"])
        if found is None:
            raise Http404
        self.query = found

    def act(self) -> None:
        actions.take_back_query(query=self.query, by=self.actor, at=timezone.now())

    def back(self) -> str:
        return reverse("feedback", args=[self.query.reply.audit_id])


class Questions(Door, TemplateView):
    """Questions of writers that wait for an answer."""

    acts = ("answer_questions",)
    template_name = "assessments/moderation/questions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Paginator(questions_waiting(actor=self.actor), PAGE)
        return super().get_context_data(page=rows.get_page(self.request.GET.get("page")), **kwargs)


class Late(Door, TemplateView):
    """Feedback that nobody has said to have read."""

    acts = ("answer_questions",)
    template_name = "assessments/moderation/late.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        page = Paginator(late_feedback(actor=self.actor, today=today), PAGE).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            page=page,
            lines=late_lines(audits=list(page), today=today),
            days=ACKNOWLEDGE_DAYS,
            **kwargs,
        )


class Answer(SaysForm):
    """Answer a writer."""

    acts = ("answer_questions",)
    template_name = "assessments/moderation/answer.html"
    form_class = MessageForm
    done = "Sent. The writer reads it on the page of the feedback."
    reply: Reply

    def load(self) -> None:
        found = reply_for(actor=self.actor, pk=self.kwargs["pk"])
        if found is None or found.audit.writer_id == self.actor.pk:
            raise Http404
        self.reply = found

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "label": "Your answer"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        writer = self.reply.audit.writer_id
        if writer is not None:
            note_look(actor=self.actor, person=writer, what=LOOK, at=timezone.now())
        said = self.reply.messages.select_related("by")
        return super().get_context_data(
            reply=self.reply, said=said, back=reverse("audit_questions"), **kwargs
        )

    def get_success_url(self) -> str:
        return reverse("audit_questions")

    def act(self, data: dict[str, Any]) -> None:
        actions.answer_question(
            reply=self.reply, text=data["text"], key=data["key"], by=self.actor, at=timezone.now()
        )
