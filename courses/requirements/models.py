"""The training matrix as rows, and what is asked of a person with every reason for it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council
from academy.people.reach import Reach
from courses.requirements.states import ASK


class Requirement(models.Model):
    """One cell of the training matrix: who has to have learnt what, how soon after starting and how often.

    `training` is the row of the table and `group` its column. `roles` and `things` are codes with a space
    between them: no roles means the whole group; things are codes of modules and handbook pages.
    """

    class Group(models.TextChoices):
        LEADERS = "L", "SEND leaders"
        MANAGERS = "M", "SEND managers"
        STAFF = "S", "SEND staff"
        OTHERS = "O", "Other services"

    class Kind(models.TextChoices):
        ALL = "all", "All"
        TARGETED = "targeted", "Targeted by role"
        APPROPRIATE = "appropriate", "As appropriate"
        FINDINGS = "findings", "Reflecting audit findings"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="requirements")
    training = models.CharField("kind of training", max_length=120)
    position = models.PositiveSmallIntegerField("place in the table", default=0)
    group = models.CharField("for whom", max_length=1, choices=Group.choices)
    roles = models.CharField("codes of the roles it is for", max_length=200, blank=True)
    kind = models.CharField("who has to", max_length=11, choices=Kind.choices)
    things = models.CharField("codes of modules and handbook pages", max_length=300, blank=True)
    first_days = models.PositiveSmallIntegerField("days from the start in post until it is due", default=28)
    refresh_months = models.PositiveSmallIntegerField("months until it is due again", null=True, blank=True)
    active_from = models.DateField("asked from")
    active_to = models.DateField("asked until", null=True, blank=True)
    reason = models.CharField("why, as people read it", max_length=300)
    reach: ClassVar[Reach] = Reach("requirement", council="council")

    class Meta:
        ordering: ClassVar = ["position", "group", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "council", "training", "group", "roles", "active_from", name="requirement_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="targeted") | ~Q(roles=""), name="requirement_targets_roles"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["all", "targeted"]) | ~Q(things=""), name="requirement_asks_something"
            ),
            models.CheckConstraint(
                condition=Q(active_to__isnull=True) | Q(active_to__gte=F("active_from")),
                name="requirement_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(refresh_months__isnull=True) | Q(refresh_months__gte=1),
                name="requirement_refresh_at_least_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training}, {self.get_group_display()}"

    @property
    def role_codes(self) -> tuple[str, ...]:
        """Codes of the roles; empty for the whole group."""
        return tuple(self.roles.split())

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the modules and handbook pages."""
        return tuple(self.things.split())


class Ask(models.Model):
    """One thing asked of one person: a module or a handbook page, open once, however many reasons it has.

    `due_on` is the earliest date of its reasons. The audit rules keep their own rows (assignments), for what
    they ask goes on to the re-audit; `asked_of` lays both together.
    """

    class Kind(models.TextChoices):
        MODULE = "module", "Module"
        PAGE = "page", "Handbook page"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="asks")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    code = models.CharField("code of the module or page", max_length=12)
    state = models.CharField(max_length=9, choices=ASK.choices(), default="open")
    asked_on = models.DateField()
    due_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("asked", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "code", condition=Q(state="open"), name="ask_one_open_a_thing"),
            models.CheckConstraint(condition=Q(state__in=list(ASK.words)), name="ask_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True)
                | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="ask_closed_when_not_open",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="ask_due")]

    def __str__(self) -> str:
        return f"{self.code} of {self.person_id}"


class AskReason(models.Model):
    """Why a thing is asked: the matrix, a change of law, or a person, with the date that each of them named.

    `key` tells reasons of one source apart, so that the same one is never written twice.
    """

    class Source(models.TextChoices):
        MATRIX = "matrix", "The training matrix"
        LAW = "law", "A change of law"
        PERSON = "person", "A person"
        AGREEMENT = "agree", "The agreement of auditors"

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="reasons")
    source = models.CharField(max_length=6, choices=Source.choices)
    key = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=400)
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, null=True, blank=True, related_name="asked"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="asked_for"
    )
    due_on = models.DateField()
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("asked", council="ask__person__council", person="ask__person")

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "ask",
                "source",
                "key",
                condition=Q(withdrawn_at__isnull=True),
                name="ask_reason_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="ask_reason_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.source} for {self.ask_id}"
