"""Draw the sample of a month, as the screen does."""

from __future__ import annotations

import datetime
import json
import re
from argparse import ArgumentParser
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Council
from assessments.auditing.actions.sampling import confirm_sample
from assessments.auditing.drawing import Shares
from assessments.auditing.queries.proposals import Order, propose
from assessments.auditing.queries.samples import as_printed, sample_as_printed, sample_of_month
from assessments.auditing.rules.samples import check_shares


class Command(BaseCommand):
    """`sample_audits --month YYYY-MM --seed N [--size N] [--confirm] [--json]`

    Writes nothing unless `--confirm` is given. A month that was confirmed with this seed is printed as it was
    confirmed. Exits 0, 1 when the draw is refused, 2 for wrong use.
    """

    help = "Draw the monthly sample of plans to audit: the same seed gives the same sample."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", required=True, metavar="YYYY-MM")
        parser.add_argument("--seed", required=True, type=int, metavar="N")
        parser.add_argument("--size", type=int, metavar="N", help=f"plans, {Shares().size} unless given")
        kind = parser.add_mutually_exclusive_group()
        kind.add_argument("--dry-run", action="store_true", help="write nothing; this is the default")
        kind.add_argument("--confirm", action="store_true", help="keep it and tell the auditors")
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        council, at = _council(options["council"]), timezone.now()
        shares = Shares() if options["size"] is None else replace(Shares(), size=options["size"])
        if options["seed"] < 0:
            raise CommandError("A seed is a whole number from 0.", returncode=2)
        order = Order(month=_month(options["month"]), seed=options["seed"], shares=shares)
        try:
            found = self._drawn(council, order, at, confirm=options["confirm"])
        except Refused as no:
            self.stderr.write(no.words)
            raise SystemExit(1) from None
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        self.stdout.write(f"{found['drawn']} plans of {found['month']}, seed {found['seed']}")
        for row in found["plans"]:
            self.stdout.write(f"{row['plan_ref']}  {row['auditor'] or 'nobody'}")
        for words in found["shortfalls"]:
            self.stdout.write(words)

    def _drawn(
        self, council: Council, order: Order, at: datetime.datetime, *, confirm: bool
    ) -> dict[str, Any]:
        check_shares(order.shares)
        if confirm:
            confirm_sample(council=council, order=order, by=None, at=at)
        there = sample_of_month(council_id=council.pk, month=order.month)
        if there is not None and (there.seed, there.size) == (order.seed, order.shares.size):
            return sample_as_printed(there, order)
        on = timezone.localdate(at)
        return as_printed(propose(council=council, order=order, on=on, besides=there.pk if there else None))


def _month(words: str) -> datetime.date:
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", words):
        raise CommandError("Say the month as YYYY-MM, for example 2026-11.", returncode=2)
    return datetime.date(int(words[:4]), int(words[5:]), 1)


def _council(slug: str | None) -> Council:
    councils = list(Council.objects.filter(slug=slug) if slug else Council.objects.all()[:2])
    if len(councils) != 1:
        raise CommandError("Say which council with --council SLUG.", returncode=2)
    return councils[0]
