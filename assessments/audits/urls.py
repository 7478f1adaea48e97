"""Addresses of audits and of the sample."""

from django.urls import path

from assessments.audits import views

urlpatterns = [
    path("audits/", views.AuditList.as_view(), name="audits"),
    path("audits/sample/", views.Sample.as_view(), name="audit_sample"),
    path("audits/<int:pk>/", views.AuditView.as_view(), name="audit"),
]
