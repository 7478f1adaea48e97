"""Deciding on a level, agreeing more support, and letting a level lapse."""

from __future__ import annotations

from typing import Any

from django.http import Http404, QueryDict

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from competencies.entrustment.actions import (
    Wish,
    grant_level,
    grant_refusals,
    lapse_entrustment,
    lower_level,
    lower_refusals,
)
from competencies.entrustment.forms import DecideForm, LapseForm, LowerForm
from competencies.entrustment.models import SECOND_SIGNATURE_FROM, Entrustment
from competencies.entrustment.queries.decisions import decisions_on
from competencies.entrustment.queries.pages import Line, line_of, missing_for
from competencies.entrustment.queries.people import possible_seconds, user_of
from competencies.entrustment.queries.showings import citable
from competencies.entrustment.queries.signs import signs_for
from competencies.entrustment.rules import (
    check_decider,
    check_higher,
    check_lapse,
    check_reason,
    needs_second,
    refusal_of,
)
from competencies.entrustment.views.doors import AskTwice

LESS = "Less than what stands: that is agreed on a page of its own, with support."


class LineForm(AskTwice):
    """A form that starts from where the person stands on the task."""

    line: Line

    def load(self, **kwargs: Any) -> None:
        super().load(**kwargs)
        self.line = line_of(person=self.person, task=self.task, on=self.day)

    def said(self, number: int) -> str:
        """A level in words."""
        row = self.line.levels[number]
        return f"{number}, {row.name.lower()}. {row.work_allowed}."

    def not_mine(self, number: int) -> str:
        """Why the actor does not sign this level, in words; empty when they do."""
        refused = refusal_of(lambda: check_decider(person=self.person, level=number, by=self.actor))
        return refused.words if refused is not None else ""


class Decide(LineForm):
    """Choose a level, tick what it rests on, say why; look at it once more; confirm."""

    template_name = "competencies/entrustment/decide.html"

    def load(self, **kwargs: Any) -> None:
        super().load(**kwargs)
        self.pieces, self.count = citable(actor=self.actor, person=self.person, task=self.task, on=self.day)

    def make_form(self, sent: QueryDict | None) -> DecideForm:
        closed = {number: why for number in self.line.levels if (why := self._closed(number))}
        standing = self.line.standing
        ticked = [one.key for one in self.pieces if set(one.ids) & set(standing.cites)]
        wished = standing.next_level if standing.ready and standing.next_level not in closed else None
        return DecideForm(
            sent,
            initial={"level": wished, "evidence": ticked},
            levels=self.line.levels.values(),
            closed=closed,
            pieces=self.pieces,
            seconds=possible_seconds(person=self.person, by=self.actor, level=SECOND_SIGNATURE_FROM),
            scanner=self.scanner(sent),
        )

    def _closed(self, number: int) -> str:
        less = refusal_of(lambda: check_higher(stands=self.line.number, level=number))
        return LESS if less is not None else self.not_mine(number)

    def context(self) -> dict[str, Any]:
        return {"line": self.line, "more_pieces": self.count - len(self.pieces)}

    def _wish(self, form: DecideForm) -> Wish:
        said = form.cleaned_data
        asked = user_of(council_id=self.person.council_id, pk=said["second"])
        missing = missing_for(self.line.standing, said["level"])
        return Wish(
            person=self.person,
            task=self.task,
            level=said["level"],
            evidence_ids=form.evidence_ids,
            reason=said["reason"],
            proposed={"level": self.line.standing.next_level, "missing": list(missing)},
            otherwise=said["otherwise"] if missing else "",
            asked=asked,
        )

    def refusals(self, form: DecideForm) -> list[Refused]:
        return grant_refusals(wish=self._wish(form), by=self.actor, on=self.day, asks_whom=True)

    def answers(self, form: DecideForm) -> list[tuple[str, str]]:
        wish = self._wish(form)
        cited = "; ".join(f"{one.kind_words}: {one.label}" for one in form.cited)
        rows = [
            ("Task", f"{self.task.title} ({self.task.code})"),
            ("Level", self.said(wish.level)),
            ("It rests on", cited or "Nothing: level 0 needs none"),
            ("Why", wish.reason),
        ]
        if wish.proposed["missing"]:
            rows.append(("The product misses", "; ".join(wish.proposed["missing"])))
            rows.append(("Why you decide otherwise", wish.otherwise))
        if needs_second(wish.level):
            rows.append(("Second signature", f"{form.second_words}. It does not count before."))
        return rows

    def act(self, form: DecideForm) -> str:
        wish = self._wish(form)
        row = grant_level(
            person=wish.person,
            task=wish.task,
            level=wish.level,
            evidence_ids=wish.evidence_ids,
            reason=wish.reason,
            proposed=wish.proposed,
            otherwise=wish.otherwise,
            asked=wish.asked,
            asks_whom=True,
            by=self.actor,
            at=self.at,
        )
        if row.state == "waiting":
            return "Signed. It counts when a second person has signed. They get a letter."
        return f"Decided. {self.person.given_name} gets a letter with your reason."


