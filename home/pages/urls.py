"""The front page. Wagtail keeps one route, so that the editors' area can say where a page is."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern
from wagtail.views import serve

from home.pages import views

urlpatterns = [
    path("", views.welcome, name="welcome"),
    re_path(serve_pattern, serve, name="wagtail_serve"),
]
