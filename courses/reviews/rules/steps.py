"""Which steps a review has, where each stands, and who may say yes in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from courses.reviews.models import ModuleReview, Verdict
from courses.reviews.states import REVIEW

Step = Verdict.Step
STEPS: dict[str, tuple[Step, ...]] = {
    ModuleReview.Kind.FULL: (Step.PRACTICE, Step.LAW, Step.FAMILY),
    ModuleReview.Kind.SMALL: (Step.PRACTICE, Step.SECOND),
}
"""In this order: whoever comes later reads what those before agreed to."""
ACTS: dict[Step, tuple[str, ...]] = {
    Step.PRACTICE: ("edit_content",),
    Step.LAW: ("check_law",),
    Step.FAMILY: ("help_write",),
    Step.SECOND: ("edit_content", "check_law"),
}
FORUM_ROLE = "P13"


@dataclass(frozen=True)
class StepState:
    """Where one step stands. `stands`: it said yes to the words as they are now; `last`: what it said."""

    step: Step
    stands: bool
    last: Verdict | None
    turn: bool

    @property
    def mark(self) -> str:
        """The state mark."""
        if self.stands:
            return "done"
        if self.last is not None and self.last.says == Verdict.Says.CHANGE:
            return "look"
        return "half" if self.turn else "todo"

    @property
    def word(self) -> str:
        """The mark in words."""
        if self.stands:
            return "said yes"
        if self.last is not None and self.last.says == Verdict.Says.CHANGE:
            return "asked for a change"
        if self.last is not None:
            return "said yes to words that have changed since"
        return "reads now" if self.turn else "comes later"


def steps_of(review: ModuleReview, verdicts: Sequence[Verdict], mark: str) -> tuple[StepState, ...]:
    """The steps of a review for the module with this mark. The first that does not stand has its turn."""
    found: list[StepState] = []
    for step in STEPS[review.kind]:
        last = next((one for one in reversed(verdicts) if one.step == step), None)
        stands = last is not None and last.says == Verdict.Says.AGREE and last.mark == mark
        turn = review.state == "open" and not stands and all(one.stands for one in found)
        found.append(StepState(step, stands, last, turn))
    return tuple(found)


def step_for(actor: User, review: ModuleReview, steps: Sequence[StepState]) -> StepState | None:
    """The step in which it is the actor's turn, if it is."""
    held = next((one for one in steps if one.turn), None)
    return held if held is not None and not _why_not(actor, review, held.step, steps) else None


def check_say(
    actor: User, review: ModuleReview, steps: Sequence[StepState], seen: str, mark: str
) -> StepState:
    """Who may say something now, and to what. Refused in words."""
    REVIEW.after(review.state, "publish")
    held = next((one for one in steps if one.turn), None)
    if held is None:
        raise Refused("Everybody has said yes already.", code="over")
    if words := _why_not(actor, review, held.step, steps):
        raise Refused(words, code="not_yours")
    if seen != mark:
        raise Refused("Somebody changed the module while you read. This is how it stands now.", code="newer")
    return held


def _why_not(actor: User, review: ModuleReview, step: Step, steps: Sequence[StepState]) -> str:
    if not any(can(actor, act, review) for act in ACTS[step]):
        return f"It is the turn of somebody else: {step.label.lower()}."
    if step is Step.PRACTICE:
        return ""
    if actor.pk == review.opened_by_id:
        return "You sent this for review, so somebody else takes this step."
    others = [one.last.by_id for one in steps if one.last and one.step != step and one.stands]
    return "You have said yes in another step. Somebody else takes this one." if actor.pk in others else ""


def check_words(says: str, words: str) -> None:
    """Whoever asks for a change says what."""
    if says == Verdict.Says.CHANGE and not words.strip():
        raise Refused("Say what you would like to be changed.", code="words")


def check_open(actor: User, review_is_open: bool) -> None:
    """One review of a module at a time, begun by somebody who writes."""
    if not can(actor, "edit_content"):
        raise Refused("Only people who write content can send it for review.")
    if review_is_open:
        raise Refused("This module is in review already.", code="open")


def check_publish(actor: User, review: ModuleReview, steps: Sequence[StepState]) -> None:
    """Nothing reaches learners before every step has said yes to these very words."""
    if not can(actor, "edit_content", review):
        raise Refused("Only people who write content can publish it.")
    REVIEW.after(review.state, "publish")
    missing = [one.step.label for one in steps if not one.stands]
    if missing:
        who = " and ".join(missing)
        raise Refused(f"Not yet: {who} must say yes to the module as it stands now.", code="steps")


def check_withdraw(actor: User, review: ModuleReview) -> None:
    """Whoever writes content may take a review back while it is open."""
    if not can(actor, "edit_content", review):
        raise Refused("Only people who write content can take a review back.")
    REVIEW.after(review.state, "withdraw")


def credit_words(choice: str, name: str) -> str:
    """What the module's page says of its co-author. An empty choice says nothing."""
    if choice == ModuleReview.Credit.NAME:
        return f"Written with {name} of the parent carer forum"
    if choice == ModuleReview.Credit.FORUM:
        return "Written with a member of the parent carer forum"
    return ""
