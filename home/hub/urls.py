"""Addresses of the hub."""

from django.urls import path

from home.hub.views import catalogue, giving, record

urlpatterns = [
    path("hub/", catalogue.hub, name="hub"),
    path("hub/notes/", catalogue.notes, name="hub_notes"),
    path("hub/resources/", catalogue.resources, name="hub_resources"),
    path("hub/giving/", giving.Giving.as_view(), name="hub_giving"),
    path("hub/record/", record.record, name="hub_record"),
    path("hub/record.pdf", record.record_pdf, name="hub_record_pdf"),
]
