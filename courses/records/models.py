"""What somebody did to keep learning, which award units it may count for, and what they earned."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.kit.words import day_month_year
from academy.people.models import Council
from academy.people.reach import Reach
from courses.records.states import CERTIFICATE

LONGEST = 4000


class CpdEntry(models.Model):
    """Something that somebody did themselves and wrote down. Private to the person.

    `key` comes from the form: a double click is one entry.
    """

    class Kind(models.TextChoices):
        COURSE = "course", "Course, conference or webinar"
        READING = "reading", "Reading"
        SUPERVISION = "supervision", "Supervision or coaching"
        WATCHING = "watching", "Watching a colleague at work"
        TEACHING = "teaching", "Teaching or buddying others"
        OTHER = "other", "Something else"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cpd_entries")
    key = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField("what it was", max_length=160)
    on = models.DateField("day")
    minutes = models.PositiveSmallIntegerField()
    competencies = models.JSONField("codes of the framework", default=list, blank=True)
    reflection = models.TextField("what it changes", max_length=LONGEST, blank=True)
    saved_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("learning", council="person__council", person="person")

    class Meta:
        verbose_name_plural = "CPD entries"
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "key", name="cpd_entry_once"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=1440), name="cpd_entry_minutes"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-on"], name="cpd_entry_person")]

    def __str__(self) -> str:
        return f"{self.title} on {self.on}"


class Award(models.Model):
    """One version of an outside award whose units staff may collect evidence for.

    `source` says where the mapping of units to competencies comes from: the assessment centre decides, and
    its next version comes in beside this one.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="awards")
    code = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=160)
    source = models.CharField("who says so", max_length=300)
    effective_from = models.DateField()
    reach: ClassVar[Reach] = Reach("framework", council="council")

    class Meta:
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "code", "version", name="award_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class AwardUnit(models.Model):
    """One unit of an award and the competencies whose evidence may count for it."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="units")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    competencies = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField()
    reach: ClassVar[Reach] = Reach("framework", council="award__council")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint("award", "code", name="award_unit_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ContentVersion(models.Model):
    """A programme as it stood: which page was live in which revision, and what that came to.

    `digest` is taken over `pages`, so publishing any page of the programme again makes the next version.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="content_versions")
    programme_code = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    title = models.CharField("title of the programme", max_length=255)
    minutes = models.PositiveIntegerField()
    competencies = models.JSONField("code and words, in order", default=list)
    pages = models.JSONField("page id: revision", default=dict)
    noted_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("content", council="council")

    class Meta:
        ordering: ClassVar = ["programme_code", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "programme_code", "number", name="content_version_number"),
            models.UniqueConstraint("council", "programme_code", "digest", name="content_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.digest[:8]})"


class Certificate(models.Model):
    """Somebody finished a programme: once a person and programme, never deleted, revoked with a reason.

    `code` stands in the public address and cannot be guessed. `shows_name`: the holder chose to show the
    whole name to whoever has the address; initials unless they did.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates"
    )
    programme_code = models.CharField(max_length=12)
    version = models.ForeignKey(ContentVersion, on_delete=models.PROTECT, related_name="certificates")
    cohort = models.CharField("name of the cohort, as it stood", max_length=40, blank=True)
    code = models.CharField(max_length=40, unique=True)
    earned_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shows_name = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=CERTIFICATE.choices(), default="valid")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("why it was revoked", max_length=300, blank=True)
    reach: ClassVar[Reach] = Reach("certificate", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-earned_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "programme_code", name="certificate_once"),
            models.CheckConstraint(
                condition=Q(state="valid", revoked_at__isnull=True)
                | (Q(state="revoked", revoked_at__isnull=False) & ~Q(reason="")),
                name="certificate_revoked_why",
            ),
            models.CheckConstraint(condition=~Q(revoked_by=F("person")), name="certificate_not_own_revoked"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_code} of {self.person_id}"

    @property
    def earned_line(self) -> list[str]:
        """When and with whom, for a list."""
        return [f"Earned on {day_month_year(self.earned_on)}", self.cohort, self.get_state_display()]
