"""Thank-yous that the receiver owns, and good work that is shown while its writer consents."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Message
from academy.work.registry import compose
from competencies.plans.actions import (
    ask_consent,
    decline_consent,
    give_consent,
    revoke_consent,
    show_thanks,
    thank_colleague,
)
from competencies.plans.models import Exemplar, ThankYou
from tests.competencies.plans.conftest import AT, Side, signed_in, text_of
from tests.factories.academy import PartnerFactory, StaffFactory
from tests.factories.plans import ExemplarFactory, ThankYouFactory

pytestmark = pytest.mark.django_db
THANKS = "You took two of my reviews when I was ill"
PASSAGE = "A trained adult works on it with her for 20 minutes twice a week."


def thank(side: Side, email: str, **more: Any) -> ThankYou:
    said: dict[str, Any] = {"key": uuid.uuid4(), "words": THANKS, "by": side.colleague, "at": AT, **more}
    return thank_colleague(email=email, **said)


def ask(side: Side, **more: Any) -> Exemplar:
    said: dict[str, Any] = {"plan_ref": "P-20417", "why": "Every line says who does what", "at": AT, **more}
    return ask_consent(person=side.writer, **{"by": side.manager, **said})


def letter_of(template: str) -> Any:
    message = Message.objects.get(template=template)
    return compose(template, person_id=message.person_id, context=message.context)


# Thanks


def test_a_thank_you_arrives_once_with_a_letter(side: Side) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        row = thank(side, side.writer.email.upper(), key=key)
    assert row.person == side.writer and ThankYou.objects.count() == 1
    letter = letter_of("thank_you_received")
    assert side.colleague.get_full_name() in letter.body and THANKS not in letter.body
    assert not Entry.objects.filter(about=side.writer).exists(), "managers read the history"


def test_it_goes_to_anybody_on_staff_in_the_council(side: Side) -> None:
    elsewhere = StaffFactory(council=side.council)
    assert thank(side, elsewhere.email).person == elsewhere
    guest = PartnerFactory(council=side.council)
    for email in (Side().writer.email, guest.email, "nobody@testshire.example", side.colleague.email):
        with pytest.raises(Refused) as no:
            thank(side, email)
        assert no.value.code == "email"


def test_a_guest_thanks_nobody_here(side: Side) -> None:
    guest = PartnerFactory(council=side.council)
    with pytest.raises(Refused):
        thank(side, side.writer.email, by=guest)
    assert signed_in(guest).get("/thanks/new/").status_code == 404


def test_ten_a_day_are_enough(side: Side) -> None:
    ThankYouFactory.create_batch(10, person=side.writer, by=side.colleague, at=AT)
    with pytest.raises(Refused) as no:
        thank(side, side.writer.email)
    assert no.value.code == "many"


def test_only_the_receiver_reads_it_until_they_show_it(side: Side) -> None:
    row = ThankYouFactory(person=side.writer, by=side.colleague, words=THANKS)
    plan = f"/people/{side.writer.pk}/plan/"
    mine, led = signed_in(side.writer), signed_in(side.manager)
    assert THANKS in text_of(mine, "/me/plan/") and THANKS not in text_of(led, plan)
    assert led.post(f"/thanks/{row.pk}/show/").status_code == 404
    assert mine.post(f"/thanks/{row.pk}/show/").status_code == 302
    assert THANKS in text_of(led, plan)
    assert mine.post(f"/thanks/{row.pk}/hide/").status_code == 302
    assert THANKS not in text_of(led, plan)
    assert mine.post(f"/thanks/{row.pk}/else/").status_code == 404
    with pytest.raises(Refused):
        show_thanks(thanks=row, shown=True, by=side.colleague, at=AT)


def test_thanking_over_the_page_refuses_a_childs_name_at_the_field(side: Side) -> None:
    client = signed_in(side.colleague)
    sent = {
        "key": str(uuid.uuid4()),
        "email": side.writer.email,
        "words": "You rang Oliver Hargreaves for me",
    }
    page = text_of(client, "/thanks/new/", sent)
    assert "looks as if it is about a real person" in page and side.writer.email in page
    page = text_of(client, "/thanks/new/", {**sent, "email": "nobody@testshire.example", "words": THANKS})
    assert "nobody on staff here has this address" in page and THANKS in page
    for _ in range(2):
        assert client.post("/thanks/new/", {**sent, "words": THANKS}).status_code == 302
    assert ThankYou.objects.get().person == side.writer


# Exemplars


def test_consent_is_asked_once_and_answered_by_the_writer(side: Side) -> None:
    row = ask(side)
    assert ask(side) == row and row.passage == ""
    assert "May a piece of your work" in letter_of("exemplar_consent").subject
    for by in (side.manager, side.colleague, side.practice):
        with pytest.raises(Refused):
            give_consent(exemplar=row, passage=PASSAGE, is_named=False, by=by, at=AT)
    for _ in range(2):
        row = give_consent(exemplar=row, passage=PASSAGE, is_named=False, by=side.writer, at=AT)
    assert (row.state, row.passage) == ("given", PASSAGE)
    assert letter_of("exemplar_consent") is None


@pytest.mark.parametrize("who", ["colleague", "writer"])
def test_only_whoever_assesses_the_work_asks(side: Side, who: str) -> None:
    by: User = getattr(side, who)
    with pytest.raises(Refused):
        ask(side, by=by)
    assert signed_in(by).get(f"/people/{side.writer.pk}/plan/exemplar/").status_code == 404
    assert ask(side, by=side.practice).asked_by == side.practice


@pytest.mark.parametrize("ref", ["Oliver Hargreaves", "P-20417 Oliver", "", "the plan of 03/04/2015"])
def test_only_the_reference_of_the_plan_is_kept(side: Side, ref: str) -> None:
    with pytest.raises(Refused) as no:
        ask(side, plan_ref=ref)
    assert no.value.code == "plan_ref" and "Oliver" not in no.value.words


def test_a_passage_about_a_real_child_is_refused(side: Side) -> None:
    row = ask(side)
    with pytest.raises(Refused) as no:
        give_consent(exemplar=row, passage="Oliver Hargreaves reads", is_named=False, by=side.writer, at=AT)
    assert no.value.code == "passage"
    row.refresh_from_db()
    assert row.state == "asked"
    with pytest.raises(IntegrityError), transaction.atomic():
        Exemplar.objects.filter(pk=row.pk).update(passage=PASSAGE)


def test_no_needs_no_reason_and_shows_nothing(side: Side) -> None:
    row = ask(side)
    for _ in range(2):
        assert decline_consent(exemplar=row, by=side.writer, at=AT).state == "declined"
    with pytest.raises(Refused):
        give_consent(exemplar=row, passage=PASSAGE, is_named=True, by=side.writer, at=AT)
    said = Entry.objects.filter(about=side.writer, noun="exemplar").values_list("words", flat=True)
    assert not any("no" in words.lower().split() for words in said), "a no has no consequence"
    assert row.why not in text_of(signed_in(side.manager), f"/people/{side.writer.pk}/plan/")


def test_a_passage_is_shown_to_staff_only_while_consent_stands(side: Side) -> None:
    row = give_consent(exemplar=ask(side), passage=PASSAGE, is_named=False, by=side.writer, at=AT)
    ExemplarFactory(person=side.writer, why="Only asked so far")
    colleague = signed_in(side.colleague)
    page = text_of(colleague, "/exemplars/")
    assert PASSAGE in page and "P-20417" in page and "Only asked so far" not in page
    assert side.writer.get_full_name() not in page, "the writer did not say so"
    assert PASSAGE not in text_of(signed_in(Side().colleague), "/exemplars/")
    assert signed_in(PartnerFactory(council=side.council)).get("/exemplars/").status_code == 404
    for _ in range(2):
        revoke_consent(exemplar=row, by=side.writer, at=AT)
    assert PASSAGE not in text_of(colleague, "/exemplars/")
    row.refresh_from_db()
    assert (row.state, row.passage) == ("revoked", "")


def test_a_name_is_shown_when_the_writer_says_so_and_goes_when_they_leave(side: Side) -> None:
    ExemplarFactory(person=side.writer, state="given", is_named=True)
    client = signed_in(side.colleague)
    assert side.writer.get_full_name() in text_of(client, "/exemplars/")
    User.objects.filter(pk=side.writer.pk).update(is_active=False)
    assert side.writer.get_full_name() not in text_of(client, "/exemplars/")


def test_the_way_over_the_pages(side: Side) -> None:
    led, mine = signed_in(side.manager), signed_in(side.writer)
    path = f"/people/{side.writer.pk}/plan/exemplar/"
    page = text_of(led, path, {"plan_ref": "a plan", "why": "Every line says who does what"})
    assert "give only the reference" in page and "Every line says" in page
    for _ in range(2):
        sent = {"plan_ref": "P-20417", "why": "Every line says who does what"}
        assert led.post(path, sent).status_code == 302
    row = Exemplar.objects.get()
    here = f"/me/plan/exemplars/{row.pk}/"
    assert "May a piece of your work be shown?" in text_of(mine, "/me/plan/")
    assert led.get(here).status_code == 404
    page = text_of(mine, here, {"passage": PASSAGE})
    assert "Tick this once you have read it again" in page and PASSAGE in page
    assert mine.post(here, {"passage": PASSAGE, "checked": "on", "is_named": "on"}).status_code == 302
    assert "With your name" in text_of(mine, here)
    assert mine.post(here + "revoke/").status_code == 302
    assert "Nobody can read it" in text_of(mine, here)


def test_a_long_list_costs_what_a_short_one_costs(side: Side) -> None:
    client = signed_in(side.colleague)
    ExemplarFactory(person=side.writer, state="given", is_named=True)
    text_of(client, "/exemplars/")
    with CaptureQueriesContext(connection) as one:
        text_of(client, "/exemplars/")
    for _ in range(12):
        ExemplarFactory(person=StaffFactory(council=side.council), state="given", is_named=True)
    with CaptureQueriesContext(connection) as many:
        text_of(client, "/exemplars/")
    assert len(many) == len(one)
