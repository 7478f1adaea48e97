"""The composition root of URLs: the only place that knows every part's routes."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("academy.kit.urls")),
    path("account/", include("allauth.account.urls")),
    # later: path("", include("academy.staffing.urls")),
    # later: path("", include("assessments.audits.urls")),
    # later: path("", include("assessments.imports.urls")),
    # later: path("", include("courses.assignments.urls")),
    # later: path("", include("courses.progress.urls")),
    # later: path("", include("courses.pages.urls")),
    path("", include("home.dashboards.urls")),
    # later: path("", include("home.pages.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]
if settings.DESIGN_PAGE:
    pass  # urlpatterns.insert(0, path("", include("academy.kit.design.urls")))
