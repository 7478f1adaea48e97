"""Writing the record: own entries, award units, certificates."""

from courses.records.actions.awards import load_awards
from courses.records.actions.certificates import (
    certify_graduates,
    certify_member,
    choose_name,
    issue_certificate,
    note_version,
    restore_certificate,
    revoke_certificate,
)
from courses.records.actions.entries import add_entry, change_entry, delete_entry, note_live
from courses.records.actions.letters import write_ready

__all__ = [
    "add_entry",
    "change_entry",
    "delete_entry",
    "load_awards",
    "certify_graduates",
    "certify_member",
    "choose_name",
    "issue_certificate",
    "note_live",
    "note_version",
    "restore_certificate",
    "revoke_certificate",
    "write_ready",
]
