"""What training changed, compared with the same kind of finding that was not answered by training."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.assignments.effect import Effect, measure_effect
from courses.assignments.queries.effectcases import stored_history
from courses.assignments.queries.effectreplays import replayed_history, stored_workshops
from courses.assignments.queries.effects import Effects, Outcome, measure_history
from courses.assignments.queries.effectwords import COMPARED, REPLAYED, too_few_words
from courses.assignments.queries.facts import council_called


class Command(BaseCommand):
    """`loop_effect [--rule CODE] [--basis stored|replayed] [--json]`."""

    help = (
        "Print the effect of training with its interval, for all, by rule and by module, and that of "
        "workshops. Figures that rest on fewer than 8 findings a side or 5 writers are left out. Reads only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--council", default="", help="short name of the council, if there are several")
        parser.add_argument("--rule", default="", help="findings of this rule alone, LR-02")
        parser.add_argument(
            "--basis",
            choices=("auto", "stored", "replayed"),
            default="auto",
            help="stored: the training that was done here; replayed: as if every call had been answered and "
            "all work done when due; auto: stored, or replayed where no training was ever done here",
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        council = council_called(options["council"])
        if council is None:
            words = "There is no academy yet, or there are several: name one with --council."
            if options["json"]:
                self.stdout.write(json.dumps({"state": "refused", "reasons": [words]}))
            self.stderr.write(words)
            sys.exit(1)
        history = stored_history(council_id=council.pk)
        basis, workshops = options["basis"], Effect()
        if basis == "auto":
            basis = "stored" if any(case.trained for case in history.cases) else "replayed"
        if basis == "replayed":
            replayed = replayed_history(council_id=council.pk)
            history, workshops = replayed.history, measure_effect(replayed.workshops)
        else:
            workshops = measure_effect(stored_workshops(council_id=council.pk))
        if options["rule"]:
            history.cases = [case for case in history.cases if case.rule == options["rule"]]
        found = measure_history(history, council_id=council.pk)
        if options["json"]:
            self.stdout.write(json.dumps(_document(found, workshops, basis, options["rule"])))
            return
        if basis == "replayed":
            self.stdout.write(REPLAYED)
        self.stdout.write(found.all.grades.words)
        for one in (*found.rules, *found.modules):
            self.stdout.write(f"{one.code}: {too_few_words(one) if one.hidden else one.grades.words}")
        self.stdout.write(f"Workshops: {workshops.words}")


def _document(found: Effects, workshops: Effect, basis: str, rule: str) -> dict[str, Any]:
    places = {one.kind: one for one in found.ranked}
    return {
        "basis": basis,
        "basis_words": REPLAYED if basis == "replayed" else "",
        "rule": rule,
        "from": str(found.first or ""),
        "to": str(found.last or ""),
        "compared": COMPARED,
        **_figures(found.all.grades),
        "good_or_better": _figures(found.all.good),
        "workshops": _figures(workshops),
        "rules": [_outcome(one) for one in found.rules],
        "modules": [
            _outcome(one)
            | (
                {
                    "drawn_in": round(places[one.code].value, 4),
                    "place_from": places[one.code].first,
                    "place_to": places[one.code].last,
                    "group": places[one.code].group,
                }
                if one.code in places
                else {}
            )
            for one in found.modules
        ],
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    hidden = {"shown": False, "words": too_few_words(one)}
    return {"code": one.code, "title": one.title, **(hidden if one.hidden else _figures(one.grades))}


def _figures(effect: Effect) -> dict[str, Any]:
    """One effect as plain data: no figure at all where it may not be shown."""
    if effect.hidden:
        return {"shown": False, "words": effect.words}
    counts = {
        "n_trained": effect.trained.n,
        "n_compared": effect.untrained.n,
        "writers_trained": effect.trained.people,
        "writers_compared": effect.untrained.people,
    }
    if not effect.shown:
        return {"shown": False, "words": effect.words, **counts}
    return {
        "shown": True,
        "effect": round(effect.difference, 4),
        "low": round(effect.low, 4),
        "high": round(effect.high, 4),
        **counts,
        "clusters": effect.clusters,
        "naive_before_after": round(effect.trained.mean, 4),
        "naive_untrained": round(effect.untrained.mean, 4),
        "words": effect.words,
    }
