"""Addresses of the record, of certificates and of the public check."""

from django.urls import path, re_path

from courses.records.views import certificates, log, verify

urlpatterns = [
    path("me/record/", log.my_record, name="my_record"),
    path("me/record.pdf", log.my_record_pdf, name="my_record_pdf"),
    path("me/record.xlsx", log.my_record_sheet, name="my_record_sheet"),
    path("me/record/new/", log.entry_new, name="entry_new"),
    path("me/record/<int:pk>/", log.entry_change, name="entry_change"),
    path("me/record/live/<int:pk>/", log.live_note, name="live_note"),
    path("me/record/<int:pk>/delete/", log.entry_delete, name="entry_delete"),
    path("me/certificates/<slug:code>/", certificates.my_certificate, name="my_certificate"),
    path("me/certificates/<slug:code>/certificate.pdf", certificates.certificate_pdf, name="certificate_pdf"),
    re_path(
        r"^me/certificates/(?P<code>[-\w]+)/badge\.(?P<form>svg|json)$",
        certificates.certificate_badge,
        name="certificate_badge",
    ),
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/<slug:code>/", certificates.certificate_decide, name="certificate_decide"),
    path("verify/", verify.verify, name="verify"),
    path("verify/issuers.json", verify.verify_issuers, name="verify_issuers"),
    path("verify/<str:code>/", verify.verify_code, name="verify_code"),
    path("verify/<str:code>/status.json", verify.verify_status, name="verify_status"),
]
