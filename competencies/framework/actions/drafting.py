"""A version's way from a copy of the one in force to a second person's desk, and back."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Max

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from competencies.framework.actions.copying import copy_version
from competencies.framework.models import Framework
from competencies.framework.queries import draft_of, framework_in_force
from competencies.framework.queries.changes import review_of
from competencies.framework.rules.permits import check_keep, check_second, check_words
from competencies.framework.states import FRAMEWORK


@transaction.atomic
def start_draft(*, council: Council, by: User, at: datetime.datetime) -> Framework:
    """Begin a new version as a copy of the one in force, every row carried on one to one.

    The version that is being written already is given back: there is one at most.
    """
    check_keep(council_id=council.pk, by=by)
    Council.objects.select_for_update().filter(pk=council.pk).values_list("pk", flat=True).first()
    known = draft_of(council_id=council.pk)
    if known is not None:
        return known
    before = framework_in_force(council_id=council.pk)
    if before is None:
        raise Refused("There is no framework yet that a new version could be written from.", code="none")
    last = Framework.objects.filter(council=council).aggregate(last=Max("version"))["last"]
    draft = Framework.objects.create(
        council=council,
        identity=before.identity,
        name=before.name,
        version=last + 1,
        based_on=before,
        made_by=by,
        made_at=at,
    )
    copy_version(old=before, new=draft)
    write(
        council=council, by=by, at=at, verb="start", obj=draft, words=f"{draft} begun from {before.version}"
    )
    return draft


def lock_version(framework: Framework) -> Framework:
    """The row as it stands now, held until the transaction ends."""
    return Framework.objects.select_for_update(of=("self",)).select_related("council").get(pk=framework.pk)


@transaction.atomic
def send_version(*, framework: Framework, by: User, at: datetime.datetime) -> Framework:
    """Give a version to a second person. Refused in words while anything stands against it."""
    now = lock_version(framework)
    check_keep(council_id=now.council_id, by=by)
    now.state = FRAMEWORK.after(now.state, "send")
    check_words(words=now.what_changed, what="Say what is new in this version, and why")
    check_sound(now)
    now.sent_by, now.sent_at = by, at
    now.save(update_fields=["state", "sent_by", "sent_at"])
    write(council=now.council, by=by, at=at, verb="send", obj=now, words=f"{now} sent to a second person")
    return now


def check_sound(framework: Framework) -> None:
    """Nothing stands against the version. Raises Refused with the first thing to put right."""
    faults = review_of(framework=framework).faults
    if faults:
        raise Refused(faults[0].words, code="fault")


@transaction.atomic
def return_version(*, framework: Framework, words: str, by: User, at: datetime.datetime) -> Framework:
    """A second person gives a version back with what they ask for."""
    now = lock_version(framework)
    check_second(framework=now, by=by)
    now.state = FRAMEWORK.after(now.state, "return")
    now.returned_words = check_words(words=words, what="Say what you ask for")
    now.returned_by = by
    now.save(update_fields=["state", "returned_words", "returned_by"])
    write(council=now.council, by=by, at=at, verb="return", obj=now, words=f"{now} returned with words")
    return now


@transaction.atomic
def drop_draft(*, framework: Framework, by: User, at: datetime.datetime) -> Framework:
    """Give a version up. What was written stays in the list of versions and means nothing."""
    now = lock_version(framework)
    check_keep(council_id=now.council_id, by=by)
    now.state = FRAMEWORK.after(now.state, "drop")
    now.save(update_fields=["state"])
    write(council=now.council, by=by, at=at, verb="drop", obj=now, words=f"{now} given up")
    return now
