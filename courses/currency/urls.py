"""Addresses of law currency. They lie within Rules and dates; one's own list lies with one's record."""

from django.urls import path

from courses.currency import views

urlpatterns = [
    path("law/changes/", views.Changes.as_view(), name="law_changes"),
    path("law/changes/new/", views.Record.as_view(), name="law_change_new"),
    path("law/changes/<int:pk>/", views.OneChange.as_view(), name="law_change"),
    path("law/changes/<int:pk>/look/", views.Look.as_view(), name="law_change_look"),
    path("law/changes/<int:pk>/top-up/", views.StartTopUp.as_view(), name="law_change_top_up"),
    path("law/changes/<int:pk>/settle/", views.Settle.as_view(), name="law_change_settle"),
    path("law/changes/<int:pk>/reopen/", views.Reopen.as_view(), name="law_change_reopen"),
    path("me/law/", views.MyLaw.as_view(), name="my_law"),
]
