"""A shared step in words: what fails where, compared with what, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from academy.kit.words import day_month_year, plural
from assessments.audits.models import Audit
from assessments.statistics.figures import newcombe, wilson
from courses.assignments.rules.words import name_criterion
from courses.improvements.figures import LEAST
from courses.improvements.models import Improvement

STEPS = {
    Improvement.Step.WORKSHOP: "a team workshop",
    Improvement.Step.TEMPLATE: "a change of the template",
    Improvement.Step.ADVICE: "an offer to those who give advice",
}


@dataclass(frozen=True)
class ShareLine:
    """Below good in one group: `low` of `n`, with Wilson's 95% interval, all as shares of 1."""

    label: str
    low: int
    n: int

    @property
    def share(self) -> str:
        """Per cent below good."""
        return f"{self.low / self.n:.0%}" if self.n else "no marks"

    @property
    def interval(self) -> str:
        """Where the true share lies with 95% confidence."""
        least, most = wilson(self.low, self.n)
        return f"{least:.0%} to {most:.0%}" if self.n else ""


def name_group(one: Improvement) -> str:
    """The group by its name."""
    if one.of == Improvement.Of.TEAM and one.team:
        return one.team.name
    if one.of == Improvement.Of.SERVICE and one.service:
        return one.service.name
    names = dict(Audit.Setting.choices if one.of == Improvement.Of.SETTING else Audit.PlanType.choices)
    return str(names.get(one.group, one.group))


def name_where(one: Improvement) -> str:
    """Where it fails, after "plans": of team North; for a special school; on the template of new plans."""
    name = name_group(one)
    return {
        Improvement.Of.TEAM: f"of {name}",
        Improvement.Of.SERVICE: f"of {name}",
        Improvement.Of.SETTING: f"for children in this kind of setting: {name.lower()}",
        Improvement.Of.TEMPLATE: f"on the template of this kind of plan: {name.lower()}",
    }[Improvement.Of(one.of)]


def say_wide(one: Improvement) -> str:
    """In 14 of 20 plans of Team North Quantified (F3) was below good: this looks like the system."""
    what = "pieces of advice" if one.of == Improvement.Of.SERVICE else "plans"
    name = name_criterion(one.criterion.text, one.criterion.code)
    return (
        f"In {one.low} of {one.n} {what} {name_where(one)} “{name}” was below good. "
        "This looks like the system, not the person."
    )


def shares_of(one: Improvement) -> list[ShareLine]:
    """The group and the rest, then and, where it is known, in the quarter after it was done."""
    name = name_group(one)
    lines = [
        ShareLine(name, one.low, one.n),
        ShareLine("The rest of the council", one.rest_low, one.rest_n),
    ]
    if one.after_n is not None:
        lines.append(ShareLine(f"{name}, the quarter after", one.after_low or 0, one.after_n))
        lines.append(ShareLine("The rest, the quarter after", one.after_rest_low or 0, one.after_rest_n or 0))
    return lines


def say_effect(one: Improvement) -> str:
    """Whether the criterion became better in the quarter after it was done, with the number of marks."""
    if one.after_n is None or one.after_low is None:
        return ""
    if one.after_n < LEAST:
        return f"Only {plural(one.after_n, 'mark')} in the quarter after it: too few to tell."
    change, least, most = newcombe((one.low, one.n), (one.after_low, one.after_n))
    n = f"{one.after_low} of {one.after_n} below good in the quarter after it, {one.low} of {one.n} before"
    points = f"{abs(change):.0%} {'fewer' if change > 0 else 'more'} (from {least:.0%} to {most:.0%})"
    if least > 0:
        verdict = "It became better"
    elif most < 0:
        verdict = "It became worse"
    else:
        verdict = "No clear change"
    return (
        f"{verdict}: {n}, {points}. What was far out tends to come back by itself, so compare with the rest "
        "as well."
    )


def say_when(one: Improvement) -> str:
    """Where it stands, with its day."""
    if one.state in ("decided", "under_way") and one.due_on:
        return f"{one.get_state_display()}, by {day_month_year(one.due_on)}"
    if one.state in ("done", "looked_at") and one.done_on:
        return f"{one.get_state_display()}, done {day_month_year(one.done_on)}"
    return str(one.get_state_display())
