"""The short way on which a script saves an answer: no page, no session, few queries."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from academy.people.access import can
from assessments.sittings.actions import save_answer
from assessments.sittings.forms.sitting import Unreadable, arrived_from, sent_fields
from assessments.sittings.queries.room import asks_of, my_sitting, other_at


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one answer. Says its number and time, whether it counts, and what another page saved meanwhile.

    Whoever is signed out is told so with 401, so that the page keeps the answer until they are back.
    """
    person: Any = request.user
    if not person.is_authenticated:
        return JsonResponse({"error": "Sign in again to save."}, status=401)
    if not can(person, "learn"):
        return _nothing_here()
    try:
        position, data = sent_fields(request.body)
    except (Unreadable, RequestDataTooBig):
        if my_sitting(actor=person, pk=pk) is None:
            return _nothing_here()
        return JsonResponse({"error": "This could not be read."}, status=400)
    asks = asks_of(actor=person, sitting_id=pk, position=position)
    if asks is None:
        return _nothing_here()
    at = timezone.now()
    arrived = arrived_from(asks, data, int(at.timestamp()))
    kept = save_answer(sitting_id=pk, position=position, arrived=arrived, by=person, at=at)
    if kept is None:
        return _nothing_here()
    told: dict[str, Any] = {
        "number": kept.number,
        "at": f"{timezone.localtime(kept.at):%H:%M}",
        "opened": int(at.timestamp()),
    }
    if kept.late:
        told["late"] = kept.late
    if kept.overtook is not None:
        when = other_at(actor=person, sitting_id=pk, position=position, number=kept.overtook)
        told["other"] = f"{timezone.localtime(when):%H:%M}" if when else ""
    return JsonResponse(told)


def _nothing_here() -> JsonResponse:
    return JsonResponse({"error": "There is no such paper."}, status=404)
