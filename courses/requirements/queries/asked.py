"""Everything that is asked of one person, by whoever asks it, in one list."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from django.db.models import Exists, Max, Prefetch
from django.urls import reverse
from django.utils import timezone

from academy.kit.keeping import Parts, part
from academy.kit.words import day_month_year
from academy.people.access import visible
from academy.people.models import Post, User
from courses.assignments.models import Assignment
from courses.cohorts.queries import calendars_of, membership_of
from courses.handbook.queries import Reading, read_facts, reading_of
from courses.pages.models import ModulePage
from courses.pages.queries import modules_by_code
from courses.pathways.queries import exempted_modules
from courses.progress.models import Completion
from courses.registers.queries import attended_by
from courses.requirements.models import Ask, AskReason
from courses.requirements.rules.merging import COHORT, RULE, Asked, Because, Thing, merge


def asked_of(person: User, on: datetime.date, *, weeks: bool = True) -> list[Asked]:
    """What the matrix, the cohort, the audit rules, a change of law and people ask of somebody on a day: each
    thing once with all its reasons, the earliest date first. A constant number of queries.

    What was finished since it was asked is not in it, though its row may be closed a moment later. `weeks`
    False leaves out the weeks of a cohort, for pages that show them themselves.
    """
    pages = reading_of(council_id=person.council_id)
    reasons = [*_asks(person, pages), *_rules(person), *(_cohort(person, on) if weeks else ())]
    codes = {one.code for one in reasons}
    cards = modules_by_code(council_id=person.council_id, codes=codes - pages.keys())
    things = {code: Thing(card.title, card.path, card.minutes) for code, card in cards.items()}
    things |= {code: Thing(pages[code].title, pages[code].path) for code in codes & pages.keys()}
    return merge(reasons, things=things, today=on)


def came_to(person: User, codes: Collection[str], *, at: datetime.datetime) -> dict[str, str]:
    """For modules that are asked although somebody came to a session on them: what they came to, in words, by
    code, the latest session of each. It does not count as the module (decision 41). One query."""
    found: dict[str, str] = {}
    for one in attended_by(person, at=at):
        if one.certified and one.module_code in codes:
            words = f"You came to the session “{one.title}” on {day_month_year(one.on)}."
            found.setdefault(one.module_code, words)
    return found


def asks_of(*, person: User) -> list[Ask]:
    """The open rows of one person with the reasons that stand: two queries."""
    standing = AskReason.objects.filter(withdrawn_at=None).select_related("by")
    rows = Ask.objects.filter(person=person, state="open")
    return list(rows.prefetch_related(Prefetch("reasons", queryset=standing)).order_by("due_on", "pk"))


def _asks(person: User, pages: dict[str, Reading]) -> Iterable[Because]:
    rows = asks_of(person=person)
    done = _finished(person, [row.code for row in rows])
    for _, code, number, on in read_facts(council_id=person.council_id, people=[person.pk]):
        if code in pages and number >= pages[code].asked:
            done[code] = max(on, done.get(code, on))
    for row in rows:
        if _since(done, row.code, row.asked_on):
            continue
        for why in row.reasons.all():
            who = why.by.get_full_name() if why.by and why.source == AskReason.Source.PERSON else ""
            yield Because(row.code, why.source, why.reason, why.due_on, who)


def _finished(person: User, codes: Iterable[str]) -> dict[str, datetime.date]:
    rows = Completion.objects.filter(person=person, module_code__in=list(codes)).order_by()
    return dict(rows.values_list("module_code").annotate(Max("done_on")))


def _since(done: dict[str, datetime.date], code: str, day: datetime.date) -> bool:
    return code in done and done[code] >= day


def _rules(person: User) -> Iterable[Because]:
    """What the audit rules ask. It keeps its own life cycle, for the re-audit follows it."""
    rows = Assignment.objects.filter(person=person, state="asked").select_related("rule")
    for row in rows.order_by("due_on", "pk"):
        yield Because(
            row.module_code,
            RULE,
            row.reason,
            row.due_on,
            f"Audit rule {row.rule.code}",
            reverse("finding", args=[row.finding_id]),
        )


def _cohort(person: User, on: datetime.date) -> Iterable[Because]:
    """The modules of the weeks of an induction that have begun, as far as they are not finished or exempt."""
    member = membership_of(person, on)
    if member is None or member.state != "learning":
        return
    weeks = {week.number: week for week in calendars_of([member], on=on)[member.pk].weeks}
    begun = [number for number, week in weeks.items() if week.starts_on <= on]
    modules = ModulePage.objects.filter(
        council_id=person.council_id, live=True, week__in=begun, url_path__contains="/learn/"
    )
    rows = [row for row in modules.order_by("path").values_list("code", "week") if row[0]]
    done = _finished(person, [code for code, _ in rows])
    exempt = exempted_modules([person.pk])[person.pk]
    for code, number in rows:
        if code not in exempt and not _since(done, code, member.joins_on):
            words = f"Week {number} of your induction"
            yield Because(code, COHORT, words, weeks[number].ends_on, member.cohort.name)


def ask_of(*, actor: User, pk: int) -> Ask | None:
    """One open row with its reasons, if the actor may see it."""
    rows = visible(actor, Ask).filter(pk=pk, state="open").select_related("person")
    return rows.prefetch_related("reasons__by").first()


def own_asks(*, actor: User, person: User) -> dict[str, int]:
    """What this very actor asks of somebody and can take back: key of the row by code."""
    rows = AskReason.objects.filter(
        ask__person=person, ask__state="open", by=actor, source=AskReason.Source.PERSON, withdrawn_at=None
    )
    return dict(rows.values_list("ask__code", "ask_id"))


def person_for(*, actor: User, pk: int) -> User | None:
    """Somebody in post whom the actor may see."""
    in_post = Post.objects.open_on(timezone.localdate()).filter(person_id=pk)
    return visible(actor, User).filter(pk=pk, is_active=True).filter(Exists(in_post)).first()


ASKED: Parts = {
    "pages_read": part("courses_pageread WHERE person_id = %(person)s", "COUNT(*)"),
    "asks": part(
        "courses_ask ask JOIN courses_askreason reason ON reason.ask_id = ask.id"
        " WHERE ask.person_id = %(person)s AND ask.state = 'open'",
        "COUNT(ask.id)", "SUM(ask.id)", "MIN(ask.due_on)", "MAX(reason.at)", "COUNT(reason.withdrawn_at)",
    ),
}  # fmt: skip
"""What the list of one person depends on, besides their completions and audits."""
