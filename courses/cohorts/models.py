"""Who learns together, from when, with whom at their side, and what moved their dates."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council
from academy.people.reach import Reach
from courses.cohorts.states import COHORT, MEMBER, OPEN


class Cohort(models.Model):
    """People who begin a programme on the same day. `name` is how the council calls it, such as COH-9.

    A small cohort has 3 to 8 members and shares its live sessions with cohorts of other councils or with the
    next small one; a full one has 9 to 20 and its own.
    """

    class Mode(models.TextChoices):
        FULL = "full", "Full cohort, with its own live sessions"
        SMALL = "small", "Small cohort of 3 to 8, with shared live sessions"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=40)
    programme_code = models.CharField(max_length=12, default="IND-6W")
    mode = models.CharField(max_length=5, choices=Mode.choices, default=Mode.FULL)
    starts_on = models.DateField()
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="facilitates"
    )
    state = models.CharField(max_length=10, choices=COHORT.choices(), default="planned")
    made_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("cohort", council="council")

    class Meta:
        ordering: ClassVar = ["-starts_on", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "name", name="cohort_name_once"),
            models.CheckConstraint(condition=Q(state__in=list(COHORT.words)), name="cohort_state_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """One person's place in a cohort. `joins_on` is their own first day: later than the cohort's for somebody
    who was moved in. `ended_on` is the day of graduation, of the move or of leaving."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    joins_on = models.DateField()
    state = models.CharField(max_length=10, choices=MEMBER.choices(), default="expected")
    ended_on = models.DateField(null=True, blank=True)
    moved_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_to"
    )
    reach: ClassVar[Reach] = Reach("membership", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["person__family_name", "person__given_name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("cohort", "person", name="member_once_a_cohort"),
            models.UniqueConstraint("person", condition=Q(state__in=OPEN), name="member_of_one_open_cohort"),
            models.CheckConstraint(condition=Q(state__in=list(MEMBER.words)), name="member_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_on__isnull=True)
                | (~Q(state__in=OPEN) & Q(ended_on__isnull=False)),
                name="member_ended_when_closed",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "state"], name="member_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.cohort_id}"


class BuddyPair(models.Model):
    """A colleague at a starter's side, from and until. A handover ends one pair and begins the next."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="buddies")
    buddy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="buddy_of")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("membership", council="member__person__council", person="member__person")

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("member", condition=Q(ends_on__isnull=True), name="buddy_pair_one_open"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="buddy_pair_ends_after_start",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["buddy", "ends_on"], name="buddy_pair_buddy")]

    def __str__(self) -> str:
        return f"{self.buddy_id} for {self.member_id}"


class BuddyMeeting(models.Model):
    """Half an hour of a starter with their buddy: when and where. What was said is nobody else's business, so
    there is no place to write it. `held_at` is when one of the two said that it took place."""

    pair = models.ForeignKey(BuddyPair, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    place = models.CharField("where", max_length=120, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach(
        "membership", council="pair__member__person__council", person="pair__member__person"
    )

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("pair", "starts_at", name="buddy_meeting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} at {self.starts_at}"


class TimeAway(models.Model):
    """Days that a member missed and catches up: their weeks and gates move by them. No reason is kept."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="times_away")
    starts_on = models.DateField()
    ends_on = models.DateField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("time_away", council="member__person__council", person="member__person")

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.UniqueConstraint("member", "starts_on", name="time_away_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="time_away_ends_after"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"


class LiveSession(models.Model):
    """A session at a set time: of one cohort, or shared by several small ones."""

    cohorts = models.ManyToManyField(Cohort, related_name="live_sessions")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="live_sessions")
    module_code = models.CharField(max_length=12)
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField("room or address", max_length=160, blank=True)
    link = models.URLField("where to join online", blank=True)
    led_by = models.CharField("who leads it", max_length=160, blank=True)
    changes = models.PositiveSmallIntegerField("how often it was moved or cancelled", default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("cohort", council="council")

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "module_code", "title", "starts_at", name="live_session_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} at {self.starts_at}"
