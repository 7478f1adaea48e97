"""Topics and their dates: who leads them, where, for whom, and who may have how many places."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council, Organisation, Team
from academy.people.reach import Reach
from courses.sessions.states import SESSION, TOPIC

REACH = Reach("session", council="council")


class Mode(models.TextChoices):
    """How somebody takes part."""

    ROOM = "room", "In person"
    ONLINE = "online", "Online"


KEY = "made with the form, so that a second click finds what the first one made"


class Venue(models.Model):
    """A place with a door. `access` says in words how one gets in and takes part."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="venues")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=300)
    area = models.CharField("part of the county", max_length=60, blank=True)
    access = models.TextField("how to get in and take part", blank=True)
    key = models.UUIDField(KEY, null=True, blank=True, unique=True)
    reach: ClassVar[Reach] = REACH

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint("council", "name", name="venue_name_once")]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """What a session is about, whatever its date: promise, audiences, what it asks and what it costs.

    `audiences` are codes of `courses.sessions.audiences`; none means everybody. `internal` topics are for the
    council's own staff and stand in no public catalogue. Prices are in pence; a charge for not coming is
    written down and collected elsewhere.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="topics")
    code = models.SlugField(max_length=60)
    title = models.CharField(max_length=160)
    summary = models.CharField("what it is, in two sentences", max_length=400)
    outcomes = models.JSONField("what you will do, a line each", default=list, blank=True)
    audiences = models.JSONField(default=list, blank=True)
    internal = models.BooleanField("for the council's own staff alone", default=False)
    minutes = models.PositiveSmallIntegerField(default=60)
    module_code = models.CharField("the module that it teaches", max_length=12, blank=True)
    competencies = models.JSONField(default=list, blank=True)
    criteria = models.JSONField("criteria of the audit that it answers", default=list, blank=True)
    before = models.CharField("what to know or bring", max_length=300, blank=True)
    needs_modules = models.JSONField("modules to finish first", default=list, blank=True)
    made_with = models.CharField(max_length=160, blank=True)
    needs_approval = models.BooleanField("staff need their manager's yes", default=False)
    price = models.PositiveIntegerField("price, in pence", default=0)
    absence_charge = models.PositiveIntegerField("charge for not coming, in pence", default=0)
    state = models.CharField(max_length=10, choices=TOPIC.choices(), default="draft")
    key = models.UUIDField(KEY, null=True, blank=True, unique=True)
    made_at = models.DateTimeField()
    reach: ClassVar[Reach] = REACH

    class Meta:
        ordering: ClassVar = ["title"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "code", name="topic_code_once"),
            models.CheckConstraint(condition=Q(state__in=list(TOPIC.words)), name="topic_state_known"),
        ]

    def __str__(self) -> str:
        return self.title


class Series(models.Model):
    """Sessions that belong together: whoever books one books all of them."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="series")
    title = models.CharField(max_length=160)
    reach: ClassVar[Reach] = REACH

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """One date of a topic. How many places it has stands in its seats, one row for each way to take part.

    `minimum` and `decide_on`: whether enough people booked is looked at on that day, and a person decides.
    `team`: a workshop for one team, whose people are invited before anybody else. `changes` counts what those
    who booked were told: it is the SEQUENCE of their calendar entry.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sessions")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="sessions")
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="workshops")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    room = models.CharField(max_length=80, blank=True)
    link = models.URLField("where to join online; shown to those who have a place", blank=True)
    opens_at = models.DateTimeField("when booking opens", null=True, blank=True)
    closes_at = models.DateTimeField("when booking closes", null=True, blank=True)
    minimum = models.PositiveSmallIntegerField("fewest people with whom it runs", default=0)
    decide_on = models.DateField("when to decide whether it runs", null=True, blank=True)
    going_ahead_at = models.DateTimeField("when somebody said that it runs", null=True, blank=True)
    state = models.CharField(max_length=9, choices=SESSION.choices(), default="planned")
    why_cancelled = models.CharField(max_length=300, blank=True)
    changes = models.PositiveSmallIntegerField(default=0)
    key = models.UUIDField(KEY, null=True, blank=True, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    reach: ClassVar[Reach] = REACH

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(condition=Q(state__in=list(SESSION.words)), name="session_state_known"),
            models.UniqueConstraint("topic", "starts_at", "room", name="session_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["council", "state", "starts_at"], name="session_coming"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} at {self.starts_at}"


class Seats(models.Model):
    """The places of a session for one way to take part. `taken` are those that are confirmed or on offer.

    It is changed under the lock of this row alone, by `courses.bookings`; the database refuses one too many.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="seats")
    mode = models.CharField(max_length=6, choices=Mode.choices)
    places = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(1000)])
    taken = models.PositiveIntegerField(default=0)
    reach: ClassVar[Reach] = Reach("session", council="session__council")

    class Meta:
        verbose_name_plural = "seats"
        ordering: ClassVar = ["session", "mode"]
        constraints: ClassVar = [
            models.UniqueConstraint("session", "mode", name="seats_once_a_mode"),
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="seats_not_oversold"),
        ]

    def __str__(self) -> str:
        return f"{self.taken} of {self.places} {self.mode}"


class Reserve(models.Model):
    """Places kept for an audience or an organisation until a moment; then they are everybody's."""

    seats = models.ForeignKey(Seats, on_delete=models.CASCADE, related_name="reserves")
    audience = models.CharField(max_length=20, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="reserves"
    )
    places = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    until = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("session_desk", council="seats__session__council")

    class Meta:
        ordering: ClassVar = ["until", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(audience=""), name="reserve_for_one_group"
            ),
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="reserve_not_oversold"),
        ]

    def __str__(self) -> str:
        return f"{self.taken} of {self.places} until {self.until}"


class Trainer(models.Model):
    """Somebody who leads a session: with an account, or by name. With an account they see its register."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="trainers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="leads"
    )
    name = models.CharField("as the public reads it", max_length=120)
    words = models.CharField("what they are", max_length=120, blank=True)
    reach: ClassVar[Reach] = Reach("session", council="session__council")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint("session", "name", name="trainer_once")]

    def __str__(self) -> str:
        return self.name


class Material(models.Model):
    """Something to read before or after: an address of ours or of somebody else's."""

    class When(models.TextChoices):
        BEFORE = "before", "To read before"
        AFTER = "after", "To keep afterwards"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="materials")
    when = models.CharField(max_length=6, choices=When.choices)
    title = models.CharField(max_length=160)
    url = models.CharField("address", max_length=300)
    reach: ClassVar[Reach] = Reach("session", council="session__council")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint("session", "when", "title", name="material_once")]

    def __str__(self) -> str:
        return self.title


class Interest(models.Model):
    """Somebody who wants to hear when a topic has a date. `closed_at`: they were told, or gave it up."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="interests")
    since = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("booking", council="topic__council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "topic", "person", condition=Q(closed_at__isnull=True), name="interest_once_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.topic_id}"
