"""How allauth behaves here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from academy.people.access import has_standing
from academy.people.backends import DEMO_ADDRESSES, DEMO_PASSWORD


class InvitationOnly(DefaultAccountAdapter):
    """Nobody registers at this door: staff come from the HR file, partners by invitation or through
    `academy.partners`, which checks their organisation first."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Whatever the way in, people who hold nothing stay out, and so do demo accounts outside the demo."""
        demo = not settings.DEMO and EmailAddress.objects.filter(user=user, email__in=DEMO_ADDRESSES).exists()
        if demo or not has_standing(user):
            clear_login(request)
            answer: HttpResponse = self.respond_user_inactive(request, user)
            return answer
        inherited: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return inherited

    def clean_password(self, password: str, user: Any = None) -> str:
        """The demo's password is known to everybody, so nobody can choose it."""
        if password == DEMO_PASSWORD:
            raise ValidationError("Choose another password: this one is written in our guide.")
        cleaned: str = super().clean_password(password, user)
        return cleaned
