"""Certificates: given once, chosen about by the holder, taken back with a reason; and content versions."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.record.models import Entry
from academy.work.models import Message
from academy.work.registry import compose, handle
from courses.cohorts.models import Cohort, Member
from courses.pages.models import ProgrammePage
from courses.records.actions import (
    certify_graduates,
    choose_name,
    issue_certificate,
    note_version,
    restore_certificate,
    revoke_certificate,
)
from courses.records.actions.certificates import new_code
from courses.records.models import Certificate, ContentVersion
from tests.factories.academy import StaffFactory
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import small_module
from tests.factories.records import CertificateFactory
from tests.factories.worlds import CouncilWorld, council_world

NOW = timezone.make_aware(datetime.datetime(2026, 4, 6, 16))


@pytest.fixture
def world(db: None) -> CouncilWorld:
    """A council with one module in a programme called IND-6W."""
    made = council_world()
    module, _ = small_module(made.council, "PM-01")
    CompetencyFactory(domain__framework__council=made.council, code=module.main_competency)
    programme = module.get_parent().specific
    programme.code = "IND-6W"
    programme.save_revision().publish()
    return made


def graduate(world: CouncilWorld, name: str = "coordinator") -> Member:
    cohort, _ = Cohort.objects.get_or_create(
        council=world.council, name="COH-7", starts_on=NOW.date(), state="running", made_at=NOW
    )
    return Member.objects.create(
        cohort=cohort,
        person=world.people[name],
        joins_on=NOW.date(),
        state="graduated",
        ended_on=NOW.date(),
    )


def test_a_graduation_gives_one_certificate_however_often_it_is_told(world: CouncilWorld) -> None:
    member = graduate(world)
    for _ in range(2):
        handle("member_graduated", {"member_id": member.pk}, NOW)
    held = Certificate.objects.get()
    assert (held.person, held.cohort, held.earned_on) == (member.person, "COH-7", NOW.date())
    assert not held.shows_name
    assert held.version.number == 1 and held.version.minutes > 0 and held.version.competencies
    assert Entry.objects.filter(verb="issue", about=member.person).count() == 1


def test_the_graduate_gets_one_letter_unless_the_certificate_is_gone(world: CouncilWorld) -> None:
    member = graduate(world)
    for _ in range(2):
        handle("member_graduated", {"member_id": member.pk}, NOW)
    message, held = Message.objects.get(template="certificate_ready"), Certificate.objects.get()
    asked = {"person_id": member.person_id, "context": message.context}
    letter = compose("certificate_ready", **asked)
    assert letter is not None and f"/me/certificates/{held.code}/" in letter.body
    assert (
        compose("certificate_ready", person_id=world.people["colleague"].pk, context=message.context) is None
    )
    revoke_certificate(certificate=held, reason="Given too early", by=world.people["pdl"], at=NOW)
    assert compose("certificate_ready", **asked) is None


def test_who_has_not_graduated_gets_none(world: CouncilWorld) -> None:
    member = graduate(world)
    Member.objects.filter(pk=member.pk).update(state="moved")
    handle("member_graduated", {"member_id": member.pk}, NOW)
    assert not Certificate.objects.exists()


def test_a_version_is_what_was_live_and_the_same_pages_are_the_same_version(world: CouncilWorld) -> None:
    first = note_version(council=world.council, programme_code="IND-6W", at=NOW)
    assert note_version(council=world.council, programme_code="IND-6W", at=NOW) == first
    ProgrammePage.objects.get(code="IND-6W").save_revision().publish()
    second = note_version(council=world.council, programme_code="IND-6W", at=NOW)
    assert (second.number, ContentVersion.objects.count()) == (2, 2)
    assert second.digest != first.digest
    assert first.pages.keys() == second.pages.keys()


def test_no_version_of_a_programme_that_is_not_there(world: CouncilWorld) -> None:
    for code in ("NONE", ""):
        with pytest.raises(LookupError):
            note_version(council=world.council, programme_code=code, at=NOW)


def test_all_graduates_at_once_and_again_nobody(world: CouncilWorld) -> None:
    for name in ("coordinator", "colleague", "stranger"):
        graduate(world, name)
    asked = {"council": world.council, "programme": "IND-6W", "by": None, "at": NOW}
    assert certify_graduates(**asked) == 3
    assert certify_graduates(**asked) == 0
    assert len(set(Certificate.objects.values_list("code", flat=True))) == 3


def test_the_database_itself_holds_one_a_programme(world: CouncilWorld) -> None:
    held = CertificateFactory(person=world.people["coordinator"])
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateFactory(person=held.person)
    again = issue_certificate(
        person=held.person,
        programme=held.programme_code,
        cohort=None,
        content_version=held.version,
        earned_on=NOW.date(),
        by=None,
        at=NOW,
    )
    assert again == held


def test_a_code_is_long_and_never_twice() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500 and {len(code) for code in codes} == {29}


def test_only_the_holder_chooses_the_name(world: CouncilWorld) -> None:
    held = CertificateFactory(person=world.people["coordinator"])
    for name in ("manager", "pdl"):
        with pytest.raises(Refused, match="Only the holder"):
            choose_name(certificate=held, whole=True, by=world.people[name], at=NOW)
    for _ in range(2):
        assert choose_name(certificate=held, whole=True, by=held.person, at=NOW).shows_name
    assert Entry.objects.filter(verb="choose").count() == 1


def test_revoked_with_a_reason_and_given_back(world: CouncilWorld) -> None:
    held, pdl = CertificateFactory(person=world.people["coordinator"]), world.people["pdl"]
    with pytest.raises(Refused, match="Say why"):
        revoke_certificate(certificate=held, reason="  no  ", by=pdl, at=NOW)
    row = revoke_certificate(certificate=held, reason="Issued for the wrong person", by=pdl, at=NOW)
    assert (row.state, row.reason, row.revoked_by) == ("revoked", "Issued for the wrong person", pdl)
    with pytest.raises(Refused, match="revoked"):
        revoke_certificate(certificate=held, reason="Once more, the same", by=pdl, at=NOW)
    back = restore_certificate(certificate=held, reason="It was the right person", by=pdl, at=NOW)
    assert (back.state, back.reason, back.revoked_at) == ("valid", "", None)
    assert set(Entry.objects.filter(about=held.person).values_list("verb", flat=True)) == {
        "revoke",
        "restore",
    }


@pytest.mark.parametrize("name", ["manager", "qa", "head", "admin", "coordinator"])
def test_nobody_else_revokes(world: CouncilWorld, name: str) -> None:
    held = CertificateFactory(person=world.people["coordinator"])
    with pytest.raises(Refused):
        revoke_certificate(certificate=held, reason="A reason in full", by=world.people[name], at=NOW)


def test_a_lead_does_not_decide_about_their_own_or_another_councils(world: CouncilWorld) -> None:
    pdl, foreign = world.people["pdl"], council_world("Brackenshire").people["coordinator"]
    with pytest.raises(Refused, match="Somebody else"):
        revoke_certificate(certificate=CertificateFactory(person=pdl), reason="x" * 20, by=pdl, at=NOW)
    with pytest.raises(Refused, match="practice development lead"):
        revoke_certificate(certificate=CertificateFactory(person=foreign), reason="x" * 20, by=pdl, at=NOW)


def test_revoked_without_a_reason_cannot_be_stored(db: None) -> None:
    held = CertificateFactory(person=StaffFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=held.pk).update(state="revoked")
