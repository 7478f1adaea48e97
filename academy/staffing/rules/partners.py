"""Reading lists of partner organisations and their people. Pure."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from academy.partners.rules.addresses import is_free_mail
from academy.staffing.rules import cells as read
from academy.staffing.rules.problems import BadRow, Problem
from academy.staffing.rules.table import Line


@dataclass(frozen=True)
class OrganisationRow:
    """A partner organisation."""

    ref: str
    name: str
    sector: str
    email_domain: str


@dataclass(frozen=True)
class PartnerRow:
    """A guest: who, where, as what, and whether they have left."""

    ref: str
    given_name: str
    family_name: str
    email: str
    organisation: str
    role: str
    left: bool


def read_organisations(lines: tuple[Line, ...]) -> tuple[list[OrganisationRow], list[Problem]]:
    """The organisations, and the rows that cannot be brought in."""
    rows: dict[str, OrganisationRow] = {}
    problems = []
    for line in lines:
        try:
            if line.cells is None:
                raise BadRow("bad_row")
            ref = read.text(line.cells, "organisation_ref", 40, missing="missing_ref")
            if ref in rows:
                raise BadRow("duplicate_ref", "organisation_ref")
            domain = read.text(line.cells, "email_domain", 120).lower().removeprefix("@")
            if is_free_mail(domain):
                raise BadRow("free_mail", "email_domain")
            rows[ref] = OrganisationRow(
                ref,
                read.text(line.cells, "name", 160, missing="missing_name"),
                read.text(line.cells, "sector", 60),
                domain,
            )
        except BadRow as bad:
            problems.append(Problem(line.number, bad.reason, bad.column))
    return list(rows.values()), problems


def read_partners(
    lines: tuple[Line, ...], organisations: Container[str], taken: dict[str, str]
) -> tuple[list[PartnerRow], list[Problem]]:
    """The partners, and the rows that cannot be brought in.

    `organisations` are the references known; `taken` says whose each e-mail address is ("" for non-partners).
    """
    rows: dict[str, PartnerRow] = {}
    owner = dict(taken)
    problems = []
    for line in lines:
        try:
            row = _partner(line, organisations)
            if row.ref in rows:
                raise BadRow("duplicate_ref", "partner_ref")
            if owner.get(row.email, row.ref) != row.ref:
                raise BadRow("duplicate_email", "email")
            rows[row.ref] = row
            owner[row.email] = row.ref
        except BadRow as bad:
            problems.append(Problem(line.number, bad.reason, bad.column))
    return list(rows.values()), problems


def _partner(line: Line, organisations: Container[str]) -> PartnerRow:
    cells = line.cells
    if cells is None:
        raise BadRow("bad_row")
    row = PartnerRow(
        ref=read.text(cells, "partner_ref", 40, missing="missing_ref"),
        given_name=read.text(cells, "given_name", 80, missing="missing_name"),
        family_name=read.text(cells, "family_name", 80, missing="missing_name"),
        email=read.email(cells),
        organisation=read.text(cells, "organisation_ref", 40, missing="missing_organisation"),
        role=read.role(cells, "P"),
        left=read.one_of(cells, "status", ("active", "left"), "unknown_status") == "left",
    )
    if row.organisation not in organisations:
        raise BadRow("missing_organisation", "organisation_ref")
    return row
