"""How far auditors agree, for a person or a script."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from academy.people.models import Council
from assessments.calibration.agreement import Estimate
from assessments.calibration.queries.figures import CouncilFigures, council_figures


class Command(BaseCommand):
    """`auditor_agreement [--council SLUG] [--json]`

    Nothing is said of fewer than ten grades or audits. Exits 2 where the council is not clear.
    """

    help = "Say how far auditors agree, by auditor, by criterion and in all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["council"]
        rows = list((Council.objects.filter(slug=slug) if slug else Council.objects.all())[:2])
        if len(rows) != 1:
            raise CommandError("Say which council with --council.", returncode=2)
        figures = council_figures(council_id=rows[0].pk, today=timezone.localdate())
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_row(), ensure_ascii=False))
        else:
            for line in _lines(figures):
                self.stdout.write(line)


def _lines(figures: CouncilFigures) -> list[str]:
    total = figures.total
    lines = [
        f"Council: n = {total.n}, the same {_say(total.exact)}, within one {_say(total.within_one)}, "
        f"kappa {_say(total.kappa)}, AC2 {_say(total.ac2)}"
    ]
    for one in figures.auditors:
        found = one.agreement
        lines.append(
            f"{one.name}: n = {found.n}, within one {_say(found.within_one)}, AC2 {_say(found.ac2)}; "
            f"{one.severity.audits} audits, severity {_say(one.severity.estimate)} {one.direction}".rstrip()
        )
    lines += [f"{one.code}: n = {one.agreement.n}, differ {_say(one.ambiguity)}" for one in figures.criteria]
    return lines


def _say(found: Estimate | None) -> str:
    if found is None:
        return "too few"
    between = "" if found.low is None or found.high is None else f" ({found.low:.2f} to {found.high:.2f})"
    return f"{found.value:.2f}{between}"
