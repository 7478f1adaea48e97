"""What shortens somebody's path and who decided it, the path of those in post, and licences."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.reach import Reach
from assessments.sittings.models import Sitting
from courses.pathways.states import EXEMPTION, LICENCE, PATH, PRIOR_LEARNING

LONGEST = 2000
LONGEST_REASON = 400


class PriorLearning(models.Model):
    """Somebody asks that what they learnt elsewhere counts here: what they did and what they can show, in
    their own words, and for which modules. A practice development lead decides, with a reason that the person
    reads."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="prior_learning"
    )
    key = models.UUIDField("from the form: a double click is one request")
    did = models.TextField("what the person did and learnt", max_length=LONGEST)
    brings = models.TextField("what the person can show", max_length=LONGEST)
    modules = models.JSONField("module codes that were named", default=list)
    state = models.CharField(max_length=14, choices=PRIOR_LEARNING.choices(), default="asked")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField("reason for the decision", max_length=LONGEST_REASON, blank=True)
    recognised = models.JSONField("module codes that were recognised", default=list)
    reach: ClassVar[Reach] = Reach("prior_learning", council="person__council", person="person")

    class Meta:
        verbose_name_plural = "prior learning"
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "key", name="prior_learning_once"),
            models.UniqueConstraint("person", condition=Q(state="asked"), name="prior_learning_one_open"),
            models.CheckConstraint(
                condition=Q(state__in=list(PRIOR_LEARNING.words)), name="prior_learning_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "taken_back"])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision="")),
                name="prior_learning_decided_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"], name="prior_learning_queue")]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.state}"


class Exemption(models.Model):
    """One module that somebody need not take, from what and why. No assessed task can be in here.

    `decided_by` is nobody when the rule of the diagnostic gave it. `reason` holds no marks: the person's
    figures stay in their own sitting.
    """

    class Basis(models.TextChoices):
        DIAGNOSTIC = "diagnostic", "The diagnostic"
        PRIOR_LEARNING = "prior", "Recognised prior learning"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exemptions")
    module_code = models.CharField(max_length=12)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    sitting = models.ForeignKey(
        Sitting, on_delete=models.SET_NULL, null=True, blank=True, related_name="exemptions"
    )
    prior_learning = models.ForeignKey(
        PriorLearning, on_delete=models.PROTECT, null=True, blank=True, related_name="exemptions"
    )
    reason = models.CharField(max_length=LONGEST_REASON)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=EXEMPTION.choices(), default="in_force")
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    reach: ClassVar[Reach] = Reach("exemption", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["module_code", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person", "module_code", condition=Q(state="in_force"), name="exemption_one_in_force"
            ),
            models.UniqueConstraint("sitting", "module_code", name="exemption_once_a_sitting"),
            models.UniqueConstraint("prior_learning", "module_code", name="exemption_once_a_request"),
            models.CheckConstraint(
                condition=Q(module_code__startswith="IND-") | Q(module_code__startswith="PM-"),
                name="exemption_of_a_module_only",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(EXEMPTION.words)), name="exemption_state_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="exemption_has_reason"),
            models.CheckConstraint(
                condition=Q(state="in_force")
                | (Q(taken_back_by__isnull=False, taken_back_at__isnull=False) & ~Q(taken_back_reason="")),
                name="exemption_taken_back_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(basis="diagnostic") | Q(decided_by__isnull=False, prior_learning__isnull=False),
                name="exemption_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module_code} for {self.person_id}"


class UpskillingPath(models.Model):
    """Ten weeks for somebody who is in post. `proofs` is what the named person saw when they called it
    finished: rows of what, found where, on which day."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="paths")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField("why the person is on it", max_length=LONGEST_REASON)
    put_on_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    put_on_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=PATH.choices(), default="on")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_words = models.CharField(max_length=LONGEST_REASON, blank=True)
    proofs = models.JSONField(default=list)
    reach: ClassVar[Reach] = Reach("path", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", condition=Q(state="on"), name="path_one_open"),
            models.CheckConstraint(condition=Q(state__in=list(PATH.words)), name="path_state_known"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="path_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state="on") | (Q(ended_by__isnull=False) & ~Q(ended_words="")),
                name="path_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.starts_on}"


class PathModule(models.Model):
    """One module of somebody's upskilling path and why it is on it."""

    path = models.ForeignKey(UpskillingPath, on_delete=models.CASCADE, related_name="modules")
    module_code = models.CharField(max_length=12)
    why = models.CharField(max_length=LONGEST_REASON)
    added_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("path", council="path__person__council", person="path__person")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("path", "module_code", name="path_module_once"),
            models.CheckConstraint(
                condition=Q(module_code__startswith="IND-") | Q(module_code__startswith="PM-"),
                name="path_module_is_a_module",
            ),
        ]

    def __str__(self) -> str:
        return self.module_code


class Licence(models.Model):
    """Somebody may be a buddy, or audit alone, from and until. `cites` is what the named person who granted
    it rests it on. It lapses by itself; a renewal is a licence of its own that begins when the old one ends.
    """

    class Kind(models.TextChoices):
        BUDDY = "buddy", "Buddy"
        AUDITOR = "auditor", "Auditor"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="licences")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField("last day")
    cites = models.CharField("what it rests on", max_length=LONGEST_REASON)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="licences_granted"
    )
    granted_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=LICENCE.choices(), default="granted")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    reach: ClassVar[Reach] = Reach("licence", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person", "kind", "starts_on", condition=Q(state="granted"), name="licence_once"
            ),
            models.CheckConstraint(condition=Q(state__in=list(LICENCE.words)), name="licence_state_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="licence_ends_after_start"),
            models.CheckConstraint(condition=~Q(cites=""), name="licence_cites_something"),
            models.CheckConstraint(condition=~Q(person=F("granted_by")), name="licence_never_ones_own"),
            models.CheckConstraint(
                condition=Q(state="granted")
                | (Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                name="licence_withdrawn_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "state", "ends_on"], name="licence_in_force")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
