"""A certificate as it is handed out: on paper, and as a badge."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from academy.kit.words import day_month_year, minutes
from courses.records.badges import Facts
from courses.records.models import Certificate
from courses.records.queries.certificates import address_of, holder_of


def version_words(certificate: Certificate) -> str:
    """Which content version it was, with enough of its digest to look it up."""
    return f"{certificate.version.number} ({certificate.version.digest[:16]})"


def certificate_paper(certificate: Certificate) -> dict[str, Any]:
    """What the template of a certificate needs. The paper is the holder's, so it bears the whole name."""
    version, council = certificate.version, certificate.person.council.name
    return {
        "title": f"Certificate: {version.title}",
        "council": council,
        "holder": certificate.person.get_full_name(),
        "programme": version.title,
        "earned": day_month_year(certificate.earned_on),
        "facts": [
            ["Length of the programme", minutes(version.minutes)],
            ["Cohort", certificate.cohort or "None"],
            ["Content version", version_words(certificate)],
            ["Given by", council],
        ],
        "competencies": [list(pair) for pair in version.competencies],
        "address": address_of(certificate),
        "revoked": "" if certificate.state == "valid" else "This certificate was revoked. It does not count.",
    }


def facts_of(certificate: Certificate) -> Facts:
    """What a badge says. Of the name only what the holder chose to show."""
    version = certificate.version
    return Facts(
        address=address_of(certificate),
        council=certificate.person.council.name,
        council_url=f"{settings.BASE_URL}/",
        holder=holder_of(certificate),
        programme=certificate.programme_code,
        title=version.title,
        minutes=version.minutes,
        competencies=tuple((code, words) for code, words in version.competencies),
        cohort=certificate.cohort,
        version=version_words(certificate),
        earned_on=certificate.earned_on,
        issued_at=certificate.issued_at,
    )


def picture_of(certificate: Certificate) -> str:
    """The picture that carries a badge."""
    about = {"title": certificate.version.title, "council": certificate.person.council.name}
    return render_to_string("courses/records/badge.svg", {**about, "year": certificate.earned_on.year})
