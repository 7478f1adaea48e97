"""Makes rounds of feedback, links and voices."""

from __future__ import annotations

import datetime
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from academy.people.models import User
from competencies.framework.models import Framework
from competencies.voices.models import FeedbackLink, FeedbackRound, Voice
from competencies.voices.tokens import hash_of
from tests.factories.academy import StaffFactory
from tests.factories.competencies import CompetencyFactory, FrameworkFactory

ASKED = {"C3.1": "D3", "C3.2": "D3", "C3.3": "D3", "C8.1": "D8", "C9.1": "D9", "C10.5": "D10"}


def lay_competencies(person: User) -> Framework:
    """What families and partners can say something about, in the framework of the person's council."""
    framework: Framework = FrameworkFactory(council=person.council)
    for position, (code, domain) in enumerate(ASKED.items(), 30):
        CompetencyFactory(
            domain__framework=framework,
            domain__code=domain,
            code=code,
            text=f"Does {code} well",
            evidence_kinds=["OBS", "MSF"],
            position=position,
        )
    return framework


class FeedbackRoundFactory(DjangoModelFactory):
    """An open round; `FeedbackRoundFactory(state="closed", voices=3)` for one that shows."""

    class Meta:
        model = FeedbackRound
        skip_postgeneration_save = True

    person = factory.LazyFunction(lambda: StaffFactory())
    key = factory.LazyFunction(uuid.uuid4)
    audience = "families"
    competencies = factory.LazyFunction(lambda: ["C3.1", "C3.2"])
    asked_by = factory.LazyAttribute(lambda row: row.person)
    asked_at = factory.LazyFunction(timezone.now)
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=3))
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=20))
    most = 12
    state = "open"
    closed_on = factory.LazyAttribute(lambda row: None if row.state == "open" else timezone.localdate())

    @factory.post_generation
    def voices(self, create: bool, extracted: int | None, **kwargs: object) -> None:
        for _ in range(extracted or 0):
            VoiceFactory(round=self)


class FeedbackLinkFactory(DjangoModelFactory):
    """`FeedbackLinkFactory(token="ab3de-fg4hj-km5np-qr6st")`."""

    class Meta:
        model = FeedbackLink

    class Params:
        token = factory.Sequence(lambda n: f"ab3de-fg4hj-km5np-{n:05d}".replace("0", "2").replace("1", "3"))

    round = factory.SubFactory(FeedbackRoundFactory)
    token_hash = factory.LazyAttribute(lambda row: hash_of(row.token))


class VoiceFactory(DjangoModelFactory):
    class Meta:
        model = Voice

    round = factory.SubFactory(FeedbackRoundFactory)
    on = factory.LazyFunction(timezone.localdate)
    first = 4
    second = 3
    third = 3
    fourth = 4
    fifth = 4
    comment = "They rang back when they said they would."
