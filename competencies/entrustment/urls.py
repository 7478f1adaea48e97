"""Addresses of levels: my own, those of a person, and what waits for a signature."""

from django.urls import path

from competencies.entrustment.views import deciding, seeing, signing

urlpatterns = [
    path("me/levels/", seeing.MyLevels.as_view(), name="my_levels"),
    path("people/<int:pk>/levels/", seeing.PersonLevels.as_view(), name="person_levels"),
    path("people/<int:pk>/levels/<slug:code>/", seeing.PersonTask.as_view(), name="person_task"),
    path("people/<int:pk>/levels/<slug:code>/decide/", deciding.Decide.as_view(), name="level_decide"),
    path("people/<int:pk>/levels/<slug:code>/support/", deciding.Lower.as_view(), name="level_lower"),
    path("people/<int:pk>/levels/<slug:code>/lapse/", deciding.Lapse.as_view(), name="level_lapse"),
    path("levels/to-sign/", signing.ToSign.as_view(), name="levels_to_sign"),
    path("levels/to-sign/<int:pk>/", signing.Sign.as_view(), name="level_sign"),
    path("levels/to-sign/<int:pk>/take-back/", signing.TakeBack.as_view(), name="level_take_back"),
]
