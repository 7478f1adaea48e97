"""Modules as a path lists them: how long they take, and whether they are finished, exempt or to take."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from academy.kit.words import day_month_year
from academy.people.access import visible
from academy.people.models import User
from courses.pages.queries import module_path, modules_for
from courses.pathways.models import Exemption, PathModule, UpskillingPath
from courses.pathways.rules.permits import is_exemptible
from courses.progress.models import Completion

INDUCTION = "IND-"


@dataclass(frozen=True)
class ModuleRow:
    """One module of the council as a list needs it. `minutes`: all the time it takes."""

    code: str
    title: str
    minutes: int
    path: str
    week: int | None


@dataclass(frozen=True)
class Shortening:
    """Exemptions that have one reason: what they come from, and the modules with their titles."""

    first: Exemption
    parts: tuple[tuple[ModuleRow | None, Exemption], ...]

    @property
    def basis(self) -> str:
        """What they come from."""
        return self.first.get_basis_display()

    @property
    def minutes(self) -> int:
        """Minutes of these modules."""
        return sum(module.minutes for module, _ in self.parts if module is not None)


@dataclass(frozen=True)
class ModuleLine:
    """One module for one person. `why` says why it is on their path."""

    module: ModuleRow
    finished_on: datetime.date | None = None
    exemption: Exemption | None = None
    why: str = ""

    @property
    def state(self) -> str:
        """Its mark: behind the person, or to take."""
        if self.finished_on is not None:
            return "done"
        return "done" if self.exemption else "todo"

    @property
    def word(self) -> str:
        """The mark in words."""
        if self.finished_on is not None:
            return "finished"
        return "not needed" if self.exemption else "to take"

    @property
    def meta(self) -> list[str]:
        """Its code and why it is on the path."""
        return [self.module.code, self.why]

    @property
    def due(self) -> str:
        """Where the person stands with it, at the end of the row."""
        if self.finished_on is not None:
            return f"Finished {day_month_year(self.finished_on)}"
        return "You need not take it" if self.exemption else ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to take."""
        return self.state == "todo"


def module_rows(*, actor: User, codes: Collection[str] | None = None) -> dict[str, ModuleRow]:
    """The modules that the actor may see by code, in reading order. One query."""
    rows = modules_for(actor=actor).exclude(code="")
    if codes is not None:
        rows = rows.filter(code__in=codes)
    shown = rows.only("code", "title", "minutes", "taught_minutes", "url_path", "week")
    return {
        one.code: ModuleRow(
            one.code, one.title, one.taught_minutes or one.minutes, module_path(one), one.week
        )
        for one in shown
    }


def module_choices(*, actor: User) -> list[tuple[str, str]]:
    """Modules that somebody may be exempted from, as choices of a form. One query."""
    return [
        (code, f"{row.title} ({code})")
        for code, row in module_rows(actor=actor).items()
        if is_exemptible(code)
    ]


def finished_by(*, actor: User, people: Iterable[int]) -> dict[int, dict[str, datetime.date]]:
    """By person, the day on which they last finished each module. One query."""
    found: dict[int, dict[str, datetime.date]] = {person: {} for person in people}
    rows = visible(actor, Completion).filter(person_id__in=found).order_by("done_on")
    for person, code, day in rows.values_list("person_id", "module_code", "done_on"):
        found[person][code] = day
    return found


def exempted_by(*, actor: User, people: Iterable[int]) -> dict[int, dict[str, Exemption]]:
    """By person, their exemptions in force. One query."""
    found: dict[int, dict[str, Exemption]] = {person: {} for person in people}
    rows = visible(actor, Exemption).filter(person_id__in=found, state="in_force")
    for one in rows.select_related("decided_by"):
        found[one.person_id][one.module_code] = one
    return found


def shortenings(exempt: Iterable[Exemption], modules: Mapping[str, ModuleRow]) -> tuple[Shortening, ...]:
    """Exemptions by their reason, in the order in which they came."""
    found: dict[tuple[str, str], list[Exemption]] = {}
    for one in sorted(exempt, key=lambda one: (one.decided_at, one.pk)):
        found.setdefault((one.basis, one.reason), []).append(one)
    return tuple(
        Shortening(some[0], tuple((modules.get(one.module_code), one) for one in some))
        for some in found.values()
    )


def path_lines(
    path: UpskillingPath,
    parts: Iterable[PathModule],
    modules: Mapping[str, ModuleRow],
    finished: Mapping[str, datetime.date],
    exempt: Mapping[str, Exemption],
) -> tuple[ModuleLine, ...]:
    """The modules of a path for its person, without those that the council does not have."""
    return tuple(
        ModuleLine(
            modules[part.module_code],
            finished.get(part.module_code),
            exempt.get(part.module_code),
            part.why,
        )
        for part in parts
        if part.module_code in modules
    )
