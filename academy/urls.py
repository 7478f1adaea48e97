"""The composition root of URLs: the only place that knows every part's routes."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils import timezone
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from academy.kit import health
from academy.work import queries as work

READY = (
    ("database", health.database),
    ("migrations", health.migrations),
    ("broker", health.broker),
    ("ledger", lambda: work.readiness(at=timezone.now())),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.Alive.as_view(), name="healthz"),
    path("readyz", health.Ready.as_view(checks=READY), name="readyz"),
    path("account/", include("allauth.account.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]
