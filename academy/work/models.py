"""The work ledger: one durable row per piece of work to do, written with the change that causes it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from academy.people.models import Council
from academy.people.reach import Reach
from academy.work.states import JOB, MESSAGE


class Job(models.Model):
    """A piece of work or a piece of news.

    `key` makes it unique; `attempt` fences off a worker that wakes late.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs")
    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JOB.choices(), default="due")
    due_at = models.DateTimeField()
    written_at = models.DateTimeField()
    attempt = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField("kind of the last error", max_length=200, blank=True)
    reach: ClassVar[Reach] = Reach("job", council="council")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("topic", "key", name="job_once"),
            models.CheckConstraint(condition=Q(state__in=list(JOB.words)), name="job_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(state__in=["due", "claimed"]), name="job_open"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class Message(models.Model):
    """An e-mail to one person, once per template, subject and occurrence.

    Its text is made when it is sent.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="messages")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages")
    template = models.CharField(max_length=80)
    about = models.CharField(max_length=120)
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=MESSAGE.choices(), default="due")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reach: ClassVar[Reach] = Reach("message", council="council", person="person")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("template", "person", "about", name="message_once"),
            models.CheckConstraint(condition=Q(state__in=list(MESSAGE.words)), name="message_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.about}"
