"""Papers, what was drawn for one person, every answer that was ever saved, and what people said of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from academy.people.models import Council
from academy.people.reach import Reach
from assessments.questions.models import ItemVersion
from assessments.sittings.states import LATE, PAPER, SITTING


class Paper(models.Model):
    """A paper: what is drawn from the bank for each person, and under which conditions.

    `pass_per_cent` of the points; where `near` is set an answer with half its points counts in full. A
    `never` item that is wrong fails whatever the points. `minutes` None: no limit; `most_sittings` 0 as well.
    `wait_days` before a resit. `audience` are role codes; empty means all staff. `assessed`: counts, so only
    items reviewed twice are drawn. `diagnostic`: shows where somebody stands; nobody passes or fails it.
    """

    class Feedback(models.TextChoices):
        EACH = "each", "After each answer"
        END = "end", "After handing in"
        CLOSED = "closed", "When the paper has closed"
        RESULT = "result", "The result only"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="papers")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    intro = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=PAPER.choices(), default="draft")
    assessed = models.BooleanField(default=True)
    diagnostic = models.BooleanField(default=False)
    pass_per_cent = models.PositiveSmallIntegerField(default=80)
    near = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    shuffle = models.BooleanField(default=True)
    open_law = models.BooleanField(default=True)
    feedback = models.CharField(max_length=8, choices=Feedback.choices, default=Feedback.END)
    most_sittings = models.PositiveSmallIntegerField(default=0)
    wait_days = models.PositiveSmallIntegerField(default=2)
    audience = models.JSONField(default=list, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    competencies = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="papers_made"
    )
    made_at = models.DateTimeField()
    reach: ClassVar[Reach] = Reach("paper", council="council")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint("council", "code", name="paper_code_once"),
            models.CheckConstraint(
                condition=Q(pass_per_cent__gte=1, pass_per_cent__lte=100), name="paper_pass_mark"
            ),
            models.CheckConstraint(
                condition=~Q(assessed=True, diagnostic=True), name="paper_counts_or_places"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class PaperLine(models.Model):
    """One line of the blueprint: so many items of a competency, a difficulty or a kind; empty means any.
    `answers`: so many answers, of which an item may ask several. `worth` is what one item counts in the
    result, its points being the share of it that was earned; None: as many points as it has."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField()
    competency = models.CharField(max_length=8, blank=True)
    difficulty = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    never = models.BooleanField(default=False)
    worth = models.PositiveSmallIntegerField(null=True, blank=True, default=1)
    answers = models.BooleanField(default=False)
    reach: ClassVar[Reach] = Reach("paper", council="paper__council")

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("paper", "position", name="paper_line_once"),
            models.CheckConstraint(condition=Q(worth__gte=1, worth__lte=10), name="paper_line_worth"),
        ]

    def __str__(self) -> str:
        return f"{self.count} of {self.competency or self.kind or 'any'}"


class Sitting(models.Model):
    """One person's sitting of a paper. `terms` is what the paper said when it began; `due_at` has the extra
    time in it. One sitting of a paper may be open at a time."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sittings")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=SITTING.choices(), default="open")
    terms = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    points = models.FloatField(default=0)
    of = models.FloatField(default=0)
    passed = models.BooleanField(null=True, blank=True)
    failed_never = models.BooleanField(default=False)
    reach: ClassVar[Reach] = Reach("learning", council="person__council", person="person")

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "paper", "number", name="sitting_number_once"),
            models.UniqueConstraint("person", "paper", condition=Q(state="open"), name="sitting_one_open"),
        ]
        indexes: ClassVar = [models.Index(fields=["paper", "state"], name="sitting_paper")]

    def __str__(self) -> str:
        return f"{self.paper_id} by {self.person_id}, {self.number}"


class SittingSlot(models.Model):
    """One drawn item of a sitting with the answer that counts. `saves` is the number of the last that came.

    `flagged`: the person wants to come back to it. `checked_at`: on papers that say after each answer what
    was right, the moment from which the answer stands. `kind` is kept so that a save needs no look-up.
    `worth` is what the line of the paper said that it counts.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="slots")
    kind = models.CharField(max_length=20, default="")
    never = models.BooleanField(default=False)
    worth = models.PositiveSmallIntegerField(null=True, blank=True)
    seed = models.PositiveIntegerField(default=0)
    shown = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)
    saves = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    flagged = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True, blank=True)
    marked = models.JSONField(default=dict)
    points = models.FloatField(default=0)
    of = models.FloatField(default=0)
    reach: ClassVar[Reach] = Reach("learning", council="sitting__person__council", person="sitting__person")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("sitting", "position", name="slot_position_once"),
            models.CheckConstraint(condition=Q(points__gte=0, points__lte=F("of")), name="slot_points_of"),
        ]

    def __str__(self) -> str:
        return f"{self.position} of {self.sitting_id}"


