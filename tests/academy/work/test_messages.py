"""Messages: once each, worded when sent, never to somebody who has left."""

import datetime
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from django.core import mail
from django.db import transaction
from django.test import override_settings

from academy.work import registry
from academy.work.actions import post_message
from academy.work.models import Message
from academy.work.registry import Letter, composes
from academy.work.worker import do_due_jobs
from tests.factories.academy import PersonFactory, StaffFactory

NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    @composes("test")
    def words(*, person_id: int, context: dict[str, bool]) -> Letter | None:
        return None if context.get("over") else Letter("Hello", f"For {person_id}", html="<p>Hello</p>")

    yield
    del registry.COMPOSERS["test"]


def post(person: object, about: str = "one", **context: bool) -> Message:
    with transaction.atomic():
        return post_message(person=person, template="test", about=about, context=context, at=NOW)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_message_is_sent_once_with_a_stable_id() -> None:
    person = StaffFactory()
    first, second = post(person), post(person)
    assert first == second
    do_due_jobs(at=NOW)
    do_due_jobs(at=NOW + datetime.timedelta(days=1))
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    letter = mail.outbox[0]
    assert letter.alternatives[0][1] == "text/html"
    assert letter.extra_headers["Message-ID"].startswith(f"<message-{first.pk}-")
    first.refresh_from_db()
    assert (first.state, first.sent_at) == ("sent", NOW)


@pytest.mark.django_db
def test_it_is_dropped_for_a_leaver_and_when_nothing_is_left_to_say() -> None:
    leaver = StaffFactory(ends_on=datetime.date(2026, 10, 1))
    inactive = StaffFactory(is_active=False)
    messages = [post(leaver), post(inactive), post(PersonFactory()), post(StaffFactory(), over=True)]
    do_due_jobs(at=NOW)
    assert mail.outbox == []
    assert {Message.objects.get(pk=m.pk).state for m in messages} == {"dropped"}


@pytest.mark.django_db
def test_sending_fails_whole_and_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    message = post(StaffFactory())
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", lambda self: 1 / 0)
        assert do_due_jobs(at=NOW) == 0
    message.refresh_from_db()
    assert message.state == "due"
    assert do_due_jobs(at=NOW + datetime.timedelta(minutes=1)) == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_the_demo_keeps_one_file_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = post(StaffFactory())
    backend = "academy.work.backends.ConsoleAndFileBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_FILE_PATH=str(tmp_path)):
        do_due_jobs(at=NOW)
        Message.objects.update(state="due")
        from academy.work.actions import send_message

        with transaction.atomic():
            send_message(payload={"message_id": message.pk}, at=NOW)
    files = list(tmp_path.iterdir())
    assert len(files) == 1
    assert message_from_bytes(files[0].read_bytes())["Subject"] == "Hello"
    assert "Hello" in capsys.readouterr().err
