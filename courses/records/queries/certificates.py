"""Finding certificates: one's own, a council's, and the one behind a public address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from academy.people.access import visible
from academy.people.models import User
from courses.records.models import Certificate


def certificates_of(*, actor: User) -> list[Certificate]:
    """The actor's own certificates, newest first."""
    return list(visible(actor, Certificate).filter(person=actor).select_related("version"))


def own_certificate(*, actor: User, code: str) -> Certificate | None:
    """One of the actor's own certificates."""
    rows = visible(actor, Certificate).filter(person=actor, code=code)
    return rows.select_related("version", "person__council").first()


def certificates_seen_by(*, actor: User, words: str = "", state: str = "") -> QuerySet[Certificate]:
    """Certificates that the actor may see, narrowed by a name, a cohort or a state."""
    rows = visible(actor, Certificate).select_related("version", "person")
    for word in words.split():
        rows = rows.filter(
            Q(person__given_name__icontains=word)
            | Q(person__family_name__icontains=word)
            | Q(cohort__icontains=word)
        )
    return (rows.filter(state=state) if state else rows).order_by("-earned_on", "person__family_name", "pk")


def address_of(certificate: Certificate) -> str:
    """The public address that says whether a certificate is valid."""
    return f"{settings.BASE_URL}{reverse('verify_code', args=[certificate.code])}"


@dataclass(frozen=True)
class PublicCertificate:
    """All that a stranger sees: no cohort, no result, no reason, and of the name what the holder chose."""

    valid: bool
    holder: str
    whole_name: bool
    title: str
    council: str
    earned_on: Any
    minutes: int
    competencies: tuple[tuple[str, str], ...]

    @property
    def state(self) -> str:
        """In one word."""
        return "valid" if self.valid else "revoked"


def public_certificate(*, code: str) -> PublicCertificate | None:
    """What stands behind a public code; None for a code that nobody was given."""
    rows = Certificate.objects.select_related("version", "person__council")
    found = rows.filter(code=code).first()
    if found is None:
        return None
    return PublicCertificate(
        valid=found.state == "valid",
        holder=holder_of(found),
        whole_name=found.shows_name,
        title=found.version.title,
        council=found.person.council.name,
        earned_on=found.earned_on,
        minutes=found.version.minutes,
        competencies=tuple((code, words) for code, words in found.version.competencies),
    )


def holder_of(certificate: Certificate) -> str:
    """The holder's name as they chose to show it."""
    person = certificate.person
    if certificate.shows_name:
        return person.get_full_name()
    return " ".join(f"{name[:1].upper()}." for name in (person.given_name, person.family_name) if name)
