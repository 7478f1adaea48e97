"""The composition root of URLs: the only place that knows every part's routes."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from courses.bookings.views.api import api as bookings_api

urlpatterns: list[URLPattern | URLResolver] = [
    # First what is asked most: at the end, finding /me/ among 540 routes took a sixth of its time.
    path("", include("home.dashboards.urls")),
    path("", include("academy.kit.urls")),
    path("account/", include("allauth.account.urls")),
    path("", include("academy.partners.urls")),
    path("", include("academy.staffing.urls")),
    path("", include("academy.law.urls")),
    path("", include("competencies.framework.urls")),
    path("", include("competencies.entrustment.urls")),
    path("", include("competencies.voices.urls")),
    path("", include("competencies.selfassessment.urls")),
    path("", include("competencies.plans.urls")),
    path("", include("competencies.evidence.urls")),
    path("", include("assessments.instruments.urls")),
    path("", include("assessments.audits.urls")),
    path("", include("assessments.auditing.urls")),
    path("", include("assessments.moderation.urls")),
    path("", include("assessments.calibration.urls")),
    path("", include("assessments.imports.urls")),
    path("", include("assessments.questions.urls")),
    path("", include("assessments.statistics.urls")),
    path("", include("assessments.practice.urls")),
    path("", include("assessments.tasks.urls")),
    path("", include("assessments.sittings.urls")),
    path("api/bookings/", bookings_api.urls),
    path("", include("courses.currency.urls")),
    path("", include("courses.assignments.urls")),
    path("", include("courses.rulebook.urls")),
    path("", include("courses.improvements.urls")),
    path("", include("courses.gates.urls")),
    path("", include("courses.progress.urls")),
    path("", include("courses.notices.urls")),
    path("", include("courses.retrieval.urls")),
    path("", include("courses.registers.urls")),
    path("", include("courses.sessions.urls")),
    path("", include("courses.cohorts.urls")),
    path("", include("courses.bookings.urls")),
    path("", include("courses.pathways.urls")),
    path("", include("courses.reviews.urls")),
    path("", include("courses.records.urls")),
    path("", include("courses.qualifications.urls")),
    path("", include("courses.handbook.urls")),
    path("", include("courses.library.urls")),
    path("", include("courses.requirements.urls")),
    path("", include("courses.pages.urls")),
    path("", include("home.calendars.urls")),
    path("", include("home.hub.urls")),
    path("", include("home.coverage.urls")),
    path("", include("home.practice.urls")),
    path("", include("home.outreach.urls")),
    path("", include("home.team.urls")),
    path("", include("home.pages.urls")),
]
if settings.DESIGN_PAGE:
    urlpatterns.insert(0, path("", include("academy.kit.design.urls")))
