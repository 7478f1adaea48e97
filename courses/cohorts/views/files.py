"""My weeks, gates, live sessions and meetings as a calendar file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from academy.kit.calendars import party_of, site_of, write_calendar
from courses.cohorts.queries.mine import calendar_entries, my_place
from courses.cohorts.views.doors import today
from courses.progress.views.doors import learner


@require_GET
@learner
def calendar(request: HttpRequest) -> HttpResponse:
    """The file, for a calendar program. Fetched again after a move, it moves what is there."""
    actor: Any = request.user
    place = my_place(person=actor, on=today())
    if place is None:
        raise Http404("Not in a cohort")
    data = write_calendar(
        calendar_entries(place),
        name="My induction",
        organiser=party_of(settings.DEFAULT_FROM_EMAIL),
        site=site_of(settings.BASE_URL),
        at=timezone.now(),
    )
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="my-induction.ics"'
    return answer
