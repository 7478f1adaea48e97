"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnly(DefaultAccountAdapter):
    """Nobody registers themselves: people come from the HR file or by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
