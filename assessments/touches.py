"""What measures a competency, told to the framework: questions, papers, practical tasks, audit criteria; and
what rests on a criterion, told to the instruments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from assessments.auditing.models import Allocation
from assessments.auditing.states import ALLOCATION
from assessments.instruments.models import Instrument
from assessments.instruments.queries import criteria_of, current_instrument
from assessments.instruments.registry import tells_instrument_touches
from assessments.questions.models import ItemVersion
from assessments.questions.states import LIVE
from assessments.sittings.models import Paper, PaperLine
from assessments.statistics.queries.cover import stock_of
from assessments.tasks.models import Edition, Task
from competencies.framework.models import Framework
from competencies.framework.registry import Touch, tells_touches


@tells_touches
def question_touches(framework: Framework) -> Iterable[Touch]:
    """How many live questions there are for each competency, as the bank counts them. One query."""
    stock = stock_of(council_id=framework.council_id)
    counts = Counter(code for one in stock for code in set(one.competencies))
    return [Touch(code, "question", count=count) for code, count in counts.items()]


@tells_touches
def paper_touches(framework: Framework) -> Iterable[Touch]:
    """Papers that are not closed, by what they draw and by what passing them shows. Two queries."""
    papers = Paper.objects.filter(council_id=framework.council_id).exclude(state="closed")
    named = {paper.pk: set(paper.competencies) for paper in papers}
    lines = PaperLine.objects.filter(paper__in=papers).exclude(competency="")
    for paper_id, code in lines.values_list("paper_id", "competency"):
        named[paper_id].add(code)
    return [
        Touch(code, "paper", str(paper), reverse("paper", args=[paper.pk]), needs=True)
        for paper in papers
        for code in sorted(named[paper.pk])
    ]


@tells_touches
def task_touches(framework: Framework) -> Iterable[Touch]:
    """Practical tasks that are not closed, in their newest edition. One query."""
    newest = Edition.objects.filter(task=OuterRef("pk")).order_by("-number").values("pk")[:1]
    tasks = Task.objects.filter(council_id=framework.council_id).exclude(state="closed")
    rows = Edition.objects.filter(pk__in=tasks.annotate(newest=Subquery(newest)).values("newest"))
    return [
        Touch(
            code,
            "task",
            f"{row.task.code} {row.title}",
            reverse("task", args=[row.task.code]),
            needs=True,
        )
        for row in rows.select_related("task").order_by("task__code")
        for code in row.competencies
    ]


@tells_touches
def criterion_touches(framework: Framework) -> Iterable[Touch]:
    """Criteria of the plan audit in force. Two queries."""
    try:
        instrument = current_instrument(council_id=framework.council_id)
    except Instrument.DoesNotExist:
        return []
    return [
        Touch(code, "criterion", f"{row.code} {row.text}", needs=True)
        for row in criteria_of(instrument=instrument)
        for code in row.competencies
    ]


@tells_instrument_touches
def tagged_questions(instrument: Instrument) -> Iterable[Touch]:
    """How many live questions name each criterion. One query."""
    rows = ItemVersion.objects.filter(item__council_id=instrument.council_id, state__in=LIVE)
    counts = Counter(code for codes in rows.values_list("criteria", flat=True) for code in set(codes))
    return [Touch(code, "question", count=count) for code, count in counts.items()]


@tells_instrument_touches
def audits_being_done(instrument: Instrument) -> Iterable[Touch]:
    """How many audits are asked for or begun with this version: they are finished with it. One query."""
    rows = Allocation.objects.filter(
        council_id=instrument.council_id,
        instrument__code=instrument.code,
        state__in=ALLOCATION.starts("drop"),
    )
    count = rows.count()
    return [Touch("", "audit", count=count)] if count else []
