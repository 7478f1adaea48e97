"""Addresses of one's own calendar."""

from django.urls import path

from home.calendars.views import FeedPage, calendar_feed

urlpatterns = [
    path("calendar/<slug:secret>.ics", calendar_feed, name="calendar_feed"),
    path("me/calendar/", FeedPage.as_view(), name="my_feed"),
    path("hub/calendar/", FeedPage.as_view(partners=True), name="hub_feed"),
]
