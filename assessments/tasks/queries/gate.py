"""The personal-data gate, told who works here."""

from __future__ import annotations

from academy.gate.scan import Scanner
from academy.people.models import Council
from assessments.imports.queries.roster import load_roster


def scanner_for(*, council: Council) -> Scanner:
    """A scanner that knows the names of everybody who works or worked for the council."""
    return Scanner(load_roster(council=council).names)
