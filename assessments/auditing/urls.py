"""Addresses of audits done here."""

from django.urls import path

from assessments.auditing.views import form, mine, panels, plan_lists, samples

urlpatterns = [
    path("audits/sample/", samples.SampleBoard.as_view(), name="audit_sample"),
    path("audits/sample/draw/", samples.Draw.as_view(), name="sample_draw"),
    path("audits/sample/campaign/", samples.Campaign.as_view(), name="sample_campaign"),
    path("audits/sample/lists/", plan_lists.SendList.as_view(), name="plan_list_new"),
    path("audits/sample/lists/<int:pk>/", plan_lists.PlanListView.as_view(), name="plan_list"),
    path("audits/sample/month/<int:year>/<int:month>/", plan_lists.MonthList.as_view(), name="listed_plans"),
    path("audits/sample/plans/<int:pk>/", plan_lists.PlanView.as_view(), name="listed_plan"),
    path("audits/sample/looks/<int:pk>/", samples.SamplePlan.as_view(), name="sample_plan"),
    path("audits/sample/<int:pk>/", samples.SampleView.as_view(), name="sample"),
    path("audits/mine/", mine.MyAudits.as_view(), name="my_audits"),
    path("audits/mine/<int:pk>/back/", mine.GiveBack.as_view(), name="audit_give_back"),
    path("guest/audits/", mine.GuestAudits.as_view(), name="guest_audits"),
    path("audits/do/<int:pk>/", form.FormOverview.as_view(), name="audit_form"),
    path("audits/do/<int:pk>/check/", form.CheckAnswers.as_view(), name="audit_form_check"),
    path("audits/do/<int:pk>/amend/", form.Amend.as_view(), name="audit_form_amend"),
    path("audits/do/<int:pk>/leave/", form.Leave.as_view(), name="audit_form_leave"),
    path("audits/do/<int:pk>/<str:section>/", form.SectionPage.as_view(), name="audit_form_section"),
    path("audits/do/<int:pk>/<str:section>/save/", form.KeepSection.as_view(), name="audit_form_save"),
    path("audits/panels/", panels.PanelList.as_view(), name="panels"),
    path("audits/panels/new/", panels.NewPanel.as_view(), name="panel_new"),
    path("audits/panels/<int:pk>/", panels.PanelView.as_view(), name="panel"),
    path("audits/panels/<int:pk>/grade/<int:seat>/", panels.GradeAlone.as_view(), name="panel_alone"),
    path("audits/panels/<int:pk>/open/", panels.OpenGrades.as_view(), name="panel_open"),
    path("audits/panels/<int:pk>/agree/", panels.Agree.as_view(), name="panel_agree"),
    path("audits/panels/<int:pk>/drop/", panels.Drop.as_view(), name="panel_drop"),
]
