"""The words of messages: what is refused, that ours pass, versions, and the way back."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from courses.notices import actions
from courses.notices.drawing import names_in
from courses.notices.forms import WordsForm
from courses.notices.kinds import HERE, KINDS, PLACEHOLDERS, SILENCES, our_words
from courses.notices.models import Wording
from courses.notices.queries.desk import message_page
from courses.notices.queries.words import words_of
from courses.notices.rules import check_body, check_subject
from tests.factories.academy import StaffFactory

NOW = timezone.make_aware(datetime.datetime(2026, 11, 3, 10, 0))
BOOKED = KINDS["booking_booked"]
BODY = "Dear {first_name},\n\n{topic} is on {when}.\n\n{link}\n\nSee you"


@pytest.fixture
def lead(db: None) -> User:
    found: User = StaffFactory(role="R15")
    return found


def change(lead: User, **said: Any) -> Wording:
    given = {
        "code": "booking_booked", "subject": "Yours: {topic}", "body": BODY, "seen": 0, "key": uuid.uuid4(),
        "by": lead, "at": NOW, **said,
    }  # fmt: skip
    return actions.change_words(**given)


@pytest.mark.parametrize("code", KINDS)
def test_our_words_keep_our_own_rules(code: str) -> None:
    subject, body = our_words(code)
    assert check_subject(KINDS[code], subject) == subject
    assert check_body(KINDS[code], body) == body


def test_no_words_are_shipped_that_no_message_has() -> None:
    assert {file.stem for file in HERE.glob("*.txt")} == set(KINDS)


def test_every_kind_asks_only_for_what_is_explained() -> None:
    for kind in KINDS.values():
        assert set(kind.known) <= set(PLACEHOLDERS)
        assert kind.silence == "" or kind.silence in SILENCES


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "write what people are to read"),
        (BODY.replace("{when}", "soon"), "{when} must stand in it"),
        (BODY.replace("See you", "{secret}"), "does not know {secret}"),
        (BODY.replace("See you", "{Colleague}"), "a brace too many"),
        (BODY.replace("See you", "half a {brace"), "a brace too many"),
        (BODY.replace("\n\n{link}\n\n", " Press {link} now. "), "on a line of its own"),
        (f"{BODY}\n\n{{link}}", "on a line of its own"),
        (BODY + " x" * 2100, "4,000 characters or fewer"),
    ],
)
def test_a_body_that_would_mislead_is_refused_in_words(body: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        check_body(BOOKED, body)
    assert words in refused.value.words
    assert refused.value.code == "body"


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        (" ", "what the message is about"),
        ("x" * 121, "120 characters"),
        ("{until}", "does not know {until}"),
        ("{link}", "a button cannot stand in it"),
    ],
)
def test_a_subject_is_one_line_of_known_words(subject: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        check_subject(BOOKED, subject)
    assert words in refused.value.words


def test_empty_lines_are_tidied_and_a_subject_is_one_line() -> None:
    assert check_subject(BOOKED, " Yours:\n {topic} ") == "Yours: {topic}"
    assert check_body(BOOKED, BODY.replace("\n\n", "  \r\n\r\n\r\n\r\n")) == BODY


def test_new_words_count_and_every_version_is_kept(lead: User) -> None:
    assert words_of(council_id=lead.council_id, code="booking_booked") == our_words("booking_booked")
    change(lead)
    change(lead, subject="Again: {topic}", seen=1)
    assert words_of(council_id=lead.council_id, code="booking_booked") == ("Again: {topic}", BODY)
    page = message_page(actor=lead, code="booking_booked")
    assert page is not None
    assert [(one.number, one.subject, one.by) for one in page.versions] == [
        (2, "Again: {topic}", lead.get_full_name()),
        (1, "Yours: {topic}", lead.get_full_name()),
    ]
    other: User = StaffFactory(role="R15")
    assert words_of(council_id=other.council_id, code="booking_booked") == our_words("booking_booked")


def test_a_second_click_makes_no_second_version(lead: User) -> None:
    key = uuid.uuid4()
    assert change(lead, key=key) == change(lead, key=key)
    assert Wording.objects.count() == 1


def test_words_written_over_an_older_version_are_refused(lead: User) -> None:
    change(lead)
    with pytest.raises(Refused, match="Somebody changed this message"):
        change(lead, subject="Mine: {topic}")
    assert words_of(council_id=lead.council_id, code="booking_booked")[0] == "Yours: {topic}"


def test_back_to_ours_is_a_version_too(lead: User) -> None:
    change(lead)
    back: dict[str, Any] = {"code": "booking_booked", "by": lead, "at": NOW}
    actions.return_to_ours(seen=1, key=uuid.uuid4(), **back)
    assert words_of(council_id=lead.council_id, code="booking_booked") == our_words("booking_booked")
    assert Wording.objects.filter(ours=True, number=2).exists()
    with pytest.raises(Refused, match="our words already"):
        actions.return_to_ours(seen=2, key=uuid.uuid4(), **back)
    assert change(lead, seen=2).number == 3


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["R02", "R10", "R13", "R12"])
def test_others_change_nothing(role: str) -> None:
    somebody: User = StaffFactory(role=role)
    with pytest.raises(Refused, match="Only people who run sessions"):
        change(somebody)
    assert not Wording.objects.exists()


def test_the_gate_lets_our_words_through_and_holds_a_name(lead: User) -> None:
    scanner = scanner_for(council=lead.council)
    for code, kind in KINDS.items():
        subject, body = our_words(code)
        first = WordsForm.first(subject=subject, body=body, number=0)
        form = WordsForm(first, kind=kind, scanner=scanner)
        assert form.is_valid(), (code, form.errors)
        for name in names_in(body):
            assert name in kind.known
    subject, body = our_words("booking_booked")
    said = WordsForm.first(subject=subject, body=body + "\n\nQuestions? Ring 01632 960 123.", number=0)
    form = WordsForm(said, kind=BOOKED, scanner=scanner)
    assert not form.is_valid()
    assert "body" in form.errors
