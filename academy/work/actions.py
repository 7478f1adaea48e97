"""Writing work into the ledger and doing it, exactly once."""

from __future__ import annotations

import datetime
from email.mime.text import MIMEText
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.access import can, has_standing
from academy.people.models import Council, User
from academy.work.models import Job, Message
from academy.work.registry import Invitation, Letter, answers, compose
from academy.work.states import JOB, MESSAGE
from academy.work.tasks import wake_worker


def announce(
    *,
    topic: str,
    key: str,
    payload: dict[str, Any],
    at: datetime.datetime,
    council: Council | int | None = None,
    due_at: datetime.datetime | None = None,
) -> None:
    """Write one piece of work, in the caller's transaction; the same topic and key twice is one job.

    A worker is woken when the transaction commits. A lost wake-up costs a minute: the sweep finds the row.
    One statement, which neither reads nor waits for a job that a worker holds.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("work.announce must run inside the transaction of the change that causes it")
    job = Job(
        topic=topic,
        key=key,
        payload=payload,
        council_id=council if isinstance(council, int) or council is None else council.pk,
        written_at=at,
        due_at=due_at or at,
    )
    Job.objects.bulk_create([job], ignore_conflicts=True)
    _wake_once()


def _wake_once() -> None:
    """One wake-up a transaction, however many jobs it writes."""
    if not any(hook[1] is wake_worker for hook in transaction.get_connection().run_on_commit):
        transaction.on_commit(wake_worker, robust=True)


def post_message(
    *,
    person: User,
    template: str,
    about: str,
    context: dict[str, Any],
    at: datetime.datetime,
    first: bool = False,
) -> Message:
    """Write one e-mail to one person into the ledger, in the caller's transaction; the same one is sent once.

    `context` holds ids, never words about people: the composer of `template` finds the words when it is sent.
    `first`: the caller has just made what it is about, so nobody can have written it before.
    """
    once = {"template": template, "person": person, "about": about}
    known = None if first else Message.objects.filter(**once).first()
    if known is not None:
        return known
    message = Message(**once, council_id=person.council_id, context=context, written_at=at)
    # Found if another process wrote it in this moment. `get_or_create` would take twice as many statements
    # under the locks of whoever tells the news.
    Message.objects.bulk_create(
        [message], update_conflicts=True, unique_fields=list(once), update_fields=["about"]
    )
    announce(
        topic="message_posted",
        key=str(message.pk),
        payload={"message_id": message.pk},
        council=person.council_id,
        at=at,
    )
    return message


@answers("message_posted")
def send_message(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Send one message that is due.

    It is dropped if the person holds nothing here any more or nothing is left to say.

    A worker that dies between handing the letter over and the commit sends it again with the same Message-ID,
    by which mailboxes and the demo's folder know it.
    """
    rows = Message.objects.select_for_update(of=("self",)).select_related("person")
    message = rows.get(pk=payload["message_id"])
    if message.state != "due":
        return
    person = message.person
    letter = None
    if has_standing(person):
        letter = compose(message.template, person_id=person.pk, context=message.context)
    if letter is None:
        message.state = MESSAGE.after(message.state, "drop")
    else:
        message.state, message.sent_at = MESSAGE.after(message.state, "send"), at
    message.save(update_fields=["state", "sent_at"])
    if letter is not None:
        _mail(message, letter)


def _mail(message: Message, letter: Letter) -> None:
    """Hands the letter over, as the last thing before the commit."""
    site = settings.BASE_URL.split("://")[-1].split("/")[0].split(":")[0]
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.body,
        to=[message.person.email],
        headers={
            **letter.headers,
            "Message-ID": f"<message-{message.pk}-{message.written_at:%Y%m%d%H%M%S%f}@{site}>",
        },
    )
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    if len(letter.calendars) == 1:
        (only,) = letter.calendars
        kind = f"text/calendar; method={only.method}; charset=UTF-8"
        mail.attach_alternative(only.file.decode(), kind)
    else:
        for n, one in enumerate(letter.calendars, 1):
            mail.attach(_entry(one, f"date-{n}.ics"))
    mail.send()


def _entry(invitation: Invitation, name: str) -> MIMEText:
    """One of several entries for the calendar, as a file to open."""
    part = MIMEText(invitation.file.decode(), "calendar", "utf-8")
    part.set_param("method", invitation.method)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def retry_job(*, job: Job, by: User | None, at: datetime.datetime) -> Job:
    """Put a failed job back, with eight more attempts before it. `by` None is the command line."""
    if by is not None and not can(by, "manage_people"):
        raise Refused("Only people who keep the list of staff may do this.", code="not_allowed")
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=job.pk)
        row.state = JOB.after(row.state, "retry")
        row.due_at, row.leased_until = at, None
        row.save(update_fields=["state", "due_at", "leased_until"])
        transaction.on_commit(wake_worker, robust=True)
    return row
