"""Wagtail's admin behind our own door, and the files of lessons."""

from django.urls import include, path
from wagtail.admin.urls import urlpatterns as wagtail_patterns
from wagtail.utils.urlpatterns import decorate_urlpatterns

from courses.pages.views import editors_only, media

urlpatterns = [
    path("media/<path:name>", media, name="media_file"),
    path("cms/", include(decorate_urlpatterns(list(wagtail_patterns), editors_only))),
]
