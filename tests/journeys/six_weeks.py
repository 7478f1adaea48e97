"""A council with one cohort, a clock that the test moves, and six weeks by the actions people use."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from academy.people.models import User
from academy.work.worker import do_due_jobs
from assessments.questions.kinds import Marked, kind_of
from assessments.questions.models import ItemVersion
from assessments.sittings.actions import (
    Arrived,
    hand_in,
    judge_answer,
    open_paper,
    save_answer,
    start_sitting,
)
from assessments.sittings.marking import lines_to_judge
from assessments.sittings.models import Judgement, Paper, Sitting
from assessments.tasks.actions import (
    MarksDraft,
    begin_work,
    claim_next,
    give_marks,
    open_task,
    record_observation,
    save_draft,
    save_marks,
    submit_work,
)
from assessments.tasks.models import Submission, Task
from assessments.tasks.rules.matrix import rows_of
from courses.pages.queries import modules_for
from courses.pathways.actions import grant_licence
from courses.progress.actions import complete_module
from home.founding.actions import found_academy
from tests.assessments.tasks.test_letters import GOOD as GOOD_LETTER
from tests.assessments.tasks.test_needs import samples
from tests.factories.academy import PostFactory, StaffFactory
from tests.factories.courses import CompletionFactory
from tests.factories.worlds import CouncilWorld, council_world
from tests.journeys.visitor import PASSWORD

FIRST_DAY = datetime.date(2026, 9, 7)
LINK = re.compile(r"http\S+")
WORDS = (
    "I read the request and the advice before I wrote. The evidence says what the child can do with help and "
    "what is hard. I asked what the child wants, and wrote it in the first line. I would ring the family "
    "before the letter goes, and say on which day they hear from us next. "
)


@dataclass
class Clock:
    """The time of day in the academy, as the test sets it."""

    now: datetime.datetime

    def to(self, day: datetime.date, hour: int = 9, minute: int = 0) -> datetime.datetime:
        """Moves the clock and does what is due by then."""
        self.now = timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))
        do_due_jobs(at=self.now, most=5_000)
        return self.now

    def later(self, minutes: int) -> datetime.datetime:
        """So many minutes on."""
        self.now += datetime.timedelta(minutes=minutes)
        do_due_jobs(at=self.now, most=5_000)
        return self.now

    def keep(self, patch: pytest.MonkeyPatch) -> None:
        """From here on everybody in this process reads this clock."""
        patch.setattr("django.utils.timezone.now", lambda: self.now)


@dataclass
class Life:
    """A council, its people and what they do."""

    clock: Clock
    world: CouncilWorld
    markers: list[User] = field(default_factory=list)

    @classmethod
    def begin(cls, clock: Clock) -> Life:
        """The council is founded, its questions are reviewed, its papers and tasks are open."""
        world = council_world()
        found_academy(council_name=world.council.name, at=clock.now)
        ItemVersion.objects.filter(item__council=world.council, state="open").update(state="reviewed")
        life = cls(clock, world)
        pdl = life.person("pdl")
        for paper in Paper.objects.filter(council=world.council, code__in=("AT1", "AT3", "AT6", "AT6-CAL")):
            open_paper(paper=paper, by=pdl, at=clock.now)
        for task in Task.objects.filter(council=world.council, state="draft"):
            open_task(task=task, by=pdl, at=clock.now)
        life._engage()
        return life

    def _engage(self) -> None:
        """A starter who comes on the first day, a buddy with a licence, and markers enough."""
        world = self.world
        for number in range(2):
            self.markers.append(StaffFactory(team=world.other_team, role="R11", given_name=f"Marker{number}"))
        self.markers += [world.people["qa"], world.people["other_manager"]]
        manager = world.people["manager"]
        newcomer = StaffFactory(
            team=world.own_team, role="R01", manager=manager, email="newcomer@alderwick.example",
            given_name="Newcomer", joined_on=FIRST_DAY,
        )  # fmt: skip
        newcomer.posts.update(starts_on=FIRST_DAY)
        newcomer.set_unusable_password()
        newcomer.save()
        world.people["newcomer"] = newcomer
        PostFactory(person=world.people["admin"], role="R23", team=world.own_team, manager=manager)
        buddy = world.people["senior"]
        CompletionFactory(person=buddy, module_code="PM-21", done_on=datetime.date(2026, 6, 1))
        grant_licence(
            person=buddy,
            kind="buddy",
            cites="Observed twice in supervision; C10.5 at level 3.",
            by=self.person("pdl"),
            at=self.clock.now,
        )

    def person(self, name: str) -> User:
        """Somebody of the council who can sign in."""
        person = self.world.people[name]
        if not EmailAddress.objects.filter(user=person).exists():
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        if name != "newcomer" and not person.check_password(PASSWORD):
            person.set_password(PASSWORD)
            person.save()
        return person

    def link_sent_to(self, person: User, letters: list[Any]) -> str:
        """The path of the link in the newest letter to somebody."""
        letter = [one for one in letters if person.email in one.to][-1]
        found = LINK.search(letter.body)
        assert found
        return "/" + found[0].split("/", 3)[3]

    def finish_modules(self, week: int) -> None:
        """The newcomer finishes every module of a week."""
        person = self.world.people["newcomer"]
        for module in modules_for(actor=person).filter(week=week):
            complete_module(module=module, scores={}, by=person, at=self.clock.later(30))

    def sit(self, code: str, *, right: bool = True) -> Sitting:
        """A paper is sat, with the model answers or with none; what a person marks is marked."""
        person = self.world.people["newcomer"]
        paper = Paper.objects.get(council=self.world.council, code=code)
        sitting = start_sitting(paper=paper, by=person, at=self.clock.later(5))
        for slot in sitting.slots.select_related("version").order_by("position"):
            said = dict(kind_of(slot.kind).model(slot.shown)) if right else {}
            save_answer(
                sitting_id=sitting.pk,
                position=slot.position,
                arrived=Arrived(answer=said, seconds=30),
                by=person,
                at=self.clock.now,
            )
        hand_in(sitting_id=sitting.pk, by=person, at=self.clock.later(10))
        for row in Judgement.objects.filter(slot__sitting=sitting).select_related("slot"):
            lines = lines_to_judge(row.slot.shown, Marked.from_row(row.slot.marked))
            levels = [len(line.levels) - 1 for line in lines]
            judge_answer(
                judgement=row, levels=levels, words=WORDS, by=self.markers[0], at=self.clock.later(5)
            )
        self.clock.later(1)
        sitting.refresh_from_db()
        return sitting

    def hand_in(self, code: str) -> Submission:
        """Work is written and handed in."""
        person = self.world.people["newcomer"]
        task = Task.objects.get(council=self.world.council, code=code)
        work = begin_work(task=task, by=person, at=self.clock.later(5))
        if code == "AT4":
            rows = rows_of(samples()["AT4"]["work"]["good"])
            work = save_draft(
                submission=work, text="", rows=rows, seen=work.saves, by=person, at=self.clock.now
            )
        else:
            text = GOOD_LETTER if code == "AT8" else (WORDS * 8) + f"Attempt {work.number}."
            work = save_draft(submission=work, text=text, seen=work.saves, by=person, at=self.clock.now)
        return submit_work(submission=work, seen=work.saves, by=person, at=self.clock.later(20))

    def observe(self, code: str) -> None:
        """Somebody who was there says how a call went."""
        task = Task.objects.get(council=self.world.council, code=code)
        edition = task.editions.order_by("-number")[0]
        keys = list(edition.lines.values_list("pk", flat=True))
        said = MarksDraft(
            levels=dict.fromkeys(keys, 3),
            words=dict.fromkeys(keys, "It was said in the first minute."),
            strengths="You told them early, and you listened before you explained.",
        )
        person, by = self.world.people["newcomer"], self.markers[0]
        record_observation(task=task, person=person, said=said, by=by, at=self.clock.later(5))
        self.clock.later(1)

    def mark(self, work: Submission, level: int) -> Submission:
        """Markers take it from the queue until it is settled, each with the same view of it."""
        code = work.edition.task.code
        for marker in self.markers:
            work.refresh_from_db()
            if work.state in ("passed", "returned"):
                break
            marking = claim_next(code=code, by=marker, at=self.clock.later(5))
            keys = list(marking.lines.values_list("line_id", flat=True))
            said = MarksDraft(
                levels=dict.fromkeys(keys, level),
                words=dict.fromkeys(keys, "See the first passage."),
                strengths="You say what the evidence is and where it comes from.",
                changes="Say in the first line what you recommend, and by which day.",
            )
            save_marks(marking=marking, said=said, by=marker, at=self.clock.later(5))
            give_marks(marking=marking, by=marker, at=self.clock.later(5))
        self.clock.later(1)
        work.refresh_from_db()
        return work
