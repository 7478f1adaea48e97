"""Addresses of audits."""

from django.urls import path

from assessments.audits import views

urlpatterns = [
    path("audits/", views.AuditList.as_view(), name="audits"),
    path("audits/<int:pk>/", views.AuditView.as_view(), name="audit"),
]
