"""GOV.UK Frontend's own components, for forms and single controls, from Django templates."""

from functools import lru_cache
from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader

PACKAGE = "govuk_frontend_jinja"


@lru_cache
def _macros() -> Environment:
    return Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=PrefixLoader({PACKAGE: PackageLoader(PACKAGE)}),
    )


@lru_cache
def _macro(name: str) -> Any:
    module = _macros().get_template(f"{PACKAGE}/components/{name}/macro.html").module
    return getattr(module, "govuk" + "".join(part.title() for part in name.split("-")))


def component(name: str, params: dict[str, Any]) -> SafeString:
    """Any macro of GOV.UK Frontend by its name, such as "button" or "summary-list"."""
    return mark_safe(str(_macro(name)(params)))


MISSING = {
    forms.CheckboxInput: "tick this",
    forms.FileInput: "choose a file",
    forms.CheckboxSelectMultiple: "choose at least one",
    forms.RadioSelect: "choose one",
    forms.Select: "choose one",
}


def said_wrong(bound: forms.BoundField) -> str:
    """What is wrong with a field, in words that name the field where the form's own do not."""
    lines = []
    label = str(bound.label)
    for problem in bound.errors.as_data():
        for message in problem.messages:
            if problem.code == "required" and message == str(forms.Field.default_error_messages["required"]):
                kinds = (say for kind, say in MISSING.items() if isinstance(bound.field.widget, kind))
                message = next(kinds, "fill this in")
                lines.append(
                    f"{label} {message.capitalize()}" if label.endswith("?") else f"{label}: {message}"
                )
            else:
                lines.append(message)
    return " ".join(lines)


def _error(bound: forms.BoundField) -> dict[str, str] | None:
    return {"text": said_wrong(bound)} if bound.errors else None


def _choices(bound: forms.BoundField, key: str) -> list[dict[str, Any]]:
    value = bound.value()
    chosen = {str(v) for v in (value if isinstance(value, (list, tuple, set)) else [value]) if v is not None}
    items: list[dict[str, Any]] = []
    for option, label in bound.field.choices:  # type: ignore[attr-defined]
        if isinstance(label, (list, tuple)):
            items += [{"value": str(o), "text": str(name), key: str(o) in chosen} for o, name in label]
        else:
            items.append({"value": str(option), "text": str(label), key: str(option) in chosen})
    return items


def _choice_group(
    bound: forms.BoundField, kind: str, base: dict[str, Any], size: str, small: bool
) -> SafeString:
    """Radios or checkboxes. The first one takes the field's id, so that links to the field arrive."""
    legend = base.pop("label")
    base["idPrefix"] = base.pop("id")
    items = _choices(bound, "checked")
    hints, closed = getattr(bound.field, "hints", {}), getattr(bound.field, "closed", ())
    for item in items:
        if item["value"] in closed:
            item["disabled"] = True
        if item["value"] in hints:
            item["hint"] = {"text": hints[item["value"]]}
    return component(
        kind,
        {
            **base,
            "classes": f"govuk-{kind}--small" if small else "",
            "fieldset": {"legend": {"text": legend["text"], "classes": f"govuk-fieldset__legend--{size}"}},
            "items": items,
        },
    )


def _date_parts(bound: forms.BoundField, base: dict[str, Any], size: str) -> SafeString:
    """Day, month and year as three boxes, for a widget that sends name_day, name_month, name_year."""
    parts = bound.field.widget.format_value(bound.value()) or {}
    wrong = " govuk-input--error" if bound.errors else ""
    return component(
        "date-input",
        {
            "id": f"{base['id']}_group",
            "fieldset": {
                "legend": {"text": base["label"]["text"], "classes": f"govuk-fieldset__legend--{size}"},
                "role": "group",
            },
            "hint": base.get("hint"),
            "errorMessage": base.get("errorMessage"),
            "items": [
                {
                    "id": bound.auto_id if part == "day" else f"{bound.auto_id}_{part}",
                    "name": f"{bound.html_name}_{part}",
                    "label": part.title(),
                    "value": str(parts.get(part) or ""),
                    "classes": f"govuk-input--width-{4 if part == 'year' else 2}{wrong}",
                }
                for part in ("day", "month", "year")
            ],
        },
    )


