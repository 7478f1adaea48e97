"""All that the page of a plan shows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from academy.people.models import User
from competencies.plans.models import Exemplar, Goal, ProbationReport, SupervisionMeeting, ThankYou
from competencies.plans.queries.appreciation import exemplars_of, thanks_of
from competencies.plans.queries.goals import Gap, gaps_of, goals_of
from competencies.plans.queries.meetings import meetings_of, next_meeting
from competencies.plans.queries.probation import reports_of
from competencies.plans.queries.sight import Leader, Sight, leaders_of
from competencies.plans.rules.probation import probation_of
from competencies.plans.states import OPEN_GOAL

MOST_GAPS = 5


@dataclass(frozen=True)
class ToHandOver:
    """Somebody who leads the person now, and how much from before they do not see."""

    leader: Leader
    goals: int
    meetings: int


@dataclass(frozen=True)
class PlanView:
    """The plan of one person as one reader sees it."""

    person: User
    sight: Sight
    goals: tuple[Goal, ...]
    over: tuple[Goal, ...]
    meetings: tuple[SupervisionMeeting, ...]
    coming: SupervisionMeeting | None
    gaps: tuple[Gap, ...]
    to_hand_over: tuple[ToHandOver, ...]
    leaders: tuple[Leader, ...]
    thanks: tuple[ThankYou, ...]
    exemplars: tuple[Exemplar, ...]
    reports: tuple[ProbationReport, ...]
    may_report: bool
    at: datetime.datetime

    @property
    def is_own(self) -> bool:
        """Whether the reader is the person."""
        return self.sight.is_own

    @property
    def may_hide(self) -> bool:
        """Whether the reader began to lead this person after they came: something may be from before."""
        since, joined = self.sight.since, self.person.joined_on
        return since is not None and (joined is None or joined < since)

    @property
    def to_read(self) -> list[ProbationReport]:
        """Reports that the person has not said they read."""
        return [
            one
            for one in self.reports
            if self.is_own and one.state == "shared" and one.person_read_at is None
        ]

    @property
    def to_answer(self) -> list[Exemplar]:
        """What the person is asked to show."""
        return [one for one in self.exemplars if self.is_own and one.state == "asked"]

    @property
    def shown(self) -> list[Exemplar]:
        """What is shown to colleagues now."""
        return [one for one in self.exemplars if one.state == "given"]

    @property
    def to_sign(self) -> list[SupervisionMeeting]:
        """Meetings whose notes the other one signed and the reader has not."""
        mine, other = "person_signed_at", "supervisor_signed_at"
        if not self.is_own:
            mine, other = other, mine
        return [
            one
            for one in self.meetings
            if one.state == "planned" and getattr(one, other) is not None and getattr(one, mine) is None
        ]

    @property
    def waiting(self) -> list[Goal]:
        """Goals to which the reader has not said yes."""
        mine = "person_agreed_at" if self.is_own else "manager_agreed_at"
        return [one for one in self.goals if one.state == "proposed" and getattr(one, mine) is None]

    @property
    def past(self) -> list[SupervisionMeeting]:
        """Meetings whose time has come, the newest first."""
        return [one for one in self.meetings if one.starts_at <= self.at and one.state != "called_off"]

    @property
    def goal_url(self) -> str:
        """Where a goal is written."""
        return reverse("goal_new") if self.is_own else reverse("person_goal_new", args=[self.person.pk])

    @property
    def meeting_url(self) -> str:
        """Where a meeting is planned."""
        if self.is_own:
            return reverse("supervision_new")
        return reverse("person_supervision_new", args=[self.person.pk])


def plan_page(*, actor: User, person: User, sight: Sight, at: datetime.datetime) -> PlanView:
    """A constant number of queries, however many goals and meetings there are."""
    on = timezone.localdate(at)
    goals = goals_of(actor=actor, person=person, sight=sight)
    meetings = meetings_of(actor=actor, person=person, sight=sight)
    reports = reports_of(actor=actor, person=person, sight=sight)
    leaders = leaders_of(person=person, on=on) if sight.is_own else []
    return PlanView(
        person=person,
        sight=sight,
        goals=tuple(one for one in goals if one.state in OPEN_GOAL),
        over=tuple(one for one in goals if one.state not in OPEN_GOAL),
        meetings=tuple(meetings),
        coming=next_meeting(meetings, at=at),
        gaps=tuple(gaps_of(person=person, on=on)[:MOST_GAPS]),
        to_hand_over=tuple(_earlier(leaders, goals, meetings)),
        leaders=tuple(leaders),
        thanks=tuple(thanks_of(actor=actor, person=person, sight=sight)),
        exemplars=tuple(exemplars_of(actor=actor, person=person, sight=sight)),
        reports=tuple(reports),
        may_report=not sight.is_own
        and probation_of(person, on=on) is not None
        and not any(one.state == "shared" for one in reports),
        at=at,
    )


def _earlier(
    leaders: list[Leader], goals: list[Goal], meetings: list[SupervisionMeeting]
) -> list[ToHandOver]:
    """What those who lead now do not see, because it is from before they did."""
    found = [
        ToHandOver(
            one,
            sum(goal.proposed_on < one.since for goal in goals),
            sum(meeting.on < one.since for meeting in meetings),
        )
        for one in leaders
        if not one.reads_all
    ]
    return [one for one in found if one.goals or one.meetings]
