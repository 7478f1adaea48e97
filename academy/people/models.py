"""People: the council as a boundary, who works where in which role, and partners as guests."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from academy.people.reach import Reach
from academy.people.roles import ROLES

ROLE_CHOICES = [(role.code, role.title) for role in ROLES.values()]


class Council(models.Model):
    """A council: the boundary that no row, count or name crosses."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        return self.name


class PeopleManager(BaseUserManager["User"]):
    """Makes people. There is no self-registration: people come from the HR file or by invitation."""

    def create_person(
        self, *, council: Council, email: str, password: str | None = None, **fields: Any
    ) -> User:
        """A person with an unusable password unless one is given."""
        person = self.model(council=council, email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail. `ref` is the staff or partner number of the source system."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="people")
    ref = models.CharField("staff or partner number", max_length=40, blank=True)
    email = models.EmailField("e-mail", unique=True)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField("start date", null=True, blank=True)
    left_on = models.DateField("last day", null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["given_name", "family_name"]
    reach: ClassVar[Reach] = Reach("person", council="council", person="pk")
    objects = PeopleManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.UniqueConstraint("council", "ref", condition=~Q(ref=""), name="person_ref_once"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gte=F("joined_on")),
                name="person_left_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def get_short_name(self) -> str:
        return self.given_name

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        return f"{self.given_name[:1]}{self.family_name[:1]}".upper()


class Team(models.Model):
    """A team of the council. Teams may belong to different services; `area` is the locality, if any."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=60, blank=True)
    reach: ClassVar[Reach] = Reach("team", council="council")

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint("council", "name", name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    """Posts, asked by date."""

    def open_on(self, day: datetime.date) -> PostQuerySet:
        """Posts held on `day`; the last day of a post still counts."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class Post(models.Model):
    """A person in a role in a team, from and until, with a line manager."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(max_length=3, choices=ROLE_CHOICES)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="posts")
    manager = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="line_posts"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    fte = models.DecimalField("full-time share", max_digits=3, decimal_places=2, default=1)
    working_days = models.CharField(max_length=40, blank=True)
    reach: ClassVar[Reach] = Reach("post", council="person__council", person="person")
    objects = PostQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="post_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(manager=F("person")), name="post_not_own_manager"),
            models.UniqueConstraint("person", "role", "team", "starts_on", name="post_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["team", "ends_on"], name="post_team"),
            models.Index(fields=["manager"], name="post_manager"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.team}"


class Absence(models.Model):
    """A stretch of leave or secondment, both ends included; no end means still away."""

    class Kind(models.TextChoices):
        LEAVE = "leave", "Leave"
        SECONDMENT = "secondment", "Secondment"

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("absence", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="absence_ends_after_start",
            ),
            models.UniqueConstraint("person", "kind", "starts_on", name="absence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.starts_on}"


class Organisation(models.Model):
    """A partner organisation: a school, a service, a forum."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="organisations")
    ref = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    sector = models.CharField(max_length=60, blank=True)
    email_domain = models.CharField(max_length=120, blank=True)
    reach: ClassVar[Reach] = Reach("organisation", council="council")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("council", "ref", name="organisation_ref_once")]

    def __str__(self) -> str:
        return self.name


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Affiliations, asked by date."""

    def open_on(self, day: datetime.date) -> AffiliationQuerySet:
        """Affiliations that hold on `day`, the last day included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class Affiliation(models.Model):
    """A partner's person in a role in an organisation, from and until."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    role = models.CharField(max_length=3, choices=ROLE_CHOICES)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    coordinates = models.BooleanField("looks after the people and places of the organisation", default=False)
    reach: ClassVar[Reach] = Reach("affiliation", council="person__council", person="person")
    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("person", "organisation", "role", name="affiliation_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="affiliation_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"
