"""Tell me when there is a date."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import View

from academy.people.access import can
from courses.sessions.actions import follow_topic, unfollow_topic
from courses.sessions.queries.public import readable_topic


class Follow(LoginRequiredMixin, View):
    """Tell me when there is a date, or do not tell me any more."""

    http_method_names: ClassVar[list[str]] = ["post"]

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        actor: Any = request.user
        topic = readable_topic(actor=actor, council=actor.council, code=code)
        if topic is None or not can(actor, "book"):
            raise Http404
        if request.POST.get("stop"):
            unfollow_topic(topic=topic, by=actor, at=timezone.now())
            messages.success(request, "You will not hear of new dates.")
        else:
            follow_topic(topic=topic, by=actor, at=timezone.now())
            messages.success(request, "You get an e-mail as soon as there is a date.")
        return redirect("hub_topic", code=code)
