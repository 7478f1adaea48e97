"""How people of partner organisations come in, and the young experts whom an adult brings."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from academy.partners.states import ACCESS
from academy.people.models import ROLE_CHOICES, Organisation
from academy.people.reach import Reach


class Domain(models.Model):
    """One more ending of e-mail addresses that is an organisation's, besides the one in the list of
    organisations."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(max_length=120)
    reach: ClassVar[Reach] = Reach("organisation", council="organisation__council")

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", "name", name="domain_once"),
            models.CheckConstraint(condition=Q(name=Lower("name")), name="domain_in_small_letters"),
        ]

    def __str__(self) -> str:
        return self.name


class JoinCode(models.Model):
    """A code with which people of an organisation make an account. Renewing it makes a new row.

    The code itself is shown once, when it is made; `code_hash` is what is kept.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="join_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField("when it was renewed or switched off", null=True, blank=True)
    reach: ClassVar[Reach] = Reach("organisation", council="organisation__council")

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organisation", condition=Q(ended_at__isnull=True), name="join_code_one_works"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
                name="join_code_ends_after_made",
            ),
        ]

    def __str__(self) -> str:
        return f"Code {self.pk}"


class Joining(models.Model):
    """Somebody who made an account with a code, and when."""

    code = models.ForeignKey(JoinCode, on_delete=models.PROTECT, related_name="joinings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="joinings")
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("affiliation", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("code", "person", name="joining_once")]

    def __str__(self) -> str:
        return f"{self.person_id} with code {self.code_id}"


class AccessRequest(models.Model):
    """Somebody whose address is an organisation's asks for an account. No person here until it is approved.

    The address has been checked by a code when the row is made. The row is deleted after a while.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="access_requests")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    email = models.EmailField("e-mail")
    role = models.CharField(max_length=3, choices=ROLE_CHOICES)
    state = models.CharField(max_length=8, choices=ACCESS.choices(), default="waiting")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("access_request", council="organisation__council")

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                F("organisation"), Lower("email"), condition=Q(state="waiting"), name="access_asked_once"
            ),
            models.CheckConstraint(condition=Q(state__in=list(ACCESS.words)), name="access_state_known"),
            models.CheckConstraint(
                condition=Q(state="waiting") ^ Q(answered_at__isnull=False), name="access_answered_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"


class Sponsorship(models.Model):
    """A young expert whom an adult brings. No account: `name` is what the young person wants to be called.

    They have no booking: the organiser plans one place fewer (decision 0045). `consent_on` is the day on
    which the young person agreed.
    """

    sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sponsorships"
    )
    name = models.CharField("what the young person wants to be called", max_length=80)
    consent_on = models.DateField()
    until = models.DateField("last day")
    key = models.UUIDField(unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("sponsorship", council="sponsor__council", person="sponsor")

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("sponsor", "name", name="sponsorship_once"),
            models.CheckConstraint(
                condition=Q(until__gte=F("consent_on")), name="sponsorship_ends_after_consent"
            ),
        ]

    def __str__(self) -> str:
        return f"Sponsorship {self.pk}"
