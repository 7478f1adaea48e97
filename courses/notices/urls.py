"""Addresses of messages."""

from django.urls import path

from courses.notices import views

urlpatterns = [
    path("sessions/messages/", views.MessagesPage.as_view(), name="messages"),
    path("sessions/messages/<slug:code>/", views.MessagePage.as_view(), name="message"),
    path("sessions/messages/<slug:code>/html/", views.message_html, name="message_html"),
    path("sessions/messages/<slug:code>/ours/", views.message_ours, name="message_ours"),
    path("messages/stop/<str:token>/", views.stop, name="messages_stop"),
]
