"""Changing the criteria of the version that is being written, and what goes on as what."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property

from assessments.instruments.actions import carry_on, end_criterion, save_criterion, split_criterion
from assessments.instruments.forms.bridging import ENDS, SEVERAL, CarryForm, EndForm, SplitForm
from assessments.instruments.forms.wording import CHANGED, CriterionForm
from assessments.instruments.models import Criterion
from assessments.instruments.queries.choices import choices_for, heirs_for
from assessments.instruments.queries.reading import criteria_before
from assessments.instruments.views.doors import DraftForm

OWN = ("code", "text", "outstanding", "good", "requires_improvement", "inadequate", "weight", "critical")


class RowForm(DraftForm):
    """A form about one criterion or section of the draft, or a new one."""

    @cached_property
    def row(self) -> Criterion | None:
        """The row of the address; none for a new one."""
        return self.row_of(self.draft.criteria.all()) if "pk" in self.kwargs else None

    @property
    def held(self) -> Criterion:
        """The row of the address, where there must be one."""
        return self.row_of(self.draft.criteria.all())


class EditCriterion(RowForm):
    """A criterion, or a section as a whole."""

    form_class = CriterionForm

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"Change {self.row.code}" if self.row else "Add a criterion"

    @property
    def is_section(self) -> bool:
        """Whether it is a section as a whole."""
        return self.row is not None and self.row.kind == Criterion.Kind.SECTION

    def get_form_kwargs(self) -> dict[str, Any]:
        offered = choices_for(self.draft, self.row)
        return {
            **super().get_form_kwargs(),
            **offered,
            "is_section": self.is_section,
            "is_new": self.row is None,
        }

    def get_initial(self) -> dict[str, Any]:
        row = self.row
        if row is None:
            return {"section": self.request.GET.get("section", ""), "weight": 2}
        step = row.steps_before.first()
        found: dict[str, Any] = {name: getattr(row, name) for name in OWN}
        return {
            **found,
            "section": row.section,
            "first_module": next(iter(row.modules), ""),
            "modules": row.modules[1:],
            "competencies": row.competencies,
            "principles": row.principles,
            "law": row.law,
            "how": step.how if step and step.how in ("renamed", CHANGED) else "",
            "why": step.why if step and step.how == CHANGED else "",
        }

    def act(self, form: CriterionForm) -> None:
        save_criterion(
            instrument=self.draft,
            row=self.row,
            said=form.words(self.row.section if self.row else ""),
            how=form.cleaned_data.get("how", ""),
            why=form.cleaned_data.get("why", ""),
            by=self.actor,
            at=self.at,
        )


class Split(RowForm):
    """Make two criteria of one."""

    form_class = SplitForm
    button = "Split it"

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"Split {self.held.code} into two"

    @property
    def lead(self) -> str:  # type: ignore[override]
        return (
            f"The second one begins with the words and links of {self.held.code}; change both afterwards. "
            f"Earlier marks go on with {self.held.code}, and charts of both show a break."
        )

    def act(self, form: SplitForm) -> None:
        split_criterion(instrument=self.draft, row=self.held, by=self.actor, at=self.at, **form.cleaned_data)


class End(RowForm):
    """Take a criterion out, or merge it into another."""

    form_class = EndForm
    button = "Take it out"

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"End or merge {self.held.code}"

    lead = "Audits that were made with earlier versions keep their marks."

    def get_form_kwargs(self) -> dict[str, Any]:
        heirs = heirs_for(self.draft, kind=self.held.kind, but=self.held.pk)
        return {**super().get_form_kwargs(), "heirs": heirs}

    def act(self, form: EndForm) -> None:
        said = form.cleaned_data
        heir = self.draft.criteria.get(pk=said["heir"]) if said["heir"] else None
        end_criterion(
            instrument=self.draft, row=self.held, heir=heir, why=said["why"], by=self.actor, at=self.at
        )


class Carry(DraftForm):
    """What a criterion of the version before goes on as."""

    form_class = CarryForm
    done = "Saved. The bridge shows it."

    @cached_property
    def old(self) -> Criterion:
        """The criterion of the version before."""
        return self.row_of(criteria_before(instrument=self.draft), "old")

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"What {self.old.code} goes on as"

    @property
    def lead(self) -> str:  # type: ignore[override]
        return f"{self.old.text}. Earlier marks count for what it goes on as."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "heirs": heirs_for(self.draft, kind=self.old.kind)}

    def get_initial(self) -> dict[str, Any]:
        steps = list(self.old.next_steps.filter(instrument=self.draft))
        how = steps[0].how if steps else ""
        said = {"split": SEVERAL, "ended": ENDS, "merged": CHANGED}.get(how, how)
        heirs = [step.new_id for step in steps if step.new_id]
        return {"how": said, "heirs": heirs, "why": steps[0].why if steps else ""}

    def act(self, form: CarryForm) -> None:
        said = form.cleaned_data
        carry_on(
            instrument=self.draft,
            old=self.old,
            heirs=list(self.draft.criteria.filter(pk__in=said["heirs"])),
            how=said["how"],
            why=said["why"],
            by=self.actor,
            at=self.at,
        )
