"""Splitting, merging, ending, and what goes on as what."""

from __future__ import annotations

from typing import Any

from django.forms import Form

from competencies.framework.actions import (
    carry_on,
    end_competency,
    end_domain,
    end_task,
    split_competency,
    split_task,
)
from competencies.framework.forms.bridging import ENDS, GOES_ON, HeirsForm, SplitForm
from competencies.framework.forms.wording import PlainForm
from competencies.framework.queries.rows import competencies_in, domains_in, tasks_in
from competencies.framework.views.editing import RowForm


class Bridged(RowForm):
    """About one row of the draft that goes on from the version in force: how its kind is spoken of."""

    longest: int
    like: str
    counts: str
    merge: str
    ends: str
    goes_on: str

    def olds(self) -> Any:
        """Rows of the version before."""
        raise NotImplementedError

    def others(self) -> list[tuple[str, str]]:
        """The other rows of this version that it could go on as."""
        rows = self.rows().exclude(pk=getattr(self.row, "pk", None))
        return [(str(row.pk), str(row)) for row in rows]

    def heirs(self, form: Form) -> list[Any]:
        """The rows that were ticked."""
        return list(self.rows().filter(pk__in=form.cleaned_data["heirs"]))


class OfCompetency(Bridged):
    """About one competency."""

    longest, like = 300, "C5.8"
    counts = "What people showed for {code} counts for both. Tasks that are built on it are built on both."
    merge = (
        "It goes on as another one. What people showed for it counts there, and tasks are built on that one"
    )
    ends = "It ends. What people showed for it stays in their record and counts no longer"
    goes_on = "It goes on. What people showed for it counts for those ticked below"

    def rows(self) -> Any:
        return competencies_in(self.draft).order_by("domain__position", "position")

    def olds(self) -> Any:
        return competencies_in(self.draft.based_on)


class OfTask(Bridged):
    """About one task."""

    longest, like = 160, "ET25"
    counts = "A level that is held on {code} is held on both. What roles are expected to hold is copied."
    merge = "It goes on as another one. A level that is held on it is held there"
    ends = "It ends. Levels that are held on it stay in the record and are held no longer"
    goes_on = "It goes on. A level that is held on it is held on those ticked below"

    def rows(self) -> Any:
        return tasks_in(self.draft)

    def olds(self) -> Any:
        return tasks_in(self.draft.based_on)


class Split(Bridged):
    """Make two of one."""

    form_class = SplitForm

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"Split {self.row.code} into two"

    @property
    def lead(self) -> str:  # type: ignore[override]
        return self.counts.format(code=self.row.code)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "longest": self.longest, "like": self.like}


class SplitCompetency(Split, OfCompetency):
    """Make two competencies of one."""

    def act(self, form: Form) -> None:
        code, text = form.cleaned_data["code"], form.cleaned_data["words"]
        split_competency(framework=self.draft, row=self.row, code=code, text=text, by=self.actor, at=self.at)


class SplitTask(Split, OfTask):
    """Make two tasks of one."""

    def act(self, form: Form) -> None:
        code, title = form.cleaned_data["code"], form.cleaned_data["words"]
        split_task(framework=self.draft, row=self.row, code=code, title=title, by=self.actor, at=self.at)


class End(Bridged):
    """Take one out, or merge it into others."""

    form_class = HeirsForm
    fields_of = {"goes_on": "heirs"}

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"End or merge {self.row.code}"

    def get_form_kwargs(self) -> dict[str, Any]:
        more = {"heirs": self.others(), "goes_on": self.merge, "ends": self.ends}
        return {**super().get_form_kwargs(), **more}


class EndCompetency(End, OfCompetency):
    """Take a competency out, or merge it into others."""

    def act(self, form: Form) -> None:
        end_competency(
            framework=self.draft, row=self.row, goes_on=self.heirs(form), by=self.actor, at=self.at
        )


class EndTask(End, OfTask):
    """Take a task out, or merge it into others."""

    def act(self, form: Form) -> None:
        end_task(framework=self.draft, row=self.row, goes_on=self.heirs(form), by=self.actor, at=self.at)


class EndDomain(RowForm):
    """Take out a domain that holds nothing."""

    form_class = PlainForm
    done = "The domain is taken out."
    template_name = "competencies/framework/confirm.html"

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"Take out {self.row.code}?"

    def rows(self) -> Any:
        return domains_in(self.draft)

    def act(self, form: Form) -> None:
        end_domain(framework=self.draft, row=self.row, by=self.actor, at=self.at)


class Carry(Bridged):
    """What a row of the version in force goes on as."""

    form_class = HeirsForm

    @property
    def old(self) -> Any:
        """The row of the version in force that the address names."""
        return self.row_of(self.olds(), "old")

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"What {self.old.code} goes on as"

    def get_initial(self) -> dict[str, Any]:
        heirs = [step.new_id for step in self.old.next_steps.filter(new__in=self.rows())]
        return {"heirs": heirs, "how": GOES_ON if heirs else ENDS}

    def get_form_kwargs(self) -> dict[str, Any]:
        more = {"heirs": self.others(), "goes_on": self.goes_on, "ends": self.ends}
        return {**super().get_form_kwargs(), **more}

    def act(self, form: Form) -> None:
        carry_on(framework=self.draft, old=self.old, heirs=self.heirs(form), by=self.actor, at=self.at)


class CarryCompetency(Carry, OfCompetency):
    """What a competency of the version in force goes on as."""

    @property
    def lead(self) -> str:  # type: ignore[override]
        return self.old.text


class CarryTask(Carry, OfTask):
    """What a task of the version in force goes on as."""

    @property
    def lead(self) -> str:  # type: ignore[override]
        return self.old.title
