"""A partner of any role sees the partner side alone; a partner who also works for the council is staff."""

from __future__ import annotations

import pytest
from django.test import Client

from academy.partners.rules.roles import IN_SECTOR, PARTNER_ROLES, roles_in
from academy.people.access import standing_of
from academy.people.grants import DOES, SEES
from academy.people.models import User
from academy.people.roles import ROLES, Right
from tests.architecture.routes import all_routes
from tests.architecture.visits import all_rows
from tests.factories.academy import AffiliationFactory, OrganisationFactory, PartnerFactory, StaffFactory

pytestmark = pytest.mark.django_db
CLOSED = {"302", "404"}


def closed_pages() -> list[str]:
    """Every page without an argument that the matrix closes to its partner."""
    rows = [row for row in all_rows() if row.method == "GET" and row.cells["partner"] in CLOSED]
    plain = {route.name: route.pattern for route in all_routes() if not route.parameters}
    found = {plain[row.route] for row in rows if row.route in plain}
    return sorted(f"/{pattern}" for pattern in found if "^" not in pattern and "account/" not in pattern)


def test_the_partner_roles_are_all_there() -> None:
    assert PARTNER_ROLES == tuple(f"P{number:02d}" for number in range(1, 19))
    joins = {role for sector in (*IN_SECTOR, "other") for role in roles_in(sector)}
    assert joins == set(PARTNER_ROLES) - {"P15", "P16", "P17"}


@pytest.mark.parametrize("role", PARTNER_ROLES)
def test_every_partner_role_is_kept_to_the_partner_side(role: str, client: Client) -> None:
    guest = PartnerFactory(role=role)
    assert standing_of(guest).rights == ROLES[role].rights == {Right.PARTNER}
    client.force_login(guest)
    pages = closed_pages()
    assert len(pages) > 60
    # The right is the same, so each role visits every twelfth page, and together they visit all of them.
    for path in pages[int(role[1:]) % 12 :: 12]:
        assert str(client.get(path).status_code) in CLOSED, path


def test_a_coordinator_gets_no_more_than_their_organisation() -> None:
    more_seen = {kind for kind, table in SEES.items() if Right.COORDINATE in table}
    more_done = {act for act, table in DOES.items() if Right.COORDINATE in table}
    assert more_seen == {"person", "affiliation", "booking"}
    assert more_done == {"book_for", "coordinate_people"}


def test_a_partner_who_works_for_the_council_is_staff(client: Client) -> None:
    person: User = StaffFactory(role="R02")
    organisation = OrganisationFactory(council=person.council)
    AffiliationFactory(person=person, organisation=organisation, coordinates=True)
    standing = standing_of(person)
    assert not standing.is_partner and not standing.coordinated and Right.LEARN in standing.rights
    client.force_login(person)
    assert client.get("/me/").status_code == 200
    assert client.get("/guest/").status_code == 404
    assert client.get(f"/hub/organisation/{organisation.pk}/").status_code == 404
