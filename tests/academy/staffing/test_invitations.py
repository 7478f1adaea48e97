"""Invitations: one letter with a link that sets a password once."""

import datetime
import re

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Post
from academy.record.models import Entry
from academy.staffing.actions.invitations import can_invite, invite_person
from academy.work.worker import do_due_jobs
from tests.factories.academy import PersonFactory, StaffFactory, TeamFactory

pytestmark = pytest.mark.django_db
PASSWORD = "seven grey geese"


def test_the_link_sets_a_password_once_and_lets_the_person_in(client: Client) -> None:
    team = TeamFactory()
    admin, person = StaffFactory(team=team, role="R23"), StaffFactory(team=team)
    for _ in range(2):
        invite_person(person=person, key="once", by=admin, at=timezone.now())
    do_due_jobs()
    assert len(mail.outbox) == 1 and mail.outbox[0].to == [person.email]
    assert Entry.objects.filter(about=person, verb="invite").count() == 1
    link = re.search(r"http://\S+/account/password/reset/key/\S+", mail.outbox[0].body)
    assert link is not None
    path = "/" + link.group().split("/", 3)[3]
    form = client.get(path, follow=True)
    answer = client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    other = Client().get(path, follow=True)
    assert b'name="password1"' not in other.content
    door = Client()
    with override_settings(DEMO=False):
        door.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" in door.session


def test_it_is_dropped_when_the_one_who_asked_lost_the_right_or_the_person_left() -> None:
    team = TeamFactory()
    admin, person, leaver = (
        StaffFactory(team=team, role="R23"),
        StaffFactory(team=team),
        StaffFactory(team=team),
    )
    invite_person(person=person, key="a", by=admin, at=timezone.now())
    invite_person(person=leaver, key="b", by=None, at=timezone.now())
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Post.objects.filter(person__in=[admin, leaver]).update(ends_on=yesterday)
    do_due_jobs()
    assert mail.outbox == []


def test_who_may_invite_whom() -> None:
    team = TeamFactory()
    admin, person = StaffFactory(team=team, role="R23"), StaffFactory(team=team)
    assert can_invite(person=person, by=admin)
    assert not can_invite(person=person, by=StaffFactory(team=team, role="R10"))
    assert not can_invite(person=StaffFactory(), by=admin), "another council"
    assert not can_invite(person=PersonFactory(council=team.council), by=admin), "no post"
    with pytest.raises(Refused):
        invite_person(person=person, key="x", by=person, at=timezone.now())
