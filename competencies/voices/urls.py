"""Addresses of feedback: one's own rounds, those of people one leads, and the form that needs no account."""

from django.urls import path, re_path

from competencies.voices.views import giving, rounds

urlpatterns = [
    path("me/voices/", rounds.MyVoices.as_view(), name="my_voices"),
    path("voices/", rounds.LedVoices.as_view(), name="voices"),
    path("people/<int:pk>/voices/", rounds.PersonVoices.as_view(), name="voices_person"),
    re_path(
        r"^people/(?P<pk>\d+)/voices/new/(?P<audience>families|partners)/$",
        rounds.NewRound.as_view(),
        name="voices_new",
    ),
    path("voices/<int:pk>/", rounds.Round.as_view(), name="voices_round"),
    path("voices/<int:pk>/links/", rounds.Links.as_view(), name="voices_links"),
    path("voices/<int:pk>/close/", rounds.Close.as_view(), name="voices_close"),
    path("feedback/", giving.code, name="voice_code"),
    path("feedback/<str:token>/", giving.give, name="voice_give"),
]
