"""Makes councils, people and what the floor keeps about them.

`StaffFactory(role="R02", team=team, manager=boss)` is a person in post; `PartnerFactory(role="P01")` a guest.
Everything that a factory makes besides lies in the same council.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from academy.people.models import Absence, Affiliation, Council, Organisation, Post, Team, User
from academy.record.models import Entry
from academy.staffing.models import StaffFile
from academy.work.models import Job, Message

LONG_AGO = datetime.date(2020, 1, 6)


class CouncilFactory(DjangoModelFactory):
    class Meta:
        model = Council

    name = factory.Sequence(lambda n: f"Testshire {n} Council")
    slug = factory.Sequence(lambda n: f"testshire-{n}")


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    council = factory.SubFactory(CouncilFactory)
    name = factory.Sequence(lambda n: f"Review team {n}")
    area = "North"


class PersonFactory(DjangoModelFactory):
    """A person who holds nothing, and so cannot sign in."""

    class Meta:
        model = User

    council = factory.SubFactory(CouncilFactory)
    ref = factory.Sequence(lambda n: f"TS-{n:05d}")
    email = factory.Sequence(lambda n: f"person{n}@testshire.example")
    given_name = factory.Sequence(lambda n: f"Given{n}")
    family_name = factory.Sequence(lambda n: f"Family{n}")
    joined_on = LONG_AGO

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_person(**kwargs)


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    person = factory.SubFactory(PersonFactory)
    role = "R02"
    team = factory.LazyAttribute(lambda post: TeamFactory(council=post.person.council))
    manager = None
    starts_on = LONG_AGO


class StaffFactory(PersonFactory):
    """A person in post. `role`, `team`, `manager`, `starts_on` and `ends_on` describe the post.

    Without a council of its own the person belongs to the team's.
    """

    class Params:
        role = "R02"
        team = None
        manager = None
        starts_on = LONG_AGO
        ends_on = None

    council = factory.LazyAttribute(lambda person: person.team.council if person.team else CouncilFactory())

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> User:
        post = {key: params.get(key) for key in ("team", "manager", "ends_on")}
        post["role"] = params.get("role", "R02")
        post["starts_on"] = params.get("starts_on", LONG_AGO)
        person: User = super()._generate(strategy, params)
        PostFactory(person=person, **{key: value for key, value in post.items() if value is not None})
        return person


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = Absence

    person = factory.SubFactory(StaffFactory)
    kind = Absence.Kind.LEAVE
    starts_on = datetime.date(2026, 9, 1)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    council = factory.SubFactory(CouncilFactory)
    ref = factory.Sequence(lambda n: f"ORG-{n:04d}")
    name = factory.Sequence(lambda n: f"Oakfield School {n}")
    sector = "school"


class AffiliationFactory(DjangoModelFactory):
    class Meta:
        model = Affiliation

    person = factory.SubFactory(PersonFactory)
    organisation = factory.LazyAttribute(lambda row: OrganisationFactory(council=row.person.council))
    role = "P01"
    starts_on = LONG_AGO


class PartnerFactory(PersonFactory):
    """A guest with an affiliation. `role` and `organisation` describe it."""

    class Params:
        role = "P01"
        organisation = None

    council = factory.LazyAttribute(
        lambda person: person.organisation.council if person.organisation else CouncilFactory()
    )

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> User:
        guest = {"role": params.get("role", "P01")}
        if params.get("organisation") is not None:
            guest["organisation"] = params["organisation"]
        person: User = super()._generate(strategy, params)
        AffiliationFactory(person=person, **guest)
        return person


class EntryFactory(DjangoModelFactory):
    class Meta:
        model = Entry

    about = factory.SubFactory(StaffFactory)
    council = factory.SelfAttribute("about.council")
    at = factory.LazyFunction(timezone.now)
    verb = "note"
    noun = "user"
    noun_id = factory.LazyAttribute(lambda entry: str(entry.about.pk) if entry.about else "")
    words = "Something was noted"


class StaffFileFactory(DjangoModelFactory):
    class Meta:
        model = StaffFile

    council = factory.SubFactory(CouncilFactory)
    name = "staff.csv"
    sha256 = factory.LazyFunction(lambda: uuid.uuid4().hex * 2)
    at = factory.LazyFunction(timezone.now)
    state = StaffFile.State.APPLIED


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job

    topic = "test"
    key = factory.Sequence(lambda n: f"job-{n}")
    due_at = factory.LazyFunction(timezone.now)
    written_at = factory.SelfAttribute("due_at")


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    person = factory.SubFactory(StaffFactory)
    council = factory.SelfAttribute("person.council")
    template = "test"
    about = factory.Sequence(lambda n: f"thing-{n}")
    written_at = factory.LazyFunction(timezone.now)
