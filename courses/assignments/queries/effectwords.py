"""What the effect of training says in words, charts and rows."""

from __future__ import annotations

from dataclasses import dataclass

from academy.kit.charts import Bar
from academy.kit.components.differences import Difference
from academy.kit.words import plural, signed
from courses.assignments.effect import LEAST, Effect
from courses.assignments.queries.effects import Effects, Outcome
from courses.assignments.queries.reach import FEWEST, Narrow

FEW_PEOPLE = "Fewer than five people"


def lead_of_effect(found: Effects) -> str:
    """The answer in one or two sentences."""
    effect = found.all.grades
    if not found.all.shown:
        return f"We cannot tell yet. {too_few_words(found.all)}"
    size = f"{abs(effect.difference):.2f} of a grade"
    if effect.low > 0:
        return (
            f"Probably, a little. After training, marks rose by {size} more than the same kind of mark did "
            "without it."
        )
    if effect.high < 0:
        return f"It does not look so. Marks rose by {size} less after training than without it."
    return "We see no clear change. The marks of those who were trained and those who were not rose alike."


def too_few_words(outcome: Outcome) -> str:
    """Why there is no figure."""
    if outcome.hidden:
        return f"{FEW_PEOPLE} stand behind it."
    one, two = outcome.grades.trained.n, outcome.grades.untrained.n
    return f"{one:,} trained and {two:,} to compare with; we need {LEAST} of each."


def between(effect: Effect, *, points: bool = False) -> str:
    """The interval in words; in points of "good or better" when asked."""
    if points:
        return f"{signed(100 * effect.low, 0)} to {signed(100 * effect.high, 0)}"
    return f"{signed(effect.low)} to {signed(effect.high)}"


def effect_facts(found: Effects) -> list[tuple[str, str]]:
    """The four figures that answer the question."""
    grades, good = found.all.grades, found.all.good
    one, two = grades.trained, grades.untrained
    return [
        (
            signed(grades.difference),
            f"of a grade, with training against without (likely {between(grades)})",
        ),
        (
            f"{signed(100 * good.difference, 0)} points",
            f"in marks good or better (likely {between(good, points=True)})",
        ),
        (f"{one.n:,}", f"findings answered by training, of {plural(one.people, 'writer')}"),
        (f"{two.n:,}", f"of the same kind, not trained, of {plural(two.people, 'writer')}"),
    ]


def effect_bars(found: Effects) -> list[Bar]:
    """Both sides of the comparison."""
    one, two = found.all.grades.trained, found.all.grades.untrained
    return [
        Bar(f"Trained on the point (n = {one.n:,})", one.mean, signed(one.mean)),
        Bar(f"Same kind of mark, not trained (n = {two.n:,})", two.mean, signed(two.mean), quiet=True),
    ]


def effect_chart(found: Effects) -> list[Difference]:
    """The difference with its interval, all modules first."""
    return [_difference(one) for one in (found.all, *found.modules)]


def _difference(one: Outcome) -> Difference:
    if not one.shown:
        return Difference(_name(one))
    return Difference(_name(one), one.grades.difference, one.grades.low, one.grades.high)


def _name(one: Outcome) -> str:
    return f"{one.title} ({one.code})" if one.title and one.code else one.title or one.code


@dataclass(frozen=True)
class EffectRow:
    """One line of the table. `few` says why there are no figures."""

    code: str
    name: str
    path: str
    few: str = ""
    trained: str = ""
    untrained: str = ""
    difference: str = ""
    points: str = ""
    address: str = ""


def effect_rows(found: Effects) -> list[EffectRow]:
    """Every module, with the address of the findings that led to it."""
    return [_row(one) for one in found.modules]


def _row(one: Outcome) -> EffectRow:
    address = Narrow(module=one.code).address()
    if not one.shown:
        few = too_few_words(one)
        return EffectRow(one.code, _name(one), one.path, few, address="" if one.hidden else address)
    grades, good = one.grades, one.good
    return EffectRow(
        code=one.code,
        name=_name(one),
        path=one.path,
        trained=f"{signed(grades.trained.mean)} (n = {grades.trained.n:,})",
        untrained=f"{signed(grades.untrained.mean)} (n = {grades.untrained.n:,})",
        difference=f"{signed(grades.difference)} ({between(grades)})",
        points=f"{signed(100 * good.difference, 0)} ({between(good, points=True)})",
        address=address,
    )


def learners_words(n: int) -> str:
    """The words of the link from one finding to the effect of its module."""
    return f"Its effect over {plural(n, 'writer')}" if n >= FEWEST else "Its effect over many writers"
