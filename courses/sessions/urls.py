"""Addresses of the session desk."""

from django.urls import path

from courses.sessions.views import desk, parts, planning, series, sessions, topics, venues

urlpatterns = [
    path("sessions/", desk.desk, name="session_desk"),
    path("sessions/new/", planning.plan, name="desk_plan"),
    path("sessions/topics/", topics.topics, name="desk_topics"),
    path("sessions/topics/new/", topics.make, name="desk_topic_make"),
    path("sessions/topics/<slug:code>/", topics.topic, name="desk_topic"),
    path("sessions/topics/<slug:code>/change/", topics.change, name="desk_topic_change"),
    path("sessions/topics/<slug:code>/publish/", topics.publish, name="desk_topic_publish"),
    path("sessions/topics/<slug:code>/retire/", topics.retire, name="desk_topic_retire"),
    path("sessions/venues/", venues.venues, name="desk_venues"),
    path("sessions/venues/new/", venues.add, name="desk_venue_add"),
    path("sessions/venues/<int:pk>/", venues.change, name="desk_venue"),
    path("sessions/<int:pk>/", sessions.session, name="desk_session"),
    path("sessions/<int:pk>/open/", sessions.open_booking, name="desk_session_open"),
    path("sessions/<int:pk>/move/", sessions.move, name="desk_session_move"),
    path("sessions/<int:pk>/cancel/", sessions.cancel, name="desk_session_cancel"),
    path("sessions/<int:pk>/series/move/", series.move, name="desk_series_move"),
    path("sessions/<int:pk>/series/cancel/", series.cancel, name="desk_series_cancel"),
    path("sessions/<int:pk>/go-ahead/", sessions.go_ahead, name="desk_session_go_ahead"),
    path("sessions/<int:pk>/booking/", sessions.booking_times, name="desk_session_booking"),
    path("sessions/<int:pk>/leaders/new/", parts.add_trainer, name="desk_trainer_add"),
    path("sessions/leaders/<int:pk>/remove/", parts.remove_trainer, name="desk_trainer_remove"),
    path("sessions/<int:pk>/materials/new/", parts.add_material, name="desk_material_add"),
    path("sessions/materials/<int:pk>/remove/", parts.remove_material, name="desk_material_remove"),
    path("sessions/<int:pk>/places/", parts.places, name="desk_places"),
    path("sessions/kept/<int:pk>/end/", parts.end_keeping, name="desk_keep_end"),
    path("sessions/<int:pk>/kept/new/", parts.keep_places, name="desk_keep"),
]
