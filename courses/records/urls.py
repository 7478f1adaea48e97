"""Addresses of the record, of certificates and of the public check."""

from django.urls import path

from courses.records.views import log

urlpatterns = [
    path("me/record/", log.my_record, name="my_record"),
    path("me/record.pdf", log.my_record_pdf, name="my_record_pdf"),
    path("me/record.xlsx", log.my_record_sheet, name="my_record_sheet"),
    path("me/record/new/", log.entry_new, name="entry_new"),
    path("me/record/<int:pk>/", log.entry_change, name="entry_change"),
    path("me/record/<int:pk>/delete/", log.entry_delete, name="entry_delete"),
]
