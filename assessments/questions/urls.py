"""Addresses of the bank."""

from django.urls import path

from assessments.questions import views

urlpatterns = [
    path("questions/", views.Bank.as_view(), name="bank"),
    path("questions/reviews/", views.Queue.as_view(), name="bank_reviews"),
    path("questions/new/", views.ChooseKind.as_view(), name="bank_new"),
    path("questions/new/<slug:code>/", views.Write.as_view(), name="bank_write"),
    path("questions/exchange/", views.Exchange.as_view(), name="bank_exchange"),
    path("questions/exchange/export/", views.Export.as_view(), name="bank_export"),
    path("questions/<int:pk>/", views.OneItem.as_view(), name="bank_item"),
    path("questions/<int:pk>/edit/", views.Edit.as_view(), name="bank_edit"),
    path("questions/<int:pk>/offer/", views.Offer.as_view(), name="bank_offer"),
    path("questions/<int:pk>/new-version/", views.Start.as_view(), name="bank_start"),
    path("questions/<int:pk>/discard/", views.Discard.as_view(), name="bank_discard"),
    path("questions/<int:pk>/review/", views.Review.as_view(), name="bank_review"),
    path("questions/<int:pk>/retire/", views.Retire.as_view(), name="bank_retire"),
    path("questions/<int:pk>/bring-back/", views.BringBack.as_view(), name="bank_bring_back"),
]
