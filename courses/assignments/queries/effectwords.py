"""What the effect of training says in words, charts and rows."""

from __future__ import annotations

from dataclasses import dataclass

from academy.kit.charts import Bar
from academy.kit.components.differences import Difference
from academy.kit.words import plural, signed
from academy.people.models import User
from courses.assignments.effect import LEAST, Effect
from courses.assignments.queries.effects import Effects, Outcome, effects_kept
from courses.assignments.queries.reach import FEWEST, Narrow

FEW_PEOPLE = "Fewer than five people"
COMPARED = (
    "Later marks on a point after training, with later marks on points where the same rule called and a "
    "guard held it back (the writer had no free place, or had the module already). Allowed for: the marks "
    "that called, the criterion, the rest of the audit, the writer's earlier audits, the severity of "
    "auditors, and time."
)
REPLAYED = (
    "No training was ever finished here. These figures take every call of the rules as answered, and all "
    "work as finished when due: right only where that is so."
)


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


def effect_in_short(*, actor: User) -> str:
    """The answer, where it is at hand; nothing where it must be measured first."""
    found = effects_kept(actor=actor)
    return lead_of_effect(found) if found else ""


def too_few_words(outcome: Outcome) -> str:
    """Why there is no figure."""
    if outcome.hidden:
        return f"{FEW_PEOPLE} stand behind it, or it would give away another figure that is hidden."
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
        (f"{one.n:,}", f"points of {plural(one.people, 'writer')} that were trained"),
        (f"{two.n:,}", f"of the same kind, not trained when found, of {plural(two.people, 'writer')}"),
    ]


def effect_bars(found: Effects) -> list[Bar]:
    """Both sides of the comparison."""
    one, two = found.all.grades.trained, found.all.grades.untrained
    return [
        Bar(f"Trained on the point (n = {one.n:,})", one.mean, signed(one.mean)),
        Bar(f"Same kind of mark, not trained (n = {two.n:,})", two.mean, signed(two.mean), quiet=True),
    ]


def effect_chart(found: Effects) -> list[Difference]:
    """The difference with its interval: all modules first, then each from the best estimate downwards."""
    places = {one.kind: at for at, one in enumerate(found.ranked)}
    listed = sorted(found.modules, key=lambda one: places.get(one.code, len(places)))
    return [_difference(one) for one in (found.all, *listed) if one.shown]


def _difference(one: Outcome) -> Difference:
    if not one.shown:
        return Difference(_name(one))
    return Difference(_name(one), one.grades.difference, one.grades.low, one.grades.high)


def _name(one: Outcome) -> str:
    return f"{one.title} ({one.code})" if one.title and one.code else one.title or one.code


@dataclass(frozen=True)
class EffectRow:
    """One line of a table. `few` says why there are no figures, `place` among which places it lies."""

    code: str
    name: str
    path: str
    few: str = ""
    trained: str = ""
    untrained: str = ""
    difference: str = ""
    points: str = ""
    address: str = ""
    place: str = ""


def _row(one: Outcome, place: str = "") -> EffectRow:
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
        place=place,
    )


def workshop_words(found: Outcome) -> str:
    """What can be said of workshops, in one or two sentences."""
    one, two = found.grades.trained, found.grades.untrained
    if found.hidden:
        return "Fewer than five teams stand behind it, so we show no figure: it could be about one of them."
    if not found.shown:
        return (
            f"Too few to tell: {plural(one.n, 'point')} of teams after which a step was taken, and "
            f"{two.n:,} after which none was. We need {LEAST} of each."
        )
    size = f"{abs(found.grades.difference):.2f} of a grade"
    if found.grades.low > 0:
        return f"After a workshop, marks of the team rose by {size} more than where none was held."
    if found.grades.high < 0:
        return f"It does not look so. After a workshop, marks of the team rose by {size} less than without."
    return "We see no clear change. Marks of teams rose alike with a workshop and without one."


def workshop_rows(found: Outcome) -> list[EffectRow]:
    """The figures of workshops, where there are any."""
    return [_row(found)] if found.shown else []


def rule_rows(found: Effects) -> list[EffectRow]:
    """Every rule that called for a module."""
    return [_row(one) for one in found.rules]


@dataclass(frozen=True)
class Tier:
    """Modules of which the same can be said, with the words that say it."""

    title: str
    words: str
    rows: tuple[EffectRow, ...]


def tiers_of(found: Effects) -> list[Tier]:
    """The modules in three lots: clear change, no clear change, and not enough to tell."""
    by_code = {one.code: one for one in found.modules}
    places = {one.kind: _place(one.first, one.last) for one in found.ranked}
    order = [one.kind for one in found.ranked]
    better = [by_code[code] for code in order if by_code[code].grades.low > 0]
    worse = [by_code[code] for code in order if by_code[code].grades.high < 0]
    rest = [one for one in found.modules if one.code not in places]
    open_ = [by_code[code] for code in order if not by_code[code].grades.clear]
    lots = [
        ("Marks rose more with the module than without", "The whole interval lies above nought.", better),
        ("Marks rose less with the module than without", "The whole interval lies below nought.", worse),
        ("No clear change", "The interval holds nought: it may work well, a little or not at all.", open_),
        ("Not enough to tell", "Too few findings or too few writers on one side.", rest),
    ]
    return [
        Tier(title, words, tuple(_row(one, places.get(one.code, "")) for one in lot))
        for title, words, lot in lots
        if lot
    ]


def _place(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first} to {last}"


def ranking_words(found: Effects) -> str:
    """Whether the modules can be told apart at all."""
    ranked = found.ranked
    if len(ranked) < 2:
        return ""
    behind = [one for one in ranked if one.first > 1]
    if not behind:
        return (
            f"The {len(ranked)} modules with a figure cannot be told apart: any of them may be the one that "
            "works best."
        )
    names = ", ".join(one.kind for one in behind)
    stand = "stands" if len(behind) == 1 else "stand"
    return (
        f"Of the {len(ranked)} modules with a figure, {len(behind)} {stand} clearly behind at least one "
        f"other: {names}. The others cannot be told apart."
    )


def learners_words(n: int) -> str:
    """The words of the link from one finding to the effect of its module."""
    return f"Its effect over {plural(n, 'writer')}" if n >= FEWEST else "Its effect over many writers"