class Lower(LineForm):
    """Agree more support: a lower level with the reason, the help and the day of the next look."""

    template_name = "competencies/entrustment/lower.html"

    def make_form(self, sent: QueryDict | None) -> LowerForm:
        levels = [row for number, row in self.line.levels.items() if number < max(self.line.number, 1)]
        closed = {row.number: why for row in levels if (why := self.not_mine(row.number))}
        return LowerForm(sent, levels=levels, closed=closed, scanner=self.scanner(sent))

    def context(self) -> dict[str, Any]:
        return {"line": self.line}

    def refusals(self, form: LowerForm) -> list[Refused]:
        return lower_refusals(
            person=self.person, task=self.task, by=self.actor, on=self.day, **form.cleaned_data
        )

    def answers(self, form: LowerForm) -> list[tuple[str, str]]:
        said = form.cleaned_data
        return [
            ("Task", f"{self.task.title} ({self.task.code})"),
            ("Level from now on", self.said(said["level"])),
            ("Why", said["reason"]),
            ("Help that goes with it", said["support"]),
            ("You look at it again on", day_month_year(said["look_again_on"])),
        ]

    def act(self, form: LowerForm) -> str:
        lower_level(person=self.person, task=self.task, by=self.actor, at=self.at, **form.cleaned_data)
        return self.done

    @property
    def done(self) -> str:
        """What was done, in words."""
        return f"Written down. {self.person.given_name} gets a letter with your reason and the help."

    def done_before(self, sent: QueryDict) -> str:
        rows = decisions_on(actor=self.actor, person=self.person, task=self.task)
        last = rows.filter(state="stands", step=Entrustment.Step.LOWER, decided_by=self.actor).first()
        same = last is not None and str(last.level) == sent.get("level") and last.starts_on == self.day
        return self.done if same else ""


class Lapse(AskTwice):
    """Let a level lapse: it counts again when somebody has looked at it anew."""

    template_name = "competencies/entrustment/lapse.html"
    row: Entrustment

    def load(self, **kwargs: Any) -> None:
        super().load(**kwargs)
        rows = decisions_on(actor=self.actor, person=self.person, task=self.task)
        row = rows.filter(state="stands").first() or rows.filter(state="lapsed", ended_by=self.actor).first()
        if row is None:
            raise Http404
        self.row = row

    def make_form(self, sent: QueryDict | None) -> LapseForm:
        return LapseForm(sent, scanner=self.scanner(sent))

    def context(self) -> dict[str, Any]:
        signs = signs_for(person_id=self.person.pk, task=self.task, on=self.day)
        return {"row": self.row, "signs": signs}

    def refusals(self, form: LapseForm) -> list[Refused]:
        checks = (
            lambda: check_lapse(entrustment=self.row, by=self.actor),
            lambda: check_reason(words=form.cleaned_data["reason"]),
        )
        return [refused for check in checks if (refused := refusal_of(check)) is not None]

    def answers(self, form: LapseForm) -> list[tuple[str, str]]:
        return [
            ("Task", f"{self.task.title} ({self.task.code})"),
            ("Lapses", f"Level {self.row.level}. It waits to be renewed."),
            ("Why", form.cleaned_data["reason"]),
        ]

    def act(self, form: LapseForm) -> str:
        lapse_entrustment(entrustment=self.row, reason=form.cleaned_data["reason"], by=self.actor, at=self.at)
        return f"Written down. {self.person.given_name} gets a letter with your reason."
