"""Series over versions, read from the bridge: what everything that compares criteria over time counts by."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils import timezone

from assessments.instruments.models import Criterion, CriterionStep, Instrument
from assessments.instruments.queries.versions import PLAN_AUDIT, calendar_of
from assessments.instruments.rules.series import (
    Break,
    Edition,
    Series,
    Step,
    find_series,
    series_by_code,
)
from assessments.instruments.states import LASTING


def editions_of(*, council_id: int, code: str = PLAN_AUDIT, draft: Instrument | None = None) -> list[Edition]:
    """Every published version of an instrument as the series sees it, oldest first, and `draft` as if it came
    next. Three queries, two while there is one version."""
    return _editions([*calendar_of(council_id=council_id, code=code).versions, *([draft] if draft else [])])


def _editions(versions: Sequence[Instrument]) -> list[Edition]:
    """Versions, of one instrument or of several, with their codes and the bridge into each."""
    codes: dict[int, list[str]] = defaultdict(list)
    rows = Criterion.objects.filter(instrument__in=versions)
    for instrument_id, one in rows.order_by("position").values_list("instrument_id", "code"):
        codes[instrument_id].append(one)
    steps: dict[int, list[Step]] = defaultdict(list)
    bridge = CriterionStep.objects.filter(instrument__in=versions).order_by("old__position", "new__position")
    told = bridge.values_list("instrument_id", "old__code", "new__code", "how", "why")
    several = len({one.code for one in versions}) < len(versions)
    for instrument_id, old, new, how, why in told if several else ():
        steps[instrument_id].append(Step(old, new or "", how, why))
    return [
        Edition(
            one.version,
            one.effective_from or datetime.date.max,
            tuple(codes[one.pk]),
            tuple(steps[one.pk]) if one.pk in steps else None,
        )
        for one in versions
    ]


def series_everywhere(*, council_id: int, on: datetime.date | None = None) -> dict[str, str]:
    """`series_codes` of all instruments of a council at once: no two of them share a code. Three queries."""
    rows = Instrument.objects.filter(council_id=council_id, state__in=LASTING)
    versions = list(rows.order_by("code", "effective_from", "pk"))
    day = on or timezone.localdate()
    found: dict[str, str] = {}
    editions = _editions(versions)
    for _, some in groupby(zip(versions, editions, strict=True), key=lambda pair: pair[0].code):
        found |= _counting(day, [edition for _, edition in some])
    return found


def _counting(day: datetime.date, editions: Sequence[Edition]) -> dict[str, str]:
    at = max((place for place, one in enumerate(editions) if one.since <= day), default=0)
    return series_by_code(editions, at) if editions else {}


def series_codes(
    *, council_id: int, code: str = PLAN_AUDIT, on: datetime.date | None = None
) -> dict[str, str]:
    """Code of a criterion in any version -> the code in force on `on` (today) that its grades count for.

    Whoever compares marks of several audits (rules, matrices, charts) counts by these, never by the id of a
    criterion: `{"F2": "F2", "F3": "F9"}` where F3 is called F9 by now. Changed, split and merged criteria
    count on (a split for the one that kept the code); that their standard differs is told by `breaks_of`.
    One that ended counts as itself and is not among the criteria in force. Three queries.
    """
    return _counting(on or timezone.localdate(), editions_of(council_id=council_id, code=code))


def series_ids(*, council_id: int, code: str = PLAN_AUDIT, on: datetime.date | None = None) -> dict[int, str]:
    """The same by primary key of a criterion of any version. Four queries."""
    codes = series_codes(council_id=council_id, code=code, on=on)
    rows = Criterion.objects.filter(instrument__council_id=council_id, instrument__code=code)
    return {pk: codes[one] for pk, one in rows.values_list("pk", "code") if one in codes}


def codes_in_force(*, council_id: int, codes: Iterable[str], code: str = PLAN_AUDIT) -> list[str]:
    """What content names by codes of any version, in codes in force, each once. Three queries."""
    now = series_codes(council_id=council_id, code=code)
    return list(dict.fromkeys(now.get(one, one) for one in codes))


def series_of(*, council_id: int, code: str = PLAN_AUDIT) -> dict[str, Series]:
    """Every series of an instrument by its newest code: the stretches to draw as lines of their own, and the
    dated breaks between them with words. Ended ones are there too. Three queries.

    `series["F2"].stretches` are parts without a break, each with the codes whose grades belong to it;
    `series["F2"].breaks[0].on` and `.words` are what a chart writes at its vertical line.
    """
    editions = editions_of(council_id=council_id, code=code)
    found = {}
    for edition in reversed(editions):
        for one in edition.codes:
            series = find_series(editions, one)
            found.setdefault(series.code, series)
    return found


def breaks_of(*, council_id: int, criterion: str, code: str = PLAN_AUDIT) -> tuple[Break, ...]:
    """The days on which the series of one criterion breaks, oldest first, with the reason. Three queries."""
    return find_series(editions_of(council_id=council_id, code=code), criterion).breaks


def kin_of(*, council_id: int, codes: Iterable[str]) -> dict[str, str]:
    """Every code of the same series as one of `codes`, with that one: marks under any of them count for it.

    Of all instruments. Two of `codes` that are one series by now: each counts its own and the first also what
    the other was called. Three queries.
    """
    now = series_everywhere(council_id=council_id)
    asked = list(dict.fromkeys(codes))
    first: dict[str, str] = {}
    for one in asked:
        first.setdefault(now.get(one, one), one)
    found = {other: first[series] for other, series in now.items() if series in first}
    return found | {one: one for one in asked}
