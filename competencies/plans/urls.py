"""Addresses of plans."""

from django.urls import path

from competencies.plans.views import appreciation, goals, pages, probation, supervision

urlpatterns = [
    path("me/plan/", pages.Plan.as_view(), name="my_plan"),
    path("me/plan/goals/new/", goals.NewGoal.as_view(), name="goal_new"),
    path("me/plan/supervision/new/", supervision.NewMeeting.as_view(), name="supervision_new"),
    path("me/plan/hand-over/<int:to>/", pages.HandOver.as_view(), name="plan_hand_over"),
    path("people/<int:pk>/plan/", pages.Plan.as_view(), name="person_plan"),
    path("people/<int:pk>/plan/goals/new/", goals.NewGoal.as_view(), name="person_goal_new"),
    path(
        "people/<int:pk>/plan/supervision/new/",
        supervision.NewMeeting.as_view(),
        name="person_supervision_new",
    ),
    path("goals/<int:pk>/", goals.GoalPage.as_view(), name="goal"),
    path("goals/<int:pk>/agree/", goals.AgreeGoal.as_view(), name="goal_agree"),
    path("goals/<int:pk>/change/", goals.ChangeGoal.as_view(), name="goal_change"),
    path("goals/<int:pk>/end/", goals.EndGoal.as_view(), name="goal_end"),
    path("goals/<int:pk>/carry-on/", goals.CarryOnGoal.as_view(), name="goal_carry_on"),
    path("supervision/<int:pk>/", supervision.Meeting.as_view(), name="supervision"),
    path("supervision/<int:pk>/points/", supervision.AddPoint.as_view(), name="supervision_point"),
    path("supervision/<int:pk>/move/", supervision.MoveMeeting.as_view(), name="supervision_move"),
    path("supervision/<int:pk>/call-off/", supervision.CallOff.as_view(), name="supervision_call_off"),
    path("supervision/<int:pk>/sign/", supervision.Sign.as_view(), name="supervision_sign"),
    path(
        "supervision/notes/<int:pk>/change/",
        supervision.RewriteNote.as_view(),
        name="supervision_note_change",
    ),
    path("people/<int:pk>/plan/probation/new/", probation.NewReport.as_view(), name="probation_new"),
    path("probation/<int:pk>/", probation.Report.as_view(), name="probation"),
    path("probation/<int:pk>/report.pdf", probation.ReportPaper.as_view(), name="probation_pdf"),
    path("probation/<int:pk>/read/", probation.ReadReport.as_view(), name="probation_read"),
    path("probation/<int:pk>/sign/", probation.SignReport.as_view(), name="probation_sign"),
    path("probation/<int:pk>/take-back/", probation.WithdrawReport.as_view(), name="probation_withdraw"),
    path("thanks/new/", appreciation.NewThanks.as_view(), name="thanks_new"),
    path("thanks/<int:pk>/<slug:how>/", appreciation.ShowThanks.as_view(), name="thanks_show"),
    path("exemplars/", appreciation.Exemplars.as_view(), name="exemplars"),
    path("people/<int:pk>/plan/exemplar/", appreciation.AskConsent.as_view(), name="exemplar_ask"),
    path("me/plan/exemplars/<int:pk>/", appreciation.AnswerConsent.as_view(), name="exemplar_answer"),
    path("me/plan/exemplars/<int:pk>/no/", appreciation.DeclineConsent.as_view(), name="exemplar_decline"),
    path("me/plan/exemplars/<int:pk>/revoke/", appreciation.RevokeConsent.as_view(), name="exemplar_revoke"),
]
