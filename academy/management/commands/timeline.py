"""Every date that follows from what happened, from the command line. Reads the law pack, writes nothing."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from academy.kit import words
from academy.law.clauses import Pack, PackError
from academy.law.dates import read_day
from academy.law.pack import CURRENT, PACKS, pack_named
from academy.law.queries.documents import timeline_document
from academy.law.queries.timelines import (
    Claim,
    Timeline,
    draw_timeline,
    problems_with,
    problems_with_claim,
)

IMPOSSIBLE, UNUSABLE = 1, 2


class Command(BaseCommand):
    """`timeline --event request_received=2026-09-07 --json`. Exit codes: see `help`."""

    help = (
        "Print every date that follows from what happened, with rule, source and safe day. "
        "Exit code 0: done; 1: an event or exception cannot be; 2: the command or its pack cannot be used."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--event", action="append", default=[], metavar="NAME=DATE", help="request_received=2026-09-07"
        )
        parser.add_argument(
            "--exception",
            action="append",
            default=[],
            metavar="GROUND[:FACT=DATE,...]",
            help="school_closed:from=2026-07-22,back=2026-09-03,asked=2026-07-20",
        )
        parser.add_argument("--rule-pack", default=CURRENT, metavar="NAME", help=f"{CURRENT} unless given")
        parser.add_argument("--pack-folder", type=Path, default=PACKS, help="another folder of law packs")
        parser.add_argument(
            "--list", action="store_true", help="print the events and grounds of the law pack"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            pack = pack_named(options["rule_pack"], options["pack_folder"])
        except (LookupError, PackError) as unusable:
            self._refuse([str(unusable)], UNUSABLE, options)
        if options["list"]:
            return self._list(pack, options)
        if not options["event"]:
            known = ", ".join(pack.events)
            self._refuse(
                [f"Say what happened with --event NAME=DATE. Known events: {known}."], UNUSABLE, options
            )
        wrong: list[str] = []
        events = _dates_in(options["event"], "event", wrong)
        claims = [_claim_in(text, wrong) for text in options["exception"]]
        wrong += problems_with(pack, events).values()
        wrong += [said for claim in claims for said in problems_with_claim(pack, claim).values()]
        if wrong:
            self._refuse(wrong, IMPOSSIBLE, options)
        timeline = draw_timeline(pack=pack, events=events, claims=claims)
        if options["json"]:
            self.stdout.write(json.dumps(timeline_document(timeline), ensure_ascii=False, indent=1))
        else:
            self._tell(timeline)

    def _tell(self, timeline: Timeline) -> None:
        pack = timeline.pack
        self.stdout.write(
            f"{pack.name}, version {pack.version}, law as at {words.day_month_year(pack.law_as_at)}"
        )
        for due in timeline.dues:
            tag = "proposal" if due.rule.is_proposal else f"current law, {due.basis}"
            self.stdout.write(f"\n{words.full_date(due.date)}  {due.rule.code}  {due.clause.task}")
            self.stdout.write(f"  {due.rule.source} ({tag}; {due.rule.source_checked})")
            for said in (*due.steps, due.safe_words):
                self.stdout.write(f"  {said}")
            for answer in due.answers:
                self.stdout.write(f"  {answer.ground.title} ({answer.source}). {' '.join(answer.reasons)}")
        for answer in timeline.refused:
            self.stdout.write(f"\n{answer.ground.title}. {' '.join(answer.reasons)}")
        for note in timeline.notes:
            self.stdout.write(f"\n{note}")

    def _list(self, pack: Pack, options: dict[str, Any]) -> None:
        found = {
            "events": {key: event.label for key, event in pack.events.items()},
            "grounds": {
                key: {"title": ground.title, "facts": dict(ground.asks or {})}
                for key, ground in pack.grounds.items()
            },
        }
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        for key, event in pack.events.items():
            self.stdout.write(f"{key:26} {event.label}")
        for key, ground in pack.grounds.items():
            self.stdout.write(f"{key:26} {ground.title} {list(ground.needs) or ''}")

    def _refuse(self, wrong: Iterable[str], code: int, options: dict[str, Any]) -> None:
        said = list(wrong)
        if options["json"]:
            self.stdout.write(json.dumps({"error": " ".join(said), "problems": said}, ensure_ascii=False))
        else:
            for line in said:
                self.stderr.write(line)
        sys.exit(code)


def _dates_in(pairs: Iterable[str], what: str, wrong: list[str]) -> dict[str, datetime.date]:
    """NAME=DATE pairs; what cannot be read is added to `wrong` in words."""
    found: dict[str, datetime.date] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        name = name.strip()
        if not equals or not name:
            wrong.append(f"Write an {what} as NAME=DATE, such as request_received=2026-09-07, not {pair!r}.")
        elif name in found:
            wrong.append(f"{name} is given twice.")
        else:
            try:
                found[name] = read_day(text)
            except ValueError as impossible:
                wrong.append(f"{name}: {impossible}")
    return found


def _claim_in(text: str, wrong: list[str]) -> Claim:
    ground, _, facts = text.partition(":")
    return Claim(ground.strip(), _dates_in(filter(None, facts.split(",")), "fact", wrong))
