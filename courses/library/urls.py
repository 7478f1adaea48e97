"""Addresses of notes, resources and partner modules: short enough to be read out."""

from django.urls import path

from courses.library.views import modules, shared

LESSON = "hub/modules/<str:code>/<slug:lesson>/"

urlpatterns = [
    path("hub/notes/<slug:slug>/", shared.note, name="hub_note"),
    path("hub/resources/<slug:slug>/", shared.resource, name="hub_resource"),
    path("hub/resources/<slug:slug>/document.docx", shared.resource_file, name="hub_resource_file"),
    path("hub/modules/<str:code>/", modules.module, name="hub_module"),
    path(LESSON, modules.lesson, name="hub_lesson"),
    path(f"{LESSON}read", modules.read, name="hub_lesson_read"),
    path(f"{LESSON}check", modules.check, name="hub_lesson_check"),
]
