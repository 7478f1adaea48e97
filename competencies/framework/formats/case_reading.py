"""Reads a CASE package: one of ours as it was written, one of another system as far as it goes. Pure."""

from __future__ import annotations

import math
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from competencies.framework.formats.case import CONDITIONS, ITEM_TYPES, OURS
from competencies.framework.formats.gathering import Gathering
from competencies.framework.formats.json_tree import BadJson, Node, parsed
from competencies.framework.formats.keeping import keep_rest
from competencies.framework.formats.shape import (
    CompetencyRow,
    DomainRow,
    ExpectRow,
    FrameworkData,
    KindRow,
    LevelRow,
    Note,
    ReadFile,
    Step,
    TaskRow,
)

KIND_OF = {title.lower(): kind for kind, (title, _) in ITEM_TYPES.items()}
NOUN_OF = {"domain": "domain", "competency": "competency", "task": "task", "level": "level"}
NUMBER = re.compile(r"[0-9]{1,5}")
MISSING = ("levels", "kinds", "descriptors", "tasks", "evidence")


def read(raw: bytes, base: FrameworkData | None = None) -> ReadFile:
    """What a package says. What one of another system does not say is kept from `base`."""
    found = Gathering()
    try:
        top = parsed(raw)
    except BadJson as no:
        return ReadFile(None, (Note(no.place, no.words),))
    if not isinstance(top, dict) or not isinstance(top.get("CFDocument"), dict):
        words = "There is no CFDocument in this file. Send a CASE package (CFPackage) as JSON."
        return ReadFile(None, (Note("$", words),))
    reading = _Reading(Node(top, "$", found))
    return found.report(lambda: reading.kept(base))


