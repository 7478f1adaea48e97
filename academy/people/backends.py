"""Sign-in: only people who hold something today get in, and stay in."""

from allauth.account.auth_backends import AuthenticationBackend

from academy.people.access import has_standing


class PeopleBackend(AuthenticationBackend):
    """allauth's backend with one more question, asked on every request: does this person still belong here?

    A leaver therefore loses access with the next request, whatever sessions are open.
    """

    def user_can_authenticate(self, user) -> bool:  # type: ignore[no-untyped-def]
        return super().user_can_authenticate(user) and has_standing(user)

    def get_user(self, user_id):  # type: ignore[no-untyped-def]
        user = super().get_user(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
