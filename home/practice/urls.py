"""The addresses of practice over time."""

from django.urls import path

from home.practice import views

urlpatterns = [
    path("practice/", views.PracticePage.as_view(), name="practice"),
    path("practice/changes/", views.ChangesPage.as_view(), name="practice_changes"),
    path("practice/changes/<int:pk>/take-back/", views.TakeBackChange.as_view(), name="practice_change_back"),
    path("practice/rules/<slug:code>/", views.RulePage.as_view(), name="practice_rule"),
    path("practice/<slug:code>/", views.CriterionPage.as_view(), name="practice_criterion"),
]
