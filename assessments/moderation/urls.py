"""Addresses of the right of reply and of panels."""

from django.urls import path

from assessments.moderation.views import panels, replies

urlpatterns = [
    path("me/feedback/<int:pk>/read/", replies.Acknowledge.as_view(), name="feedback_read"),
    path("me/feedback/<int:pk>/ask/", replies.AskPage.as_view(), name="feedback_ask"),
    path("me/feedback/<int:pk>/query/", replies.QueryPage.as_view(), name="feedback_query"),
    path("me/queries/<int:pk>/take-back/", replies.TakeBack.as_view(), name="query_take_back"),
    path("audits/questions/", replies.Questions.as_view(), name="audit_questions"),
    path("audits/questions/<int:pk>/", replies.Answer.as_view(), name="audit_question"),
    path("audits/moderation/", panels.Cases.as_view(), name="moderation"),
    path("audits/moderation/draw/", panels.Draw.as_view(), name="moderation_draw"),
    path("audits/moderation/<int:pk>/", panels.CaseView.as_view(), name="moderation_case"),
    path("audits/moderation/<int:pk>/mine/", panels.Mine.as_view(), name="moderation_mine"),
    path("audits/moderation/<int:pk>/ask/", panels.AskToSit.as_view(), name="moderation_ask"),
    path("audits/feedback/late/", replies.Late.as_view(), name="feedback_late"),
    path("audits/<int:pk>/moderate/", panels.AskFor.as_view(), name="audit_moderate"),
]
