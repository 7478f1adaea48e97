"""What the items of a paper tell us, as plain data."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.people.models import Council
from assessments.statistics.queries import paper_called, report_as_json, report_of


class Command(BaseCommand):
    """`item_statistics --paper NAME [--all] [--json]`: NAME is a paper's code or title. Nobody is named.

    Whoever runs commands has the database; small groups are therefore not hidden here as they are on pages,
    only warned of.
    """

    help = "Print what the sittings of a paper say about its items."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--paper", required=True, metavar="NAME", help="code or title of the paper")
        parser.add_argument("--council", metavar="SLUG", help="needed only where several have such a paper")
        parser.add_argument("--all", action="store_true", help="count repeated sittings too")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, paper: str, **options: Any) -> None:
        council_id = None
        if options["council"]:
            council_id = Council.objects.filter(slug=options["council"]).values_list("pk", flat=True).first()
            if council_id is None:
                raise CommandError(f"There is no council called {options['council']}.", returncode=2)
        found = paper_called(name=paper, council_id=council_id)
        if not found:
            raise CommandError(f"There is no paper called {paper}.", returncode=2)
        if len(found) > 1:
            raise CommandError(
                "Several papers are called that. Say its code, or --council SLUG.", returncode=2
            )
        report = report_as_json(report_of(paper=found[0], first_only=not options["all"]))
        if options["json"]:
            self.stdout.write(json.dumps(report))
            return
        self.stdout.write(f"{report['title']} ({report['paper']}): {report['n_sittings']} sittings")
        alpha = "cannot be said" if report["alpha"] is None else f"{report['alpha']:.2f}"
        self.stdout.write(f"Reliability (alpha): {alpha}")
        for words in report["warnings"]:
            self.stdout.write(words)
        for item in report["items"]:
            line = (
                f"{item['code']} v{item['version']}: {100 * item['facility']:.0f}% of points, n {item['n']}"
            )
            self.stdout.write(" ".join([line, *item["warnings"]]))
