"""Addresses of keeping things fresh."""

from django.urls import path

from courses.retrieval import views

urlpatterns = [
    path("me/keep/", views.keep, name="keep"),
    path("me/keep/start/", views.start, name="keep_start"),
    path("me/keep/letter/", views.letter, name="keep_letter"),
    path("me/keep/<int:pk>/", views.turn, name="keep_turn"),
    path("me/keep/<int:pk>/felt/", views.felt, name="keep_felt"),
    path("keep/stop/<str:token>/", views.stop, name="keep_stop"),
]
