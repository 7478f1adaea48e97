"""Addresses of the figures about items. They stand before those of the bank, whose codes they would pass
for."""

from django.urls import path

from assessments.statistics import views

urlpatterns = [
    path("questions/figures/", views.figures, name="item_figures"),
    path("practise/standing/", views.standing, name="standing"),
    path("questions/figures/sections/", views.sections, name="item_figures_sections"),
    path("questions/figures/bank/", views.bank, name="item_figures_bank"),
    path("questions/figures/<int:pk>/", views.paper, name="item_figures_paper"),
    path("questions/figures/<int:pk>/<int:version>/", views.item, name="item_figures_item"),
]