@dataclass
class _Reading:
    """One package on its way to data."""

    top: Node
    items: dict[uuid.UUID, Node] = field(default_factory=dict)
    kinds: dict[uuid.UUID, str] = field(default_factory=dict)
    parents: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    order: dict[uuid.UUID, float] = field(default_factory=dict)
    built_on: dict[uuid.UUID, list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))
    replaced: list[tuple[uuid.UUID, str, uuid.UUID]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.found = self.top.found
        self.document = self.top.at("CFDocument")
        self.ours = self.document.at("extensions").at(OURS)
        self.is_ours = bool(self.ours.value)
        for item in self.top.all("CFItems"):
            identity = item.identity("identifier")
            if identity is None:
                self.found.fault(f"{item.path}.identifier", "An item needs an identifier.")
            elif identity in self.items:
                self.found.fault(f"{item.path}.identifier", "Two items have this identifier.")
            else:
                self.items[identity] = item
        for association in self.top.all("CFAssociations"):
            self._associate(association)
        for identity in self.items:
            self.kinds[identity] = self._kind(identity)
        self.data = self._data()

    def _associate(self, one: Node) -> None:
        start, end = one.at("originNodeURI"), one.at("destinationNodeURI")
        kind, first, last = (
            one.text("associationType"),
            start.identity("identifier"),
            end.identity("identifier"),
        )
        if first is None or last is None:
            self.found.fault(one.path, "An association needs an origin and a destination.")
        elif kind == "isChildOf":
            self.parents.setdefault(first, last)
            self.order.setdefault(first, one.whole("sequenceNumber") or math.inf)
        elif kind == "isRelatedTo":
            self.built_on[first].append(last)
        elif kind == "replacedBy":
            self.replaced.append((first, start.text("title"), last))
        else:
            self.found.note(one.path, f"Associations of the kind {kind[:40]} stay behind.")

    def _kind(self, identity: uuid.UUID) -> str:
        """What an item is: as it says itself, else by where it stands in the tree."""
        said = KIND_OF.get(self.items[identity].text("CFItemType").strip().lower())
        if said or self.is_ours:
            if said is None:
                self.found.note(
                    self.items[identity].path, "An item of a type that we do not know stays behind."
                )
            return said or ""
        return "competency" if self.parents.get(identity) in self.items else "domain"

    def _domain_of(self, identity: uuid.UUID) -> uuid.UUID | None:
        """The nearest domain above; of a foreign tree the topmost item."""
        seen = {identity}
        here = self.parents.get(identity)
        while here in self.items and here not in seen:
            seen.add(here)
            if self.kinds.get(here) == "domain":
                return here
            here = self.parents.get(here)
        return None

    def _of(self, kind: str) -> Iterator[tuple[int, uuid.UUID, Node]]:
        """The items of a kind in reading order; ours stand in it, others are told by their tree."""
        chosen = [identity for identity, what in self.kinds.items() if what == kind]
        if not self.is_ours:
            groups = {p for p in self.parents.values() if p in self.items}
            if kind == "competency":
                for identity in [one for one in chosen if one in groups]:
                    chosen.remove(identity)
                    self.found.note(
                        self.items[identity].path, "A group inside a group stays behind; its parts come."
                    )
            chosen.sort(key=self._rank)
        for index, identity in enumerate(chosen):
            item = self.items[identity]
            for name, key in (
                ("code", "humanCodingScheme"),
                ("title", "fullStatement"),
                ("text", "fullStatement"),
            ):
                self.found.places[NOUN_OF[kind], index, name] = f"{item.path}.{key}"
            self.found.places[NOUN_OF[kind], index] = item.path
            yield index, identity, item

    def _rank(self, identity: uuid.UUID) -> tuple[float, ...]:
        above = self._domain_of(identity)
        return (self.order.get(above, math.inf) if above else 0, self.order.get(identity, math.inf))

    def _code(self, identity: uuid.UUID) -> str:
        item = self.items[identity]
        return item.text("humanCodingScheme") or (item.text("listEnumeration") if not self.is_ours else "")

    def _data(self) -> FrameworkData:
        self.found.places["framework", 0, "name"] = "$.CFDocument.title"
        self.found.places["framework", 0, "what_changed"] = "$.CFDocument.notes"
        self.found.places["framework", 0] = "$.CFItems"
        version = self.document.text("version", "1")
        tasks = tuple(self._tasks())
        return FrameworkData(
            name=self.document.text("title"),
            identity=self.document.identity("identifier"),
            version=int(version) if self.is_ours and NUMBER.fullmatch(version) else 1,
            state=self.ours.text("state", "draft"),
            based_on=self.ours.whole("basedOn") if self.ours.has("basedOn") else None,
            effective_from=self.document.day("statusStartDate"),
            retired_on=self.document.day("statusEndDate"),
            what_changed=self.document.text("notes"),
            domains=tuple(self._domains()),
            competencies=tuple(self._competencies()),
            levels=tuple(self._levels()),
            kinds=tuple(self._evidence_kinds()),
            tasks=tasks,
            competency_steps=tuple(self._steps("competency")),
            task_steps=tuple(self._steps("task")),
        )

    def kept(self, base: FrameworkData | None) -> FrameworkData:
        """The data, with what a package of another system cannot say as it is here."""
        if self.is_ours:
            return self.data
        empty = {
            "levels": not self.data.levels,
            "kinds": not self.data.kinds,
            "tasks": not self.data.tasks,
            "descriptors": not any(row.descriptors for row in self.data.domains),
            "evidence": not any(row.evidence for row in self.data.competencies),
        }
        return keep_rest(self.data, base, [name for name in MISSING if empty[name]], self.found)

    def _domains(self) -> Iterator[DomainRow]:
        descriptors = self._descriptors()
        for _, identity, item in self._of("domain"):
            rows = tuple(descriptors.get(identity, ()))
            yield DomainRow(self._code(identity), item.text("fullStatement"), rows, identity)

    def _descriptors(self) -> dict[uuid.UUID, list[tuple[int, str]]]:
        rows: dict[uuid.UUID, list[tuple[int, str]]] = defaultdict(list)
        places = {identity: index for index, identity, _ in self._of("domain")}
        for rubric in self.top.all("CFRubrics"):
            for criterion in rubric.all("CFRubricCriteria"):
                about = criterion.at("CFItemURI").identity("identifier")
                if about not in places:
                    self.found.note(criterion.path, "A criterion about no domain stays behind.")
                    continue
                for level in criterion.all("CFRubricCriterionLevels"):
                    key = ("domain", places[about], "descriptors", len(rows[about]))
                    self.found.places[key] = level.path
                    rows[about].append((level.whole("score"), level.text("description")))
        return rows

    def _competencies(self) -> Iterator[CompetencyRow]:
        for index, identity, item in self._of("competency"):
            domain = self._domain_of(identity)
            ours = item.at("extensions").at(OURS)
            if domain is None:
                self.found.fault(item.path, "This competency stands under no domain (isChildOf).")
                continue
            self.found.places["competency", index, "evidence"] = f"{ours.path}.evidence"
            yield CompetencyRow(
                self._code(identity),
                self._code(domain),
                item.text("fullStatement"),
                ours.texts("evidence"),
                identity,
            )

    def _levels(self) -> Iterator[LevelRow]:
        for index, _, item in self._of("level"):
            number = item.text("listEnumeration")
            if not NUMBER.fullmatch(number):
                self.found.fault(f"{item.path}.listEnumeration", "A level needs a number, 0 to 5.")
                continue
            ours = item.at("extensions").at(OURS)
            for name, held in CONDITIONS.items():
                self.found.places["level", index, held] = f"{ours.path}.{name}"
            conditions = {
                held: ours.whole(name, 24 if held == "fresh_months" else 0)
                for name, held in CONDITIONS.items()
                if held != "every_competency"
            }
            yield LevelRow(
                number=int(number),
                name=item.text("abbreviatedStatement"),
                descriptor=item.text("fullStatement"),
                work_allowed=item.text("notes"),
                every_competency=ours.yes("everyCompetency"),
                **conditions,
            )

    def _evidence_kinds(self) -> Iterator[KindRow]:
        ours = self.top.at("CFDefinitions").at("extensions").at(OURS)
        for index, row in enumerate(ours.all("evidenceKinds")):
            self.found.places["kind of evidence", index] = row.path
            yield KindRow(
                row.text("code"),
                row.text("name"),
                row.text("form"),
                row.yes("is_live"),
                row.whole("months_valid"),
            )

    def _tasks(self) -> Iterator[TaskRow]:
        for index, identity, item in self._of("task"):
            ours = item.at("extensions").at(OURS)
            self.found.places["task", index, "law"] = f"{ours.path}.law"
            expects = []
            for place, row in enumerate(ours.all("expects")):
                self.found.places["task", index, "expects", place] = row.path
                note = row.text("note")
                expects.append(ExpectRow(row.text("role"), row.whole("weeks"), row.whole("level"), note))
            built_on = [one for one in self.built_on[identity] if self.kinds.get(one) == "competency"]
            yield TaskRow(
                self._code(identity),
                item.text("fullStatement"),
                tuple(dict.fromkeys(self._code(one) for one in built_on)),
                ours.texts("law"),
                tuple(expects),
                identity,
            )

    def _steps(self, kind: str) -> Iterator[Step]:
        for identity, item in self.items.items():
            ours = item.at("extensions").at(OURS)
            if self.kinds[identity] == kind and ours.has("goesOnFrom"):
                yield Step(ours.text("goesOnFrom"), self._code(identity), identity)
        for old, title, new in self.replaced:
            if self.kinds.get(new) == kind:
                yield Step(title, self._code(new), old)
