"""Addresses of gates: a starter's own, those of whoever decides, and the board of a cohort."""

from django.urls import path

from courses.gates.views import deciding, seeing

urlpatterns = [
    path("me/gates/", seeing.MyGates.as_view(), name="my_gates"),
    path("gates/", seeing.Starters.as_view(), name="gates"),
    path("gates/<int:pk>/", seeing.Starter.as_view(), name="starter_gates"),
    path("gates/<int:pk>/<int:number>/", deciding.DecideGate.as_view(), name="gate"),
    path("gates/<int:pk>/graduation/", deciding.Graduation.as_view(), name="graduation"),
    path("gates/<int:pk>/graduation/agree/", deciding.AgreeGraduation.as_view(), name="graduation_agree"),
    path("gates/<int:pk>/ninety-days/", deciding.NinetyDays.as_view(), name="ninety_days"),
    path("cohorts/<int:pk>/board/", seeing.CohortBoard.as_view(), name="cohort_board"),
]
