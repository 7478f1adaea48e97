"""Reading: my qualifications, everybody's, and one registration."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from academy.people.access import can
from academy.people.doors import Door
from courses.qualifications.queries import registrations_seen
from courses.qualifications.queries.files import assessor_of, standing, verifier_of
from courses.qualifications.rules import acts_open
from courses.qualifications.views.doors import AboutOne

PAGE = 50


class Mine(Door, TemplateView):
    """The awards that I work for, and those whose portfolios I look at."""

    template_name = "courses/qualifications/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = registrations_seen(self.actor)
        return super().get_context_data(
            mine=rows.filter(person=self.actor),
            to_assess=rows.filter(assessor=self.actor, state="submitted"),
            to_verify=rows.filter(verifier=self.actor, state="assessed"),
            keeps=can(self.actor, "keep_qualifications"),
            **kwargs,
        )


class Desk(Door, TemplateView):
    """Every registration of the council, for whoever keeps them."""

    acts = ("keep_qualifications",)
    template_name = "courses/qualifications/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(registrations_seen(self.actor), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, **kwargs)


class One(AboutOne, TemplateView):
    """One registration: where it stands, unit by unit, and what the reader may do."""

    template_name = "courses/qualifications/one.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            registration=self.registration,
            portfolio=self.portfolio,
            standing=standing(self.portfolio),
            assessor=assessor_of(self.registration),
            verifier=verifier_of(self.registration),
            may=acts_open(registration=self.registration, actor=self.actor),
            own=self.own,
            **kwargs,
        )
