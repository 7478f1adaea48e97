"""Writing the record: own entries, award units, certificates."""

from courses.records.actions.certificates import (
    certify_graduates,
    certify_member,
    choose_name,
    issue_certificate,
    note_version,
    restore_certificate,
    revoke_certificate,
)

__all__ = [
    "certify_graduates",
    "certify_member",
    "choose_name",
    "issue_certificate",
    "note_version",
    "restore_certificate",
    "revoke_certificate",
]
