"""Who may change what in a record, and when."""

from __future__ import annotations

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from courses.records.models import Certificate
from courses.records.states import CERTIFICATE

LEAST_WORDS, MOST_WORDS = 12, 300


def check_choose_name(certificate: Certificate, by: User) -> None:
    """Only the holder decides what strangers see of their name."""
    if certificate.person_id != by.pk:
        raise Refused("Only the holder chooses which name a certificate shows.", code="not_yours")


def _check_keeper(certificate: Certificate, by: User) -> None:
    if certificate.person_id == by.pk:
        raise Refused("Somebody else must decide about your own certificate.", code="own")
    if not can(by, "revoke_certificates", certificate):
        raise Refused("Only a practice development lead may do this.", code="not_allowed")


def check_revoke(certificate: Certificate, by: User) -> None:
    """A practice development lead, not about themselves, and only while it is valid."""
    _check_keeper(certificate, by)
    CERTIFICATE.after(certificate.state, "revoke")


def check_restore(certificate: Certificate, by: User) -> None:
    """The same people, while it is revoked."""
    _check_keeper(certificate, by)
    CERTIFICATE.after(certificate.state, "restore")


def can_revoke(certificate: Certificate, by: User) -> bool:
    """Whether `check_revoke` says nothing."""
    try:
        check_revoke(certificate, by)
    except Refused:
        return False
    return True


def can_restore(certificate: Certificate, by: User) -> bool:
    """Whether `check_restore` says nothing."""
    try:
        check_restore(certificate, by)
    except Refused:
        return False
    return True


def clean_reason(reason: str) -> str:
    """A reason that somebody can understand later."""
    said = " ".join(reason.split())
    if len(said) < LEAST_WORDS:
        raise Refused("Say why, so that the holder and whoever looks later understand it.", code="no_reason")
    return said[:MOST_WORDS]
