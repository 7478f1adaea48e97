"""Addresses of the handbook. They stand before Wagtail's, so that a page is shown by our own rules."""

from django.urls import path

from courses.handbook import views

PAGE = "handbook/<slug:slug>/"

urlpatterns = [
    path("handbook/", views.shelf, name="handbook"),
    path(PAGE, views.page, name="handbook_page"),
    path(f"{PAGE}read", views.read, name="handbook_read"),
    path(f"{PAGE}changes/<int:number>/", views.changes, name="handbook_changes"),
    path(f"{PAGE}readers/", views.readers, name="handbook_readers"),
]
