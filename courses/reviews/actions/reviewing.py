"""Opening a review, what each person says in it, and taking it back."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from courses.pages.models import ModulePage
from courses.reviews.actions.letters import tell_next
from courses.reviews.models import ModuleReview, Verdict
from courses.reviews.queries.checks import findings_for
from courses.reviews.queries.drafts import draft_of, live_of
from courses.reviews.queries.people import coauthors_of
from courses.reviews.rules.changes import changes_between, not_small
from courses.reviews.rules.checks import musts_in
from courses.reviews.rules.steps import check_open, check_say, check_withdraw, check_words, steps_of
from courses.reviews.states import REVIEW


@transaction.atomic
def open_review(
    *, module: ModulePage, kind: str, coauthor: User | None, asked: str, by: User, at: datetime.datetime
) -> ModuleReview:
    """Send the newest wording of a module for review. Sent twice by one person it is one review."""
    held = ModulePage.objects.select_for_update().get(pk=module.pk)
    before = ModuleReview.objects.filter(module=held, state="open").first()
    if before is not None and (before.opened_by_id, before.kind) == (by.pk, kind):
        return before
    check_open(by, before is not None)
    draft, live = draft_of(module=held), live_of(module=held)
    if kind == ModuleReview.Kind.SMALL:
        changes = changes_between(live.passages if live else (), draft.passages)
        if words := not_small(live.text if live else None, draft.text, changes):
            raise Refused(words, code="not_small")
    elif coauthor is None or coauthor.pk not in {one.pk for one in coauthors_of(actor=by, at=at)}:
        raise Refused("Choose who reads it for the parent carer forum.", code="coauthor")
    if lacking := musts_in(findings_for(draft=draft, at=at)):
        raise Refused(f"Not yet: {lacking[0].words} Look at the list of checks.", code="lacking")
    review = ModuleReview.objects.create(
        module=held, kind=kind, asked=asked.strip(), opened_by=by, opened_at=at,
        coauthor=coauthor if kind == ModuleReview.Kind.FULL else None,
        base=[one.kept() for one in live.passages] if live else [],
    )  # fmt: skip
    _tell(review, "open", f"Sent {held.code or held.title} for review", by, at)
    return review


@transaction.atomic
def say_verdict(
    *,
    review: ModuleReview,
    says: str,
    words: str,
    place: str,
    seen: str,
    credit: str = "",
    by: User,
    at: datetime.datetime,
) -> Verdict:
    """Keep what one person says of the module with the fingerprint `seen`. The same said twice is once.

    `credit` is how the co-author wants to be named."""
    held = hold(review)
    words = words.strip()
    check_words(says, words)
    draft = draft_of(module=held.module)
    verdicts = list(held.verdicts.all())
    last = verdicts[-1] if verdicts else None
    if last is not None and (last.by_id, last.says, last.words, last.mark) == (by.pk, says, words, seen):
        return last
    steps = steps_of(held, verdicts, draft.mark)
    step = check_say(by, held, steps, seen, draft.mark).step
    about = next((one for one in draft.passages if one.key == place), None)
    verdict = Verdict.objects.create(
        review=held, number=len(verdicts) + 1, step=step, says=says, words=words, mark=draft.mark,
        place=about.key if about else "", place_title=about.title if about else "",
        read=[one.kept() for one in draft.passages], by=by, at=at,
    )  # fmt: skip
    if step == Verdict.Step.FAMILY and credit and credit != held.credit:
        held.credit = credit
        held.save(update_fields=["credit"])
    after = steps_of(held, [*verdicts, verdict], draft.mark)
    tell_next(review=held, steps=after, verdict=verdict, at=at)
    said = "Said yes to" if says == Verdict.Says.AGREE else "Asked for a change in"
    _tell(held, says, f"{said} {held.module.code or held.module.title}: {step.label.lower()}", by, at)
    return verdict


@transaction.atomic
def withdraw_review(*, review: ModuleReview, by: User, at: datetime.datetime) -> ModuleReview:
    """Take a review back. What was said in it stays readable."""
    held = hold(review)
    if held.state == "withdrawn":
        return held
    check_withdraw(by, held)
    held.state = REVIEW.after(held.state, "withdraw")
    held.closed_by, held.closed_at = by, at
    held.save(update_fields=["state", "closed_by", "closed_at"])
    _tell(held, "withdraw", f"Took {held.module.code or held.module.title} back from review", by, at)
    return held


def hold(review: ModuleReview) -> ModuleReview:
    """The review, locked: two at once take their turns."""
    rows = ModuleReview.objects.select_for_update(of=("self",)).select_related("module")
    return rows.get(pk=review.pk)


def _tell(review: ModuleReview, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    council = review.module.council_id
    if council is None:
        raise LookupError("A module without a council")
    write(council=council, by=by, at=at, verb=verb, obj=review, words=words)
