"""Addresses of learning. They stand before Wagtail's, so that a page is shown by our own rules."""

from django.urls import path

from courses.progress import views

LESSON = "learn/<slug:programme>/<slug:module>/<slug:lesson>/"

urlpatterns = [
    path("learn/", views.learn, name="learn"),
    path("learn/<slug:programme>/", views.programme, name="programme"),
    path("learn/<slug:programme>/<slug:module>/", views.module, name="module"),
    path("learn/<slug:programme>/<slug:module>/again", views.again, name="module_again"),
    path(LESSON, views.lesson, name="lesson"),
    path(f"{LESSON}read", views.read, name="lesson_read"),
    path(f"{LESSON}check", views.check, name="lesson_check"),
    path(f"{LESSON}rewrite/<str:exercise>", views.rewrite, name="lesson_rewrite"),
    path(f"{LESSON}rewrite/<str:exercise>/judge", views.judge, name="lesson_judge"),
    path("me/record/", views.my_record, name="my_record"),
    path("me/record.csv", views.my_record_csv, name="my_record_csv"),
]
