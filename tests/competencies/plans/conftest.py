"""A team with a writer, a colleague and a manager; and a manager who comes later."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.people.models import Post, User
from tests.factories.academy import CouncilFactory, PostFactory, StaffFactory, TeamFactory

AT = timezone.make_aware(datetime.datetime(2026, 11, 2, 10))
TODAY = datetime.date(2026, 11, 2)


class Side:
    """The writer is led by the manager of the team since 2020."""

    def __init__(self) -> None:
        self.council = CouncilFactory()
        self.team = TeamFactory(council=self.council)
        self.manager: User = StaffFactory(team=self.team, role="R10")
        self.writer: User = StaffFactory(team=self.team, manager=self.manager)
        self.colleague: User = StaffFactory(team=self.team)
        self.practice: User = StaffFactory(council=self.council, role="R15")

    def new_manager(self, starts_on: datetime.date) -> User:
        """The manager goes, and another one comes on a day; the line of the writer moves with it."""
        new: User = StaffFactory(team=self.team, role="R10", starts_on=starts_on)
        Post.objects.filter(person=self.manager).update(ends_on=starts_on - datetime.timedelta(days=1))
        old = Post.objects.get(person=self.writer)
        old.ends_on = starts_on - datetime.timedelta(days=1)
        old.save()
        PostFactory(person=self.writer, team=self.team, manager=new, starts_on=starts_on)
        for person in (self.manager, self.writer, new):
            vars(person).pop("_standing", None)
        return new


@pytest.fixture
def side() -> Side:
    return Side()


def signed_in(person: User) -> Client:
    """A browser of somebody."""
    client = Client()
    client.force_login(person)
    return client


def text_of(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    """The words of a page."""
    answer = client.get(path) if data is None else client.post(path, data)
    assert answer.status_code == 200, (path, answer.status_code)
    return " ".join(answer.content.decode().split())
