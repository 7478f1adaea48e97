"""Routes of the design page, included where settings.DESIGN_PAGE is true."""

from django.urls import path

from academy.kit.design import views

urlpatterns = [
    path("design/", views.Components.as_view(), name="design"),
    path("design/forms/", views.Forms.as_view(), name="design_forms"),
    path("design/screen/", views.Screen.as_view(), name="design_screen"),
    path("design/reading/", views.Reading.as_view(), name="design_reading"),
]
