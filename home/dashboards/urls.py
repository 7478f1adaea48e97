"""First screens and the pages in the footer."""

from django.urls import path

from home.dashboards import views

urlpatterns = [
    path("start/", views.start, name="start"),
    path("me/", views.MyWeek.as_view(), name="me"),
    path("assess/", views.Assess.as_view(), name="assess"),
    path("guest/", views.GuestPage.as_view(), name="guest"),
    path("accessibility/", views.Accessibility.as_view(), name="accessibility"),
    path("who-sees-what/", views.WhoSeesWhat.as_view(), name="who_sees_what"),
    path("privacy/", views.Privacy.as_view(), name="privacy"),
    path("help/", views.GetHelp.as_view(), name="help"),
]
