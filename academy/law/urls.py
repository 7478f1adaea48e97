"""Rules and dates."""

from django.urls import path

from academy.law import views

urlpatterns = [
    path("law/", views.law, name="law"),
    path("law/timeline/", views.law_timeline, name="law_timeline"),
    path("law/rules/<str:code>/", views.law_rule, name="law_rule"),
]
