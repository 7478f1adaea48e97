"""Addresses of agreement and of plans with agreed grades."""

from django.urls import path

from assessments.calibration.views import agreement, seeding

urlpatterns = [
    path("audits/agreement/", agreement.AgreementPage.as_view(), name="audit_agreement"),
    path("audits/seeded/", seeding.SeededPlans.as_view(), name="seeded_plans"),
    path("audits/seeded/<int:pk>/", seeding.SeedPlan.as_view(), name="seed_plan"),
]
