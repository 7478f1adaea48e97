"""Addresses of evidence."""

from django.urls import path

from competencies.evidence.views import history, recording

urlpatterns = [
    path("me/evidence/", history.MyEvidence.as_view(), name="my_evidence"),
    path("evidence/<int:pk>/", history.EvidenceView.as_view(), name="evidence"),
    path("evidence/<int:pk>/correct/", recording.CorrectPiece.as_view(), name="evidence_correct"),
    path("evidence/<int:pk>/take-back/", recording.TakeBackPiece.as_view(), name="evidence_take_back"),
    path("people/<int:pk>/evidence/", history.PersonEvidence.as_view(), name="person_evidence"),
    path("people/<int:pk>/evidence/new/<str:kind>/", recording.NewPiece.as_view(), name="evidence_new"),
]
