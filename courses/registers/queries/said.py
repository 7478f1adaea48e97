"""What people said of a session or a topic: figures with n, hidden while fewer than eight answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import TextChoices

from academy.kit.hiding import hide_small
from courses.registers.models import Attendance, Evaluation, ManagerLine, Phase
from courses.sessions.models import Session, Topic

FEWEST = 8


@dataclass(frozen=True)
class Share:
    """How many of those who answered said one thing."""

    words: str
    count: int
    n: int

    @property
    def share(self) -> float:
        """As a part of one."""
        return self.count / self.n


@dataclass(frozen=True)
class SaidAbout:
    """What people said of a topic, for its page. None while fewer than eight answered; quotes are those that
    somebody agreed to and the organiser chose."""

    n: int
    useful: float | None
    recommend: float | None
    quotes: tuple[str, ...]


def said_about(topic: Topic) -> SaidAbout:
    """What people said straight after sessions of a topic, and the quotes chosen for its page. One query.

    Where too few answered nothing is shown, not even a quote, and `n` is 0.
    """
    rows = list(Evaluation.objects.filter(session__topic=topic))
    now = [row for row in rows if row.phase == Phase.NOW]
    if len(now) < FEWEST:
        return SaidAbout(n=0, useful=None, recommend=None, quotes=())
    chosen = sorted((row for row in rows if row.quoted_at), key=lambda row: (row.quoted_at, row.pk))
    return SaidAbout(
        n=len(now),
        useful=sum(row.useful in ("very", "useful") for row in now) / len(now),
        recommend=sum(row.recommend == "yes" for row in now) / len(now),
        quotes=tuple(dict.fromkeys(row.words for row in chosen))[:3],
    )


@dataclass(frozen=True)
class Comment:
    """One thing that somebody wrote. `may_quote`: they agreed to it."""

    pk: UUID
    words: str
    may_quote: bool
    quoted: bool


@dataclass(frozen=True)
class Asked:
    """The answers to one set of questions: `hidden` says that fewer than eight answered, or that the others
    would tell what they said."""

    n: int
    of: int
    hidden: bool
    tables: tuple[tuple[str, tuple[Share, ...]], ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class SaidPage:
    """What people said of one session, and of every date of its topic."""

    now: Asked
    later: Asked
    topic_now: Asked
    topic_later: Asked
    managers: tuple[Share, ...]


_QUESTIONS = {
    Phase.NOW: (("Was it useful?", "useful"), ("Would you tell a colleague to come?", "recommend")),
    Phase.LATER: (("Did you change something?", "changed"), ("Would your manager agree?", "agrees")),
}
_CHOICES: dict[str, type[TextChoices]] = {
    "useful": Evaluation.Useful,
    "recommend": Evaluation.Recommend,
    "changed": Evaluation.Changed,
    "agrees": Evaluation.Agrees,
}


def said_of(session: Session) -> SaidPage:
    """Everything for the page of those who run or lead a session. Four queries.

    A date of a topic is hidden with the smallest of the others where what is left over would be about fewer
    than eight people.
    """
    rows = list(Evaluation.objects.filter(session__topic_id=session.topic_id))
    came = Attendance.objects.filter(came=True, booking__state="confirmed")
    here = came.filter(booking__session=session).count()
    everybody = came.filter(booking__session__topic_id=session.topic_id).count()
    parts = {}
    for phase in Phase:
        of_phase = [row for row in rows if row.phase == phase]
        by_session: dict[int, set[object]] = defaultdict(set)
        for row in of_phase:
            by_session[row.session_id].add(row.pk)
        hidden = hide_small(by_session, fewest=FEWEST)
        mine = [row for row in of_phase if row.session_id == session.pk]
        parts[phase] = (
            _asked(phase, mine, here, hidden=session.pk in hidden or len(mine) < FEWEST),
            _asked(phase, of_phase, everybody, hidden=len(of_phase) < FEWEST, comments=False),
        )
    return SaidPage(
        now=parts[Phase.NOW][0],
        later=parts[Phase.LATER][0],
        topic_now=parts[Phase.NOW][1],
        topic_later=parts[Phase.LATER][1],
        managers=_managers(session),
    )


def _asked(
    phase: Phase, rows: Sequence[Evaluation], of: int, *, hidden: bool, comments: bool = True
) -> Asked:
    if hidden:
        return Asked(n=len(rows), of=of, hidden=True)
    tables = tuple((question, _shares(field, rows)) for question, field in _QUESTIONS[phase])
    said = sorted((row for row in rows if row.words), key=lambda row: row.pk) if comments else []
    return Asked(
        n=len(rows),
        of=of,
        hidden=False,
        tables=tables,
        comments=tuple(Comment(row.pk, row.words, row.may_quote, row.quoted_at is not None) for row in said),
    )


def _shares(field: str, rows: Sequence[Evaluation]) -> tuple[Share, ...]:
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[getattr(row, field)] += 1
    return tuple(Share(str(one.label), counts[one.value], len(rows)) for one in _CHOICES[field])


def _managers(session: Session) -> tuple[Share, ...]:
    """What managers see of it, over every date of the topic; nothing below eight."""
    lines = ManagerLine.objects.filter(booking__session__topic_id=session.topic_id)
    said = list(lines.values_list("sees", flat=True))
    if len(said) < FEWEST:
        return ()
    return tuple(Share(str(one.label), said.count(one.value), len(said)) for one in ManagerLine.Sees)


def comment_of(session: Session, pk: UUID) -> Evaluation | None:
    """One of the comments that the page shows; None while the page shows none of them."""
    page = said_of(session)
    shown = {comment.pk for part in (page.now, page.later) for comment in part.comments}
    return Evaluation.objects.filter(session=session, pk=pk).first() if pk in shown else None
