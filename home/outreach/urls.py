"""Addresses of reach and demand."""

from django.urls import path

from home.outreach.views.demand import DemandPage
from home.outreach.views.reach import AdvicePage, FillPage, ReachPage

urlpatterns = [
    path("sessions/reach/", ReachPage.as_view(), name="reach"),
    path("sessions/reach/fill/", FillPage.as_view(), name="reach_fill"),
    path("sessions/reach/advice/", AdvicePage.as_view(), name="reach_advice"),
    path("sessions/demand/", DemandPage.as_view(), name="demand"),
]
