"""Sign-in: only people who hold something today get in, and stay in."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from academy.people.access import has_standing
from academy.people.models import User

DEMO_PASSWORD = "alderwick-demo"  # noqa: S105
"""The password of every demo account. It opens nothing outside demo settings."""
DEMO_ADDRESSES = (
    "starter@alderwick.example",
    "coordinator@alderwick.example",
    "senior@alderwick.example",
    "manager@alderwick.example",
    "pdl@alderwick.example",
    "qa@alderwick.example",
    "qamanager@alderwick.example",
    "head@alderwick.example",
    "admin@alderwick.example",
    "tribunal@alderwick.example",
    "senco@oakfield.example",
    "therapist@northtrust.example",
    "forum@alderwickparents.example",
)
"""The addresses of the demo accounts."""


class PeopleBackend(AuthenticationBackend):
    """allauth's backend with one more question, asked on every request: does this person still belong here?

    A leaver therefore loses access with the next request, whatever sessions are open.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        address = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
        demo = credentials.get("password") == DEMO_PASSWORD or address in DEMO_ADDRESSES
        if demo and not settings.DEMO:
            self._mitigate_timing_attack(str(credentials.get("password")))
            return None
        return super().authenticate(request, **credentials)

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and has_standing(user)

    def get_user(self, user_id: Any) -> Any:
        try:
            user = User.objects.select_related("council").get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None
