"""Addresses of setting, sitting and marking papers."""

from django.urls import path

from assessments.sittings.views import late, marking, papers, saving, sitting, time

ITEM = "sittings/<int:pk>/<int:position>/"

urlpatterns = [
    path("sittings/", sitting.MyPapers.as_view(), name="sittings"),
    path("sittings/papers/<int:pk>/", sitting.StartPaper.as_view(), name="sit_paper"),
    path("sittings/marking/", marking.Queue.as_view(), name="sittings_marking"),
    path("sittings/marking/<int:pk>/", marking.Mark.as_view(), name="sittings_mark"),
    path("sittings/results/", marking.TeamResults.as_view(), name="sittings_results"),
    path("sittings/late/", late.LateAnswers.as_view(), name="late_answers"),
    path("sittings/late/<int:pk>/", late.DecideLate.as_view(), name="late_answer"),
    path("sittings/extra-time/", time.GiveTime.as_view(), name="extra_time"),
    path("sittings/extra-time/<int:pk>/end/", time.EndTime.as_view(), name="extra_time_end"),
    path("sittings/<int:pk>/", sitting.SittingPage.as_view(), name="sitting"),
    path("sittings/<int:pk>/save", saving.save, name="sitting_save"),
    path("sittings/<int:pk>/check/", sitting.CheckAnswers.as_view(), name="sitting_check"),
    path("sittings/<int:pk>/hand-in/", sitting.HandIn.as_view(), name="sitting_hand_in"),
    path(ITEM, sitting.ItemPage.as_view(), name="sitting_item"),
    path(f"{ITEM}bring-back/", sitting.BringBack.as_view(), name="sitting_bring_back"),
    path("papers/", papers.PaperList.as_view(), name="papers"),
    path("papers/new/", papers.NewPaper.as_view(), name="paper_new"),
    path("papers/<int:pk>/", papers.PaperView.as_view(), name="paper"),
    path("papers/<int:pk>/change/", papers.ChangePaper.as_view(), name="paper_change"),
    path("papers/<int:pk>/open/", papers.OpenPaper.as_view(), name="paper_open"),
    path("papers/<int:pk>/close/", papers.ClosePaper.as_view(), name="paper_close"),
]
