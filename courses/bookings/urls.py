"""Addresses of topics, dates and bookings."""

from django.urls import path

from courses.bookings.views import approving, changing, files, following, mine, topics

urlpatterns = [
    path("hub/topics/<slug:code>/", topics.TopicView.as_view(), name="hub_topic"),
    path("hub/topics/<slug:code>/tell-me/", following.Follow.as_view(), name="hub_topic_follow"),
    path("hub/sessions/<int:pk>/", topics.to_session, name="hub_session"),
    path("hub/sessions/<int:pk>/book/", topics.BookSession.as_view(), name="hub_book"),
    path("hub/bookings/", mine.MyBookings.as_view(), name="hub_bookings"),
    path("hub/bookings/booked/<uuid:party>/", mine.Booked.as_view(), name="hub_booked"),
    path("hub/bookings/<int:pk>/", mine.BookingView.as_view(), name="booking"),
    path("hub/bookings/<int:pk>/cancel/", changing.Cancel.as_view(), name="booking_cancel"),
    path("hub/bookings/<int:pk>/hand-on/", changing.HandOn.as_view(), name="booking_hand_on"),
    path("hub/bookings/<int:pk>/deputy/", changing.Deputy.as_view(), name="booking_deputy"),
    path("hub/bookings/<int:pk>/until/", changing.Cutoff.as_view(), name="booking_cutoff"),
    path("hub/bookings/<int:pk>/needs/", changing.Needs.as_view(), name="booking_needs"),
    path("hub/bookings/<int:pk>/accept/", changing.Answer.as_view(), name="booking_accept"),
    path("hub/bookings/<int:pk>/refuse/", changing.Answer.as_view(accepts=False), name="booking_refuse"),
    path("hub/bookings/<int:pk>/calendar.ics", files.BookingFile.as_view(), name="booking_file"),
    path("hub/approvals/", approving.Approvals.as_view(), name="approvals"),
    path("hub/approvals/<int:pk>/approve/", approving.Approve.as_view(), name="booking_approve"),
    path("hub/approvals/<int:pk>/decline/", approving.Decline.as_view(), name="booking_decline"),
]
