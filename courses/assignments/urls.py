"""Addresses of the loop and of a person's answers to it."""

from django.urls import path

from courses.assignments.views import answers, effect, loop

urlpatterns = [
    path("loop/", loop.BoardPage.as_view(), name="loop"),
    path("loop/findings/", loop.FindingsPage.as_view(), name="loop_findings"),
    path("loop/findings.csv", loop.FindingsFile.as_view(), name="loop_findings_file"),
    path("loop/findings/<int:pk>/", loop.ChainPage.as_view(), name="finding"),
    path("loop/effect/", effect.EffectPage.as_view(), name="loop_effect"),
    path("loop/queue/", answers.QueuePage.as_view(), name="loop_queue"),
    path("loop/assignments/<int:pk>/cause/", answers.DecideCause.as_view(), name="cause_decide"),
    path("loop/assignments/<int:pk>/waive/", answers.Waive.as_view(), name="assignment_waive"),
    path("loop/assignments/<int:pk>/coaching/", answers.Coach.as_view(), name="coaching_agree"),
    path("me/feedback/<int:pk>/", answers.FeedbackPage.as_view(), name="feedback"),
    path("me/assignments/<int:pk>/not-mine/", answers.NotMine.as_view(), name="assignment_not_mine"),
    path("me/offers/<int:pk>/", answers.AnswerOffer.as_view(), name="offer_answer"),
]
