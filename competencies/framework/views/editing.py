"""Changing the words of the version that is being written."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property

from academy.law.pack import all_references
from academy.people.queries import scanner_for
from competencies.framework.actions import (
    TaskWords,
    save_about,
    save_competency,
    save_domain,
    save_expectations,
    save_kind,
    save_level,
    save_task,
)
from competencies.framework.forms.wording import (
    AboutForm,
    CompetencyForm,
    DomainForm,
    ExpectForm,
    KindForm,
    LevelForm,
    TaskForm,
)
from competencies.framework.queries.rows import (
    competencies_in,
    domains_in,
    kinds_in,
    levels_in,
    tasks_in,
    weeks_in,
)
from competencies.framework.views.doors import DraftForm

USUAL_WEEKS = {6, 26, 52}
LATEST_WEEKS = 520


class About(DraftForm):
    """Its name, and what is new."""

    form_class = AboutForm
    heading = "What is new in this version"
    done = "Saved. Everybody reads this once the version is in force."

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.draft.name, "what_changed": self.draft.what_changed}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scanner": scanner_for(council=self.draft.council)}

    def act(self, form: AboutForm) -> None:
        save_about(framework=self.draft, by=self.actor, at=self.at, **form.cleaned_data)


class RowForm(DraftForm):
    """A form about one row, or a new one."""

    @cached_property
    def row(self) -> Any:
        """The row of the address; none for a new one."""
        return self.row_of(self.rows()) if "pk" in self.kwargs else None

    def rows(self) -> Any:
        """Rows of this version that may be changed here."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, **kwargs)


class EditDomain(RowForm):
    """A domain."""

    form_class = DomainForm

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"Change {self.row.code}" if self.row else "Add a domain"

    def rows(self) -> Any:
        return domains_in(self.draft)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "levels": self.draft.levels.all()}

    def get_initial(self) -> dict[str, Any]:
        return DomainForm.initial_of(self.row)

    def act(self, form: DomainForm) -> None:
        said = form.cleaned_data
        save_domain(
            framework=self.draft,
            row=self.row,
            code=said["code"],
            title=said["title"],
            descriptors=form.descriptors(),
            by=self.actor,
            at=self.at,
        )


class EditCompetency(RowForm):
    """A competency."""

    form_class = CompetencyForm

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"Change {self.row.code}" if self.row else "Add a competency"

    def rows(self) -> Any:
        return competencies_in(self.draft)

    def get_form_kwargs(self) -> dict[str, Any]:
        domains = [(str(row.pk), f"{row.code} {row.title}") for row in self.draft.domains.all()]
        kinds = [(row.code, f"{row.name} ({row.code})") for row in self.draft.evidence_kinds.all()]
        return {**super().get_form_kwargs(), "domains": domains, "kinds": kinds}

    def get_initial(self) -> dict[str, Any]:
        if self.row is None:
            return {"domain": self.request.GET.get("domain", "")}
        names = ("code", "text", "evidence_kinds")
        return {"domain": self.row.domain_id, **{name: getattr(self.row, name) for name in names}}

    def act(self, form: CompetencyForm) -> None:
        said = form.cleaned_data
        domain = self.draft.domains.get(pk=said["domain"])
        save_competency(
            framework=self.draft, row=self.row, by=self.actor, at=self.at, **{**said, "domain": domain}
        )


class EditTask(RowForm):
    """A task: its words, what it is built on, its law."""

    form_class = TaskForm

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"Change {self.row.code}" if self.row else "Add a task"

    def rows(self) -> Any:
        return tasks_in(self.draft)

    def get_form_kwargs(self) -> dict[str, Any]:
        built_from = competencies_in(self.draft)
        words = {one.key: f"{one.citation}: {one.title}" for one in all_references()}
        held = [] if self.row is None else self.row.law
        return {
            **super().get_form_kwargs(),
            "built_from": [
                (str(row.pk), f"{row.code} {row.text}")
                for row in built_from.order_by("domain__position", "position")
            ],
            "law_held": [(key, words.get(key, key)) for key in held],
            "law": [(key, said) for key, said in words.items() if key not in held],
        }

    def get_initial(self) -> dict[str, Any]:
        if self.row is None:
            return {}
        built_on = list(self.row.competencies.values_list("pk", flat=True))
        return {
            "code": self.row.code, "title": self.row.title, "law": self.row.law, "competencies": built_on,
        }  # fmt: skip

    def act(self, form: TaskForm) -> None:
        said = form.cleaned_data
        words = TaskWords(said["code"], said["title"], tuple(said["competencies"]), form.all_law())
        save_task(framework=self.draft, row=self.row, said=words, by=self.actor, at=self.at)


class Expectations(RowForm):
    """What each role is expected to hold on one task, by weeks in post."""

    template_name = "competencies/framework/expectations.html"
    form_class = ExpectForm

    def rows(self) -> Any:
        return tasks_in(self.draft).prefetch_related("expectations")

    @cached_property
    def weeks(self) -> list[int]:
        """Times in post that this version uses, the usual ones, and one more that is asked for."""
        used = weeks_in(self.draft)
        more = self.request.GET.get("weeks", "")
        asked = {int(more)} if more.isdecimal() and len(more) < 5 and 0 < int(more) <= LATEST_WEEKS else set()
        return sorted({*used, *USUAL_WEEKS, *asked})

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "weeks": self.weeks, "held": self.row.expectations.all()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(weeks=self.weeks, **kwargs)

    def act(self, form: ExpectForm) -> None:
        save_expectations(
            framework=self.draft, row=self.row, expects=form.expects(), by=self.actor, at=self.at
        )


class ModelRowForm(RowForm):
    """A form straight from a model's fields."""

    def get_form_kwargs(self) -> dict[str, Any]:
        fresh = self.row_of(
            self.rows()
        )  # a form changes the row it is given: the action compares with its own
        return {**super().get_form_kwargs(), "instance": fresh}


class EditLevel(ModelRowForm):
    """A level."""

    form_class = LevelForm
    lead = "Numbers say what the product waits for before it proposes the level. A person may decide sooner."

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"Change level {self.row.number}"

    def rows(self) -> Any:
        return levels_in(self.draft)

    def act(self, form: LevelForm) -> None:
        save_level(framework=self.draft, row=self.row, fields=form.cleaned_data, by=self.actor, at=self.at)


class EditKind(ModelRowForm):
    """A kind of evidence."""

    form_class = KindForm

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"Change {self.row.name.lower()} ({self.row.code})"

    def rows(self) -> Any:
        return kinds_in(self.draft)

    def act(self, form: KindForm) -> None:
        save_kind(framework=self.draft, row=self.row, fields=form.cleaned_data, by=self.actor, at=self.at)
