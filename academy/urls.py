"""The composition root of URLs: the only place that knows every part's routes."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("academy.kit.urls")),
    path("account/", include("allauth.account.urls")),
    path("", include("academy.staffing.urls")),
    path("", include("academy.law.urls")),
    path("", include("assessments.audits.urls")),
    path("", include("assessments.imports.urls")),
    path("", include("assessments.questions.urls")),
    path("", include("assessments.statistics.urls")),
    path("", include("assessments.practice.urls")),
    path("", include("assessments.tasks.urls")),
    path("", include("assessments.sittings.urls")),
    path("", include("courses.currency.urls")),
    path("", include("courses.assignments.urls")),
    path("", include("courses.gates.urls")),
    path("", include("courses.progress.urls")),
    path("", include("courses.retrieval.urls")),
    path("", include("courses.cohorts.urls")),
    path("", include("courses.pathways.urls")),
    path("", include("courses.reviews.urls")),
    path("", include("courses.records.urls")),
    path("", include("courses.handbook.urls")),
    path("", include("courses.requirements.urls")),
    path("", include("courses.pages.urls")),
    path("", include("home.dashboards.urls")),
    path("", include("home.pages.urls")),
]
if settings.DESIGN_PAGE:
    urlpatterns.insert(0, path("", include("academy.kit.design.urls")))
