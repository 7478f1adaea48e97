"""The steps of one finding's chain, in words."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from academy.kit.words import day_month_year
from assessments.auditing.queries.guests import is_by_guest
from assessments.audits.models import Finding
from courses.assignments.models import Assignment, Withheld
from courses.assignments.queries.rulebooks import terms_of
from courses.assignments.rules.proofs import GOOD
from courses.assignments.rules.words import NUMBERS, said_of_others, short_name
from courses.pages.queries import modules_by_code
from courses.progress.models import Completion


@dataclass(frozen=True)
class Step:
    """One node of the thread. `mark` is a state mark; `later` has not happened yet."""

    title: str
    when: str
    mark: str = "done"
    text: str = ""
    small: str = ""
    grade: int | None = None
    why: str = ""
    code: str = ""
    later: bool = False


@dataclass(frozen=True)
class LaterPlan:
    """One later plan, audited on the same criterion."""

    on: datetime.date
    grade: int
    plan_ref: str


def steps_of(
    finding: Finding, remedy: Assignment | None, later: Sequence[LaterPlan], *, own: bool, named: bool
) -> tuple[Step, ...]:
    """Every step, oldest first. `own`: told to the writer; `named`: names of people may be said."""
    steps = [_found(finding, named), *_without(finding, remedy)]
    if remedy is not None:
        steps += _asked(remedy, own=own, named=named)
        steps += _learnt(remedy)
        steps += _again(remedy, later)
        steps += _ended(finding, remedy, named)
    return tuple(steps)


def _found(finding: Finding, named: bool) -> Step:
    audit = finding.audit
    by = "an auditor"
    if audit.auditor is not None and named:
        by = str(audit.auditor)
    if is_by_guest(audit):
        by = f"{by if named and audit.auditor is not None else 'somebody'}, a guest of the plan's own setting"
    cause = finding.get_cause_display().lower()
    return Step(
        title="Found",
        when=day_month_year(finding.found_on),
        mark="look",
        text=f"Plan {audit.plan_ref}, {short_name(finding.criterion.text)}:",
        grade=finding.grade,
        small=f"Audit {audit.ref}, by {by}. Cause: {cause}.",
    )


def _without(finding: Finding, remedy: Assignment | None) -> list[Step]:
    """What happened when nothing was asked, and why."""
    when = day_month_year(finding.found_on)
    if remedy is not None or finding.state == "new":
        return []
    held = (
        Withheld.objects.filter(finding=finding)
        .select_related("version__rule")
        .order_by("rule__position")
        .first()
    )
    if held is not None:
        return [
            Step(
                title="Held back",
                when=day_month_year(held.on),
                mark="lock",
                text=f"Rule {held.version} called, but the writer {held.get_guard_display()}.",
                small="Nothing was asked. A later audit can call again.",
            )
        ]
    if finding.state == "withdrawn":
        return [Step("Withdrawn", when, "stopped", "The audit was taken back or replaced.")]
    return [Step("Noted", when, "done", "No rule called for more. A five-minute note may have been offered.")]


def _asked(remedy: Assignment, *, own: bool, named: bool) -> list[Step]:
    reason = remedy.reason if own else said_of_others(remedy.reason)
    steps = [
        Step(
            title="Asked",
            when=day_month_year(remedy.assigned_on),
            why=reason,
            code=f"Rule {remedy.version}",
            text=f"{_module(remedy)}. Due {day_month_year(remedy.due_on)}.",
        )
    ]
    who = f" by {remedy.decided_by}" if remedy.decided_by and (named or own) else ""
    if remedy.claimed_cause:
        cause = remedy.get_claimed_cause_display().lower()
        steps.append(
            Step(
                title="Said not to be the writer's",
                when=day_month_year(remedy.paused_on or remedy.assigned_on),
                mark="look" if remedy.decided_on is None else "done",
                text=f"The writer says that the cause was: {cause}.",
                small=remedy.words if named or own else "",
            )
        )
    if remedy.decided_on and remedy.state != "repeated":
        title = "Waived" if remedy.state == "waived" else "Decided: it goes on"
        steps.append(
            Step(title, day_month_year(remedy.decided_on), text=f"Decided{who}.", small=remedy.decision)
        )
    elif remedy.state == "paused" and not remedy.claimed_cause and remedy.paused_on:
        steps.append(
            Step(
                "Paused", day_month_year(remedy.paused_on), "lock", "The work waits while the writer is away."
            )
        )
    return steps


def _module(remedy: Assignment) -> str:
    cards = modules_by_code(council_id=remedy.person.council_id, codes=[remedy.module_code])
    card = cards.get(remedy.module_code)
    return f"Module {card.title} ({card.code})" if card else f"Module {remedy.module_code}"


def _learnt(remedy: Assignment) -> list[Step]:
    if remedy.learnt_on is None:
        if remedy.state != "asked":
            return []
        text = f"When the writer finishes {remedy.module_code}."
        return [Step("Learn", f"By {day_month_year(remedy.due_on)}", "todo", text, later=True)]
    done = (
        Completion.objects.filter(
            person=remedy.person, module_code=remedy.module_code, done_on__gte=remedy.learnt_on
        )
        .order_by("done_on")
        .first()
    )
    parts = [f"{remedy.module_code} finished"]
    if done is not None and done.minutes:
        parts.append(f"{done.minutes} minutes")
    if done is not None and done.score:
        parts.append(f"knowledge check {done.score}")
    return [Step("Learnt", day_month_year(remedy.learnt_on), text=", ".join(parts) + ".")]


def _again(remedy: Assignment, later: Sequence[LaterPlan]) -> list[Step]:
    if remedy.learnt_on is None or remedy.state == "withdrawn":
        return []
    names = ("First", "Second")
    steps = [
        Step(
            title=f"{names[at]} look at a later plan",
            when=day_month_year(look.on),
            mark="done" if look.grade >= GOOD else "look",
            text=f"Plan {look.plan_ref}:",
            grade=look.grade,
            small="The auditor did not know which point was looked at.",
        )
        for at, look in enumerate(later)
    ]
    if remedy.state == "learnt":
        terms = terms_of(council_id=remedy.person.council_id)
        until = day_month_year(remedy.learnt_on + datetime.timedelta(days=terms.days))
        left = max(1, terms.plans - len(later))
        plans = "plan is" if left == 1 else f"{NUMBERS[left]} plans are"
        text = f"The writer's next {plans} looked at on this point."
        steps.append(Step("Look again", f"By {until}", "todo", text, later=True))
    return steps


ENDS = {
    "resolved": ("Resolved", "done", "Later plans were good or better."),
    "repeated": (
        "Repeated",
        "look",
        "A later plan was below good again. Manager and writer talk about what helps.",
    ),
    "too_few": ("Too few plans to tell", "half", "Too few plans were audited in the time."),
    "withdrawn": (
        "Withdrawn",
        "stopped",
        "The audit was taken back or replaced. What was learnt stays learnt.",
    ),
}
LEFT = "The writer has left, so nothing is asked any more. What was learnt stays learnt."
"""The audit still counts: then it was not taken back."""


def _ended(finding: Finding, remedy: Assignment, named: bool) -> list[Step]:
    if remedy.state not in ENDS:
        return []
    title, mark, text = ENDS[remedy.state]
    if remedy.state == "withdrawn" and finding.audit.is_current:
        text = LEFT
    when = day_month_year(remedy.settled_on) if remedy.settled_on else ""
    steps = [Step(title, when, mark, text)]
    if remedy.state == "repeated" and remedy.coaching_on:
        who = (
            f"Agreed with {remedy.decided_by}. "
            if remedy.decided_by and named
            else "Agreed with the manager. "
        )
        said = remedy.coaching if named else ""
        steps.append(Step("Coaching agreed", day_month_year(remedy.coaching_on), "done", who, said))
    elif remedy.state == "repeated":
        steps.append(
            Step("Coaching", "Next", "todo", "The manager and the writer agree what helps.", later=True)
        )
    return steps
