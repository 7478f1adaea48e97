"""Addresses of writing and reviewing."""

from django.urls import path

from courses.reviews.views import reviewing, writing

urlpatterns = [
    path("reviews/", writing.Desk.as_view(), name="reviews"),
    path("reviews/start/", writing.Start.as_view(), name="review_start"),
    path("reviews/checks/<int:pk>/", writing.Checks.as_view(), name="review_checks"),
    path("reviews/module/<int:pk>/", writing.Module.as_view(), name="review_module"),
    path("reviews/<int:pk>/", reviewing.Review.as_view(), name="review"),
    path("reviews/<int:pk>/say", reviewing.Say.as_view(), name="review_say"),
    path("reviews/<int:pk>/publish", reviewing.Publish.as_view(), name="review_publish"),
    path("reviews/<int:pk>/withdraw", reviewing.Withdraw.as_view(), name="review_withdraw"),
    path("reviews/<int:pk>/credit", reviewing.Credit.as_view(), name="review_credit"),
    path("reviews/<int:pk>/words/", reviewing.Words.as_view(), name="review_words"),
    path("reviews/<int:pk>/media/<path:name>", reviewing.Media.as_view(), name="review_media"),
]
