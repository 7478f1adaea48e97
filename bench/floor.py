"""The floors: a Django view that returns bytes, and the same with session, user and ten queries."""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.urls import path

QUERIES = 10


def bare(request: HttpRequest, size: int) -> HttpResponse:
    """`size` bytes and nothing else."""
    return HttpResponse(b"x" * size)


def auth10q(request: HttpRequest, size: int) -> HttpResponse:
    """`size` bytes for a signed-in user, after ten reads of one row each by primary key."""
    if not request.user.is_authenticated:
        return HttpResponse("Sign in", status=403)
    for number in range(QUERIES):
        ContentType.objects.get(pk=number + 1)
    return HttpResponse(b"x" * size)


urlpatterns = [path("bare/<int:size>", bare), path("auth10q/<int:size>", auth10q)]
