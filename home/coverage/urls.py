"""The address of the coverage page."""

from django.urls import path

from home.coverage.views import CoveragePage

urlpatterns = [path("framework/coverage/", CoveragePage.as_view(), name="framework_coverage")]
