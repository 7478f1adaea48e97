"""Routes for those who watch over the service."""

from django.urls import path

from academy.kit import health

urlpatterns = [
    path("healthz", health.Alive.as_view(), name="healthz"),
    path("readyz", health.Ready.as_view(), name="readyz"),
]
