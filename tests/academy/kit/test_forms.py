"""Form fields: labels, hints and errors tied to their controls, and links that arrive."""

import re

import pytest
from django import forms
from django.template import Context, Template

from academy.kit.components import govuk
from academy.kit.design.forms import SampleForm


def ids(html: str) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', html))


def everything(form: forms.Form) -> str:
    source = "{% load academy %}{% govuk_errors form %}{% govuk_fields form %}"
    return Template(source).render(Context({"form": form}))


def test_every_link_of_the_error_summary_arrives_at_a_field() -> None:
    html = everything(SampleForm({}))
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) == len([f for f in SampleForm.base_fields.values() if f.required])
    assert set(targets) <= ids(html)


def test_no_id_is_given_twice() -> None:
    found = re.findall(r'\sid="([^"]+)"', everything(SampleForm({})))
    assert len(found) == len(set(found))


def test_what_describes_a_control_exists() -> None:
    html = everything(SampleForm({}))
    described = {one for many in re.findall(r'aria-describedby="([^"]+)"', html) for one in many.split()}
    assert described
    assert described <= ids(html)


def test_what_is_missing_names_the_field() -> None:
    html = str(govuk.errors(SampleForm({})))
    for words in (
        "Full name: fill this in",
        "Which date? Choose one",
        "I am a: choose at least one",
        "Spreadsheet of audits: choose a file",
    ):
        assert words in html


def test_a_form_in_order_has_no_summary() -> None:
    class Short(forms.Form):
        name = forms.CharField()

    assert govuk.errors(Short({"name": "A"})) == ""


def test_what_is_wrong_with_the_whole_form_comes_first() -> None:
    class Clash(forms.Form):
        name = forms.CharField()

        def clean(self) -> None:
            raise forms.ValidationError("These two do not fit.")

    html = str(govuk.errors(Clash({})))
    assert html.index("These two do not fit.") < html.index("Name: fill this in")


def test_sent_values_come_back_escaped() -> None:
    html = everything(
        SampleForm(
            {
                "name": '"><script>',
                "note": "<script>",
                "date": "10",
                "who": ["senco", "social"],
                "team": "s",
                "agree": "on",
            }
        )
    )
    assert "<script>" not in html
    assert re.search(r'value="10"[^>]*checked', html)
    assert len(re.findall(r"<input[^>]*checked", html)) == 4
    assert re.search(r'<option value="s" selected', html)


def test_a_password_never_comes_back() -> None:
    assert "secret-words" not in everything(SampleForm({"password": "secret-words"}))


def test_a_date_is_three_boxes_whose_first_has_the_id_of_the_field() -> None:
    form = SampleForm({"started_day": "27", "started_month": "3", "started_year": "2026"})
    html = str(govuk.field(form["started"]))
    assert 'id="id_started"' in html
    assert re.findall(r'name="started_(\w+)"', html) == ["day", "month", "year"]
    assert re.findall(r'type="text" value="(\d+)"', html) == ["27", "3", "2026"]


def test_a_wrong_date_keeps_what_was_typed() -> None:
    form = SampleForm({"started_day": "31", "started_month": "9", "started_year": "2026"})
    html = str(govuk.field(form["started"]))
    assert "govuk-input--error" in html
    assert re.findall(r'type="text" value="(\d+)"', html) == ["31", "9", "2026"]


def test_fields_that_may_be_left_empty_say_so() -> None:
    assert "How many places? (optional)" in str(govuk.field(SampleForm()["places"]))


def test_label_and_hint_can_be_said_otherwise() -> None:
    html = str(govuk.field(SampleForm()["name"], label="Your name", hint=""))
    assert "Your name" in html
    assert "As it is in the staff file." not in html


def test_choices_may_carry_hints() -> None:
    form = SampleForm()
    form.fields["date"].hints = {"10": "12 of 40 places left"}  # type: ignore[attr-defined]
    assert "12 of 40 places left" in str(govuk.field(form["date"]))


def test_a_hidden_field_has_no_label() -> None:
    class Quiet(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput)

    assert str(govuk.field(Quiet()["key"])).startswith('<input type="hidden"')


@pytest.mark.parametrize("name", ["button", "details", "summary-list"])
def test_any_macro_is_at_hand(name: str) -> None:
    params = {
        "button": {"text": "Go"},
        "details": {"summaryText": "s", "text": "t"},
        "summary-list": {"rows": []},
    }
    assert f"govuk-{name}" in govuk.component(name, params[name])
