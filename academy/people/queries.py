"""Reading people for those who ask about all of them."""

from __future__ import annotations

from academy.gate.scan import Scanner
from academy.people.models import Council, User


def scanner_for(*, council: Council) -> Scanner:
    """The personal-data gate, told the names of everybody who works or worked for the council: a named adult
    is personal too. One query."""
    staff = User.objects.filter(council=council, posts__isnull=False).distinct()
    pairs = staff.values_list("given_name", "family_name")
    return Scanner(word for pair in pairs for word in pair)
