"""What a writer answers to feedback, which grades are queried, and what panels agree."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council
from academy.people.reach import Reach
from assessments.audits.models import GRADE_CHOICES, Audit
from assessments.instruments.models import Criterion
from assessments.moderation.states import CASE, GRADE_QUERY, OVER, REPLY

LONGEST = 600
LONGEST_REASON = 400


class Reply(models.Model):
    """The writer's side of the feedback on one audit. Made when the writer first answers; until then the
    feedback is simply given. `until` is the last day on which a question or a query is taken."""

    audit = models.OneToOneField(Audit, on_delete=models.PROTECT, related_name="reply")
    state = models.CharField(max_length=12, choices=REPLY.choices(), default="given")
    given_on = models.DateField("day on which the writer could read it")
    until = models.DateField("last day for a question or a query")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("audit_reply", council="audit__council", person="audit__writer")

    class Meta:
        verbose_name_plural = "replies"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(REPLY.words)), name="reply_state_known"),
            models.CheckConstraint(condition=Q(until__gte=F("given_on")), name="reply_until_after_given"),
        ]

    def __str__(self) -> str:
        return f"Reply to audit {self.audit_id}"


class ReplyMessage(models.Model):
    """One short message between a writer and the QA team about one audit, looked through by the gate."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField("from the form: a double click is one message")
    text = models.CharField(max_length=LONGEST)
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach(
        "audit_reply", council="reply__audit__council", person="reply__audit__writer"
    )

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint("reply", "key", name="reply_message_once")]

    def __str__(self) -> str:
        return f"Message {self.pk}"


class GradeQuery(models.Model):
    """A writer does not agree with the grade of one criterion or section, and says why. A panel answers."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="queries")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="grade_queries")
    reason = models.CharField(max_length=LONGEST_REASON)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=GRADE_QUERY.choices(), default="open")
    answer = models.CharField("what the panel says to the writer", max_length=LONGEST_REASON, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach(
        "audit_reply", council="reply__audit__council", person="reply__audit__writer"
    )

    class Meta:
        verbose_name_plural = "grade queries"
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "reply", "criterion", condition=~Q(state__in=OVER), name="grade_query_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(GRADE_QUERY.words)), name="grade_query_state_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="grade_query_has_reason"),
        ]

    def __str__(self) -> str:
        return f"Query of criterion {self.criterion_id}"


class Round(models.Model):
    """The moderation of one quarter: which audits go before a panel, drawn with a seed so that it can be
    drawn again. `report` says how many there were and how many were picked, by reason."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="moderation_rounds")
    first = models.DateField("first day of the quarter")
    last = models.DateField("last day of the quarter")
    seed = models.PositiveBigIntegerField()
    share = models.PositiveSmallIntegerField("share drawn at random, in per cent")
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    drawn_at = models.DateTimeField()
    report = models.JSONField(default=dict)
    reach: ClassVar[Reach] = Reach("moderation", council="council")

    class Meta:
        ordering: ClassVar = ["-first"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "first", name="moderation_round_once"),
            models.CheckConstraint(condition=Q(last__gt=F("first")), name="moderation_round_has_days"),
            models.CheckConstraint(
                condition=Q(share__gte=8, share__lte=12), name="moderation_round_8_to_12_per_cent"
            ),
        ]

    def __str__(self) -> str:
        return f"Moderation from {self.first:%d %B %Y}"


class Case(models.Model):
    """One audit before a panel. Who wrote and who audited it is not told to the panel."""

    class Why(models.TextChoices):
        DRAWN = "drawn", "Drawn by lot"
        OUTSTANDING = "top", "Outstanding overall"
        INADEQUATE = "bottom", "Inadequate overall"
        DISPUTED = "disputed", "A grade is queried"
        ASKED = "asked", "Asked for"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="moderation_cases")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="cases")
    plan_ref = models.CharField("reference by which the panel finds the plan", max_length=40, default="")
    why = models.CharField(max_length=8, choices=Why.choices)
    state = models.CharField(max_length=9, choices=CASE.choices(), default="waiting")
    opened_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="moderation_cases", blank=True)
    asked = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="who is asked to sit", related_name="+", blank=True
    )
    learning = models.CharField("what everybody can learn from it", max_length=LONGEST_REASON, blank=True)
    reach: ClassVar[Reach] = Reach("moderation", council="council")

    class Meta:
        ordering: ClassVar = ["opened_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("audit", condition=Q(state="waiting"), name="case_one_waiting"),
            models.UniqueConstraint("round", "audit", name="case_once_a_round"),
            models.CheckConstraint(condition=Q(state__in=list(CASE.words)), name="case_state_known"),
            models.CheckConstraint(
                condition=~Q(state="concluded") | Q(concluded_by__isnull=False, concluded_at__isnull=False),
                name="case_concluded_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"


class MemberGrade(models.Model):
    """What one member of a panel would give on a criterion, before the panel talks."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="member_grades", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField(choices=GRADE_CHOICES)
    at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("moderation", council="case__council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("case", "member", "criterion", name="member_grade_once"),
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=4), name="member_grade_1_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} in case {self.case_id}"


class AgreedMark(models.Model):
    """What the panel agreed on one criterion, with its reason where it differs from the auditor's grade.

    `original` is the auditor's grade on that day, kept for the story; `Grade.grade` never changes.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grades", db_index=False)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="agreed_marks")
    original = models.PositiveSmallIntegerField(choices=GRADE_CHOICES, null=True)
    grade = models.PositiveSmallIntegerField(choices=GRADE_CHOICES)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    reach: ClassVar[Reach] = Reach("moderation", council="case__council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("case", "criterion", name="agreed_mark_once"),
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=4), name="agreed_mark_1_to_4"),
            models.CheckConstraint(
                condition=Q(original=F("grade")) | ~Q(reason=""), name="agreed_mark_change_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} agreed in case {self.case_id}"
