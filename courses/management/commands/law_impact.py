"""What a change of one piece of law touches, as plain data."""

from __future__ import annotations

import datetime
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from academy.law.pack import current_pack
from academy.people.models import Council
from competencies.entrustment.queries.law import levels_touched
from courses.currency.models import LawChange
from courses.currency.queries import Impact, impact_of, learners_of
from courses.currency.queries.impact import KINDS


class Command(BaseCommand):
    """`law_impact REFERENCE [--council SLUG] [--json]`: REFERENCE is a key of the law pack, such as TR-05.

    The newest recorded change of the reference says from which day things are out of date; without one, it
    is today.
    """

    help = "Print every page, question, task and criterion that names a piece of law, and who learned it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", metavar="REFERENCE", help="key of the law pack, such as TR-05")
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, reference: str, **options: Any) -> None:
        councils = Council.objects.all()
        if options["council"]:
            councils = councils.filter(slug=options["council"])
        if len(councils) != 1:
            raise CommandError("Say which council with --council SLUG.", returncode=2)
        council = councils[0]
        change = LawChange.objects.filter(council=council, reference=reference).first()
        try:
            impact = impact_of(council_id=council.pk, key=reference, change=change)
        except LookupError as unknown:
            raise CommandError(str(unknown), returncode=1) from unknown
        report = self._report(council.pk, impact, change)
        if options["json"]:
            self.stdout.write(json.dumps(report))
            return
        said = report["reference"]
        self.stdout.write(f"{said['citation']}: {said['title']}, law as at {report['law_as_at']}")
        for kind, words in KINDS.items():
            for thing in report["things"]:
                if thing["kind"] == kind:
                    state = "out of date" if thing["out_of_date"] else "checked since"
                    self.stdout.write(f"  {words}: {thing['code']} {thing['title']} ({state})")
        levels = report["levels"]
        self.stdout.write(f"Levels that lapsed: {levels['lapsed']}, that would lapse: {levels['to_lapse']}")
        learned = report["learned"]
        self.stdout.write(f"Learned by {learned['people']} in post, top-up for {learned['need_top_up']}")

    def _report(self, council_id: int, impact: Impact, change: LawChange | None) -> dict[str, Any]:
        today: datetime.date = timezone.localdate()
        learners = learners_of(council_id=council_id, modules=impact.modules, since=impact.since, today=today)
        held = impact.reference
        touched = levels_touched(council_id=council_id, keys=impact.keys, on=impact.since)
        return {
            "reference": {
                "key": held.key,
                "citation": held.citation,
                "title": held.title,
                "status": held.status,
            },
            "law_as_at": current_pack().law_as_at.isoformat(),
            "changed_on": change.changed_on.isoformat() if change else None,
            "related": list(impact.keys[1:]),
            "counts": {kind: impact.counts.get(kind, 0) for kind in KINDS},
            "things": [
                {
                    "kind": thing.kind,
                    "code": thing.code,
                    "title": thing.title,
                    "path": thing.path,
                    "law_as_at": thing.law_as_at.isoformat(),
                    "through": list(thing.through),
                    "out_of_date": thing.out_of_date,
                    "checked": thing.check.verdict if thing.check else None,
                }
                for thing in impact.things
            ],
            "levels": {
                "lapsed": touched.lapsed,
                "to_lapse": touched.to_lapse,
            },
            "learned": {
                "modules": impact.modules,
                "people": len(learners),
                "need_top_up": sum(one.needs_top_up for one in learners),
            },
        }
