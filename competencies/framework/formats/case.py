"""A version of the framework as a CASE 1.1 package (1EdTech), as JSON. Pure.

Domains, competencies, tasks and levels are CFItems with a type; what is under what is isChildOf, what a task
is built on isRelatedTo, and the bridge from the version before replacedBy. What a level looks like in each
domain is a rubric. All else stands in `extensions`, under one name of ours.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from competencies.framework.formats.shape import FrameworkData, LevelRow, Step, TaskRow, Written

OURS = "sendAcademy"
ITEM_TYPES = {
    "domain": ("Domain", "A field of work under which competencies are grouped"),
    "competency": ("Competency", "One thing a person can be seen to do"),
    "task": ("Entrustable task", "A whole piece of work that somebody can be trusted with"),
    "level": ("Level of supervision", "How much supervision somebody needs at a task"),
}
ADOPTION = {"draft": "Draft", "review": "Draft", "published": "Adopted"}
RUBRIC = "What each level looks like"
CONDITIONS = {
    "leastKinds": "least_kinds",
    "leastLive": "least_live",
    "leastAudits": "least_audits",
    "leastRecommendations": "least_recommendations",
    "everyCompetency": "every_competency",
    "freshMonths": "fresh_months",
    "monthsBelow": "months_below",
}
TYPES = uuid.uuid5(uuid.NAMESPACE_OID, "types of the items of a framework of SEND casework")
Json = dict[str, Any]


def write(data: FrameworkData, *, at: datetime.datetime, creator: str) -> Written:
    """The package as bytes: the same data at the same time is always the same file."""
    package = _Package(data, at).as_json(creator)
    return Written(json.dumps(package, ensure_ascii=False, indent=1).encode())


class _Package:
    """Writes one package; holds what every part of it repeats."""

    def __init__(self, data: FrameworkData, at: datetime.datetime) -> None:
        self.data = data
        self.root = data.identity or uuid.uuid5(TYPES, data.name)
        self.at = at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.ids: dict[tuple[str, str], uuid.UUID] = {
            ("framework", ""): self.root,
            **{("domain", row.code): self._own(row.identity, "domain", row.code) for row in data.domains},
            **{
                ("competency", row.code): self._own(row.identity, "competency", row.code)
                for row in data.competencies
            },
            **{("task", row.code): self._own(row.identity, "task", row.code) for row in data.tasks},
            **{("level", row.code): self._own(None, "level", row.code) for row in data.levels},
        }

    def _own(self, identity: uuid.UUID | None, *names: str) -> uuid.UUID:
        """The identity, or one that is always the same for the same thing of this framework."""
        return identity or uuid.uuid5(self.root, ":".join(names))

    def as_json(self, creator: str) -> Json:
        """All of it."""
        return {
            "CFDocument": self._document(creator),
            "CFItems": list(self._items()),
            "CFAssociations": list(self._associations()),
            "CFDefinitions": {
                "CFItemTypes": [self._item_type(kind) for kind in ITEM_TYPES],
                "extensions": {OURS: {"evidenceKinds": [asdict(row) for row in self.data.kinds]}},
            },
            "CFRubrics": [self._rubric()],
        }

    def _document(self, creator: str) -> Json:
        data = self.data
        days = {"statusStartDate": data.effective_from, "statusEndDate": data.retired_on}
        return {
            **_named(self.root),
            "frameworkType": "Competency framework",
            "caseVersion": "1.1",
            "creator": creator,
            "title": data.name,
            "lastChangeDateTime": self.at,
            "language": "en",
            "version": str(data.version),
            "adoptionStatus": ADOPTION.get(data.state, "Deprecated"),
            **{name: day.isoformat() for name, day in days.items() if day},
            **({"notes": data.what_changed} if data.what_changed else {}),
            "extensions": {OURS: {"state": data.state, "basedOn": data.based_on}},
        }

    def _items(self) -> Iterator[Json]:
        data = self.data
        for row in data.domains:
            yield self._item("domain", row.code, fullStatement=row.title, humanCodingScheme=row.code)
        for one in data.competencies:
            yield self._item(
                "competency",
                one.code,
                {"evidence": list(one.evidence), **self._goes_on(one, data.competency_steps)},
                fullStatement=one.text,
                humanCodingScheme=one.code,
            )
        for task in data.tasks:
            yield self._item(
                "task",
                task.code,
                {**_task_extension(task), **self._goes_on(task, data.task_steps)},
                fullStatement=task.title,
                humanCodingScheme=task.code,
            )
        for level in data.levels:
            yield self._level(level)

    def _level(self, row: LevelRow) -> Json:
        return self._item(
            "level",
            row.code,
            {name: getattr(row, held) for name, held in CONDITIONS.items()},
            fullStatement=row.descriptor,
            abbreviatedStatement=row.name,
            listEnumeration=str(row.number),
            notes=row.work_allowed,
        )

    def _item(self, kind: str, code: str, ours: Json | None = None, **fields: str) -> Json:
        type_id = uuid.uuid5(TYPES, kind)
        title = ITEM_TYPES[kind][0]
        return {
            **_named(self.ids[kind, code]),
            **fields,
            "CFItemType": title,
            "CFItemTypeURI": {"title": title, **_named(type_id)},
            "language": "en",
            "lastChangeDateTime": self.at,
            **({"extensions": {OURS: ours}} if ours else {}),
        }

    def _item_type(self, kind: str) -> Json:
        title, description = ITEM_TYPES[kind]
        return {
            **_named(uuid.uuid5(TYPES, kind)),
            "title": title,
            "description": description,
            "hierarchyCode": str(list(ITEM_TYPES).index(kind) + 1),
            "typeCode": kind,
            "lastChangeDateTime": self.at,
        }

    def _goes_on(self, row: Any, steps: tuple[Step, ...]) -> Json:
        """The same thing in the version before: no association can say that, its two ends are one."""
        own = row.identity or self.root
        same = [step.old_code for step in steps if step.new == row.code and step.old == own]
        return {"goesOnFrom": same[0]} if same else {}

    def _associations(self) -> Iterator[Json]:
        data = self.data
        root = (self.root, data.name)
        for kind in ("domain", "task", "level"):
            for place, row in enumerate(data.rows(kind), start=1):
                yield self._association("isChildOf", self._end(kind, row.code), root, place)
        for place, one in enumerate(data.competencies, start=1):
            ends = (self._end("competency", one.code), self._end("domain", one.domain))
            yield self._association("isChildOf", *ends, place)
        for task in data.tasks:
            for place, code in enumerate(task.competencies, start=1):
                ends = (self._end("task", task.code), self._end("competency", code))
                yield self._association("isRelatedTo", *ends, place)
        for kind, steps in (("competency", data.competency_steps), ("task", data.task_steps)):
            for step in steps:
                if step.old and step.old != self.ids[kind, step.new]:
                    before = (step.old, step.old_code)
                    yield self._association("replacedBy", before, self._end(kind, step.new))

    def _end(self, kind: str, code: str) -> tuple[uuid.UUID, str]:
        return self.ids[kind, code], code

    def _association(
        self, kind: str, start: tuple[uuid.UUID, str], end: tuple[uuid.UUID, str], place: int | None = None
    ) -> Json:
        return {
            **_named(uuid.uuid5(self.root, f"{kind}:{start[0]}:{end[0]}")),
            "associationType": kind,
            **({"sequenceNumber": place} if place else {}),
            "originNodeURI": {"title": start[1], **_named(start[0]), "targetType": "CASE"},
            "destinationNodeURI": {"title": end[1], **_named(end[0]), "targetType": "CASE"},
            "lastChangeDateTime": self.at,
        }

    def _rubric(self) -> Json:
        names = {row.number: row.name for row in self.data.levels}
        rubric = uuid.uuid5(self.root, "rubric")
        criteria = []
        for place, row in enumerate(self.data.domains, start=1):
            criterion = uuid.uuid5(rubric, row.code)
            levels = [
                {
                    **_named(uuid.uuid5(criterion, str(number))),
                    "description": text,
                    "quality": names.get(number, f"Level {number}"),
                    "score": number,
                    "position": position,
                    "rubricCriterionId": str(criterion),
                    "lastChangeDateTime": self.at,
                }
                for position, (number, text) in enumerate(row.descriptors, start=1)
            ]
            criteria.append(
                {
                    **_named(criterion),
                    "category": row.code,
                    "description": row.title,
                    "CFItemURI": {"title": row.code, **_named(self.ids["domain", row.code])},
                    "position": place,
                    "rubricId": str(rubric),
                    "lastChangeDateTime": self.at,
                    "CFRubricCriterionLevels": levels,
                }
            )
        return {
            **_named(rubric),
            "title": RUBRIC,
            "lastChangeDateTime": self.at,
            "CFRubricCriteria": criteria,
        }


def _task_extension(row: TaskRow) -> Json:
    return {"law": list(row.law), "expects": [asdict(one) for one in row.expects]}


def _named(identity: uuid.UUID) -> Json:
    """How the standard names a thing. Nothing here is found under an address, so the name says just that."""
    return {"identifier": str(identity), "uri": f"urn:uuid:{identity}"}