def field(
    bound: forms.BoundField,
    *,
    size: str = "s",
    small: bool = True,
    classes: str = "",
    label: str = "",
    hint: str | None = None,
) -> SafeString:
    """A whole form field: label, hint, error and control, with their ids tied together.

    `size` is that of the label (s, m, l); `small` gives compact radios and checkboxes;
    `classes` goes to the control, such as "govuk-input--width-5"; `label` and `hint` say
    something else than the form does (an empty hint takes it away)."""
    widget = bound.field.widget
    if widget.is_hidden:
        return mark_safe(str(bound))
    name = label or bound.label or ""
    if not bound.field.required and not widget_is_choice(widget):
        name = f"{name} (optional)"
    base: dict[str, Any] = {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": {"text": name, "classes": f"govuk-label--{size}"},
    }
    help_text = bound.help_text if hint is None else hint
    if help_text:
        base["hint"] = {"text": help_text}
    if bound.errors:
        base["errorMessage"] = _error(bound)
    if isinstance(widget, forms.SelectDateWidget):
        return _date_parts(bound, base, size)
    if isinstance(widget, (forms.CheckboxSelectMultiple, forms.SelectMultiple)):
        return _choice_group(bound, "checkboxes", base, size, small)
    if isinstance(widget, forms.RadioSelect):
        return _choice_group(bound, "radios", base, size, small)
    if isinstance(widget, forms.CheckboxInput):
        return _tick(bound, base, small)
    return _control(bound, base, classes)


UNWANTED = frozenset(("rows", "id", "class", "placeholder", "aria-describedby", "maxlength", "required"))


def _control(bound: forms.BoundField, base: dict[str, Any], classes: str) -> SafeString:
    """A field with one box: text, number, password, long text, select or file."""
    widget, value = bound.field.widget, bound.value()
    base["classes"] = classes or str(widget.attrs.get("class", ""))
    base["attributes"] = {
        key: str(said)
        for key, said in widget.attrs.items()
        if key not in UNWANTED and not isinstance(said, bool)
    }
    if isinstance(widget, forms.Textarea):
        return _long_text(bound, base, str(value or ""))
    if isinstance(widget, forms.Select):
        return component("select", {**base, "items": _choices(bound, "selected")})
    if isinstance(widget, forms.FileInput):
        return component("file-upload", base)
    kind = getattr(widget, "input_type", "text")
    if kind == "password":
        fill = base["attributes"].pop("autocomplete", "current-password")
        return component("password-input", {**base, "autocomplete": fill})
    shown = widget.format_value(value)
    return component("input", {**base, "value": "" if shown is None else str(shown), "type": kind})


def widget_is_choice(widget: forms.Widget) -> bool:
    """Choices do not say "optional": their legend is a question."""
    return isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput))


def _tick(bound: forms.BoundField, base: dict[str, Any], small: bool) -> SafeString:
    """One box to tick, with its words beside it."""
    item: dict[str, Any] = {
        "value": "on",
        "text": base["label"]["text"],
        "checked": bool(bound.value()),
        "id": base["id"],
    }
    if "hint" in base:
        item["hint"] = base["hint"]
    params = {
        "name": base["name"],
        "idPrefix": base["id"],
        "items": [item],
        "errorMessage": base.get("errorMessage"),
    }
    return component("checkboxes", {**params, "classes": "govuk-checkboxes--small" if small else ""})


def _long_text(bound: forms.BoundField, base: dict[str, Any], value: str) -> SafeString:
    """A text area, with a count of what is left where the field has a limit."""
    rows = str(bound.field.widget.attrs.get("rows", 5))
    limit = getattr(bound.field, "max_length", None)
    if limit:
        return component("character-count", {**base, "rows": rows, "value": value, "maxlength": str(limit)})
    return component("textarea", {**base, "rows": rows, "value": value})


def errors(form: forms.BaseForm) -> SafeString:
    """What is wrong in a form, at the top of the page, each line a link to its field."""
    if not form.errors:
        return mark_safe("")
    lines: list[dict[str, str]] = [{"text": str(line)} for line in form.non_field_errors()]
    lines += [
        {"text": said_wrong(form[name]), "href": f"#{form[name].auto_id}"}
        for name in form.errors
        if name != "__all__"
    ]
    return component("error-summary", {"titleText": "There is a problem", "errorList": lines})
