"""Addresses of self-assessments: one's own, and those of people one leads."""

from django.urls import path

from competencies.selfassessment.views import leading, mine

urlpatterns = [
    path("me/levels/self/", mine.MySelf.as_view(), name="my_self"),
    path("me/levels/self/begin/", mine.Begin.as_view(), name="self_begin"),
    path("me/levels/self/add/", mine.Add.as_view(), name="self_add"),
    path("me/levels/self/hand-in/", mine.HandIn.as_view(), name="self_hand_in"),
    path("me/levels/self/<int:pk>/", mine.Item.as_view(), name="self_item"),
    path("me/levels/self/<int:pk>/drop/", mine.Drop.as_view(), name="self_drop"),
    path("levels/self/", leading.Led.as_view(), name="self_led"),
    path("people/<int:pk>/self/", leading.PersonSelf.as_view(), name="self_person"),
    path("people/<int:pk>/self/ask/", leading.Ask.as_view(), name="self_ask"),
    path("people/<int:pk>/self/close/", leading.Close.as_view(), name="self_close"),
    path("people/<int:pk>/self/<int:item>/", leading.Reply.as_view(), name="self_reply"),
]
