"""Panels with which an author fills lists in words: one line each, or ticks with titles. Never raw JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django import forms
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from courses.pages.blocks import offers as offered
from courses.pages.registry import Lack, lacks_of

Choices = list[tuple[str, Any]]


def _listed(value: Any) -> list[str]:
    """The list behind a JSON form value; a text that is not a list counts as empty."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    return [str(one) for one in value] if isinstance(value, list) else []


class LinesWidget(forms.Textarea):
    """A list of sentences, one a line."""

    def format_value(self, value: Any) -> str:
        return "\n".join(_listed(value))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        lines = [line.strip() for line in data.get(name, "").splitlines()]
        return json.dumps([line for line in lines if line])


class TicksWidget(forms.CheckboxSelectMultiple):
    """A list of codes, ticked by their titles. Codes that are no longer offered stay, ticked, at the end."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        known = {str(key) for key, _ in self._flat()}
        gone = [(code, f"{code} (no longer listed)") for code in value if code not in known]
        self.choices = [*self.choices, *gone]
        return super().optgroups(name, value, attrs)

    def _flat(self) -> Choices:
        flat: Choices = []
        for key, label in self.choices:
            flat += label if isinstance(label, (list, tuple)) else [(key, label)]
        return flat

    def format_value(self, value: Any) -> list[str]:
        return _listed(value)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return json.dumps(data.getlist(name))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class CodesPanel(FieldPanel):
    """A field whose choices depend on the editor's council: `offers(council_id)` returns them."""

    def __init__(self, *args: Any, offers: Callable[[int], Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "offers": self.offers}

    class BoundPanel(FieldPanel.BoundPanel):
        """Fills in the choices when the form is shown to somebody."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.form is not None and self.request is not None and self.bound_field is not None:
                choices = self.panel.offers(self.request.user.council_id)
                self.form.fields[self.field_name].widget.choices = choices


class LacksPanel(Panel):
    """What the page lacked when its form was opened, each with the way to where it is mended."""

    class BoundPanel(Panel.BoundPanel):
        """Asks the parts that know."""

        template_name = "courses/pages/lacks_panel.html"

        def is_shown(self) -> bool:
            """Not on the form of a page that is not there yet."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["lacks"] = self.lacks()
            return context

        def lacks(self) -> list[Lack]:
            """What is left to do."""
            return lacks_of(self.instance)


LAW_PANEL = MultiFieldPanel(
    [
        CodesPanel("law", offers=offered.law_offered, widget=TicksWidget, heading="Law this rests on"),
        FieldPanel(
            "law_as_at", help_text="The day on which somebody last checked this page against the law."
        ),
        FieldPanel("review_due", help_text="When somebody must look at this page again."),
    ],
    "Law and review",
    classname="collapsed",
)


ADDRESS_PANELS = [
    FieldPanel("slug", heading="Address", help_text="Made from the title. Links break when it changes later.")
]

CATALOGUE_PANEL = MultiFieldPanel(
    [
        FieldPanel("code", help_text="For example PM-29. Never used for another module."),
        FieldPanel("week", help_text="The week of the programme, where it has weeks."),
        FieldPanel("taught_minutes", help_text="All of it: lessons, live sessions, practice and tasks."),
        FieldPanel("audience", help_text="For example: everybody who writes plans."),
        FieldPanel("basis", help_text="One line, as it stands in the programme's plan."),
        FieldPanel("credits", help_text="Who wrote it. Whoever helped from the forum is added later."),
    ],
    "For the catalogue",
    classname="collapsed",
)
