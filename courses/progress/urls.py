"""Addresses of learning. They stand before Wagtail's, so that a page is shown by our own rules."""

from django.urls import path

from courses.progress.views import activities, catalogue, kept, lessons, threads

LESSON = "learn/<slug:programme>/<slug:module>/<slug:lesson>/"

urlpatterns = [
    path("learn/", catalogue.learn, name="learn"),
    path("learn/threads/<str:code>/", threads.thread, name="thread"),
    path("learn/kept/", kept.listed, name="kept"),
    path("learn/worker.js", kept.worker, name="kept_worker"),
    path("learn/shared/", threads.shared, name="shared_learning"),
    path("learn/<slug:programme>/", catalogue.programme, name="programme"),
    path("learn/<slug:programme>/<slug:module>/", catalogue.module, name="module"),
    path("learn/<slug:programme>/<slug:module>/again", catalogue.again, name="module_again"),
    path("learn/<slug:programme>/<slug:module>/copies", kept.copies, name="module_copies"),
    path(f"{LESSON}copy", kept.copy, name="lesson_copy"),
    path(LESSON, lessons.lesson, name="lesson"),
    path(f"{LESSON}read", lessons.read, name="lesson_read"),
    path(f"{LESSON}check", lessons.check, name="lesson_check"),
    path(f"{LESSON}rewrite/<str:exercise>", lessons.rewrite, name="lesson_rewrite"),
    path(f"{LESSON}rewrite/<str:exercise>/judge", lessons.judge, name="lesson_judge"),
    path(f"{LESSON}reflection/<str:block>", activities.reflect, name="lesson_reflect"),
    path(f"{LESSON}shadowing/<str:block>", activities.shadow, name="lesson_shadow"),
    path(f"{LESSON}question/<str:code>", activities.answer, name="lesson_answer"),
]