class SavedAnswer(models.Model):
    """Every answer that arrived, in order; nothing is overwritten. `late`: after the time was up, kept but
    not counted unless a person decides so. `base` is the number of saves that the page had seen and `tab`
    which page it was; `overtook` is the newest answer of another page that this one did not know of."""

    slot = models.ForeignKey(SittingSlot, on_delete=models.CASCADE, related_name="saved")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField(default=0)
    tab = models.CharField(max_length=36, blank=True)
    overtook = models.PositiveIntegerField(null=True, blank=True)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()
    late = models.BooleanField(default=False)
    reach: ClassVar[Reach] = Reach(
        "learning", council="slot__sitting__person__council", person="slot__sitting__person"
    )

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint("slot", "number", name="saved_answer_once")]

    def __str__(self) -> str:
        return f"{self.number} of {self.slot_id}"


class LateAnswer(models.Model):
    """What came too late for one item of a paper that counts, and what a named person decided about it.

    `saved` is the newest late answer; one that comes after a decision waits anew. An answer to an item whose
    solution had been shown is not here: it never counts."""

    slot = models.ForeignKey(SittingSlot, on_delete=models.CASCADE, related_name="late")
    saved = models.OneToOneField(SavedAnswer, on_delete=models.CASCADE, related_name="late_answer")
    state = models.CharField(max_length=8, choices=LATE.choices(), default="waits")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    reach: ClassVar[Reach] = Reach(
        "late_answer", council="slot__sitting__person__council", person="slot__sitting__person"
    )

    class Meta:
        ordering: ClassVar = ["saved__at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("slot", condition=Q(state="waits"), name="late_answer_waits_once"),
            models.CheckConstraint(
                condition=Q(state="waits", decided_at__isnull=True, decided_by__isnull=True, reason="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(state="waits") & ~Q(reason="")),
                name="late_answer_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"late for {self.slot_id}"


class Judgement(models.Model):
    """One answer that a person has to mark, and what they said. Markers see it without the name.

    `levels` is the level chosen for each line that was to be judged, in order, from 0.
    """

    slot = models.OneToOneField(SittingSlot, on_delete=models.CASCADE, related_name="judgement")
    waits_since = models.DateTimeField()
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="judgements"
    )
    levels = models.JSONField(default=list)
    words = models.TextField(blank=True)
    reach: ClassVar[Reach] = Reach(
        "to_mark", council="slot__sitting__person__council", person="slot__sitting__person"
    )

    class Meta:
        ordering: ClassVar = ["waits_since", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True, judged_by__isnull=True)
                | Q(judged_at__isnull=False, judged_by__isnull=False),
                name="judgement_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"judgement of {self.slot_id}"


class ExtraTime(models.Model):
    """So many per cent more time for one person, from a day on. Why is nobody's business here."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="extra_time")
    per_cent = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reach: ClassVar[Reach] = Reach("arrangement", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("person", "starts_on", name="extra_time_once"),
            models.CheckConstraint(condition=Q(per_cent__gte=1, per_cent__lte=200), name="extra_time_share"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="extra_time_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.per_cent}% for {self.person_id}"


class PaperResult(models.Model):
    """Whether somebody has passed a paper: all that their manager sees of it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="paper_results"
    )
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="results")
    passed = models.BooleanField()
    sittings = models.PositiveSmallIntegerField()
    on = models.DateField()
    reach: ClassVar[Reach] = Reach("result", council="person__council", person="person")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("person", "paper", name="paper_result_once")]

    def __str__(self) -> str:
        return f"{'passed' if self.passed else 'not yet'} {self.paper_id}"
