"""Addresses of practising."""

from django.urls import path

from assessments.practice import views

urlpatterns = [
    path("practise/", views.practise, name="practise"),
    path("practise/<str:kind>/", views.kind, name="practise_kind"),
    path("practise/<str:kind>/<str:code>/", views.item, name="practise_item"),
    path("practise/<str:kind>/<str:code>/<int:pk>/", views.result, name="practise_result"),
]
