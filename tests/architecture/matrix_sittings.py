"""Papers, sittings and what goes with them, one of each for each owner: things that the matrix asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from academy.people.models import User
from assessments.sittings.actions import Arrived, hand_in, save_answer, start_sitting
from assessments.sittings.models import Judgement, LateAnswer, Paper, Sitting
from tests.factories.sittings import ExtraTimeFactory, LateAnswerFactory, PaperFactory, PaperResultFactory

if TYPE_CHECKING:
    from tests.architecture.matrix_objects import Things

Arguments = dict[str, Any]
OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def paper(things: Things, whose: str) -> Paper:
    """A practice paper of one council, open: the sums that the world has are enough for it."""
    side = things.world.home if whose == "home" else things.world.second
    found = Paper.objects.filter(council=side.council).first()
    return found or PaperFactory(
        council=side.council, assessed=False, wait_days=0, minutes=60, lines=[{"count": 1}]
    )


def person(things: Things, name: str) -> User:
    """The owner."""
    side = things.world.second if name == "foreigner" else things.world.home
    return side.people["coordinator" if name == "foreigner" else name]


def sitting(things: Things, name: str) -> Sitting:
    """A sitting that is open."""
    whose = "second" if name == "foreigner" else "home"
    return start_sitting(paper=paper(things, whose), by=person(things, name), at=timezone.now(), seed=1)


def marked(things: Things, name: str) -> Sitting:
    """A sitting that is over, with an answer that a person has marked."""
    found = sitting(things, name)
    at, by = timezone.now(), person(things, name)
    save_answer(sitting_id=found.pk, position=1, arrived=Arrived({"sum": "1"}), by=by, at=at)
    found = hand_in(sitting_id=found.pk, by=by, at=at)
    side = things.world.second if name == "foreigner" else things.world.home
    Judgement.objects.create(
        slot=found.slots.get(), waits_since=at, judged_at=at, judged_by=side.people["pdl"], words="Clear"
    )
    PaperResultFactory(person=by, paper=found.paper)
    LateAnswerFactory(slot=found.slots.get(), decided_by=side.people["pdl"])
    return found


def things() -> Iterator[tuple[str, Callable[[Things], Arguments]]]:
    """Name of a thing to what makes it. What is over is made first: one sitting of a paper may be open."""
    for whose in ("home", "second"):
        yield f"paper_of_{whose}", lambda all_, whose=whose: {"pk": paper(all_, whose).pk}
    for name in OWNERS:
        yield f"marked_sitting_of_{name}", lambda all_, name=name: {"pk": marked(all_, name).pk}
        yield f"judgement_of_{name}", lambda all_, name=name: {"pk": _judgement(person(all_, name)).pk}
        yield f"late_answer_of_{name}", lambda all_, name=name: {"pk": _late(person(all_, name)).pk}
        yield (
            f"marked_item_of_{name}",
            lambda all_, name=name: {**all_.made[f"marked_sitting_of_{name}"], "position": 1},
        )
        yield f"sitting_of_{name}", lambda all_, name=name: {"pk": sitting(all_, name).pk}
        yield (
            f"sitting_item_of_{name}",
            lambda all_, name=name: {**all_.made[f"sitting_of_{name}"], "position": 1},
        )
        yield (
            f"extra_time_of_{name}",
            lambda all_, name=name: {"pk": ExtraTimeFactory(person=person(all_, name)).pk},
        )


def _late(owner: User) -> LateAnswer:
    return LateAnswer.objects.get(slot__sitting__person=owner)


def _judgement(owner: User) -> Judgement:
    return Judgement.objects.get(slot__sitting__person=owner)
