"""The academy's template tags and filters: {% load academy %}. Usage: docs/components.md."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from academy.kit import words
from academy.kit.components import (
    differences,
    figures,
    govuk,
    levels,
    lists,
    marks,
    panels,
    series,
    strips,
    tables,
)
from academy.kit.escaping import esc

register = template.Library()


def _saying(say: Callable[[Any], str]) -> Callable[[Any], str]:
    """A filter that leaves nothing as nothing."""
    return lambda value: "" if value in (None, "") else say(value)


for say in (
    words.day_month,
    words.day_month_year,
    words.full_date,
    words.weekday_date,
    words.short_date,
    words.month_year,
    words.clock,
    words.date_and_time,
    words.minutes,
    words.ordinal,
    words.listed,
):
    register.filter(say.__name__, _saying(say))


@register.filter
def plural(count: int, forms: str) -> str:
    """{{ 3|plural:"module" }}, {{ n|plural:"person,people" }}: the number with its word."""
    one, _, many = forms.partition(",")
    return words.plural(int(count or 0), one, many)


@register.filter
def per_cent(share: float | None, places: int = 0) -> str:
    """0.74 as 74%. None is "too few to tell"."""
    return "too few to tell" if share is None else f"{share * 100:.{places}f}%"


@register.filter
def number(count: float | None) -> str:
    """1290 as 1,290."""
    return "" if count is None else f"{count:,}"


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file. An error page must render even where the build is missing."""
    try:
        return static(name)
    except ValueError:
        return f"{settings.STATIC_URL}{name}"


@register.simple_tag
def dotted(*parts: Any) -> SafeString:
    """Parts of a meta line with a dot between them."""
    return lists.dotted(*parts)


for plain in (marks.grade, marks.mark, marks.level, marks.level_cell, marks.tag):
    register.simple_tag(plain)
for several in (levels.level_shapes, levels.level_cells, levels.level_key):
    register.simple_tag(several)
for piece in (
    lists.row,
    lists.short_row,
    lists.facts,
    lists.pairs,
    lists.evidence,
    lists.slots,
    lists.date_tile,
    lists.avatar,
    lists.person,
):
    register.simple_tag(piece)
register.simple_tag(tables.table, name="table")
register.simple_tag(panels.banner, name="banner")
for box in (
    panels.panel,
    panels.why,
    panels.limits,
    panels.held,
    panels.empty,
    panels.answer,
    panels.node,
    panels.proposal,
    panels.wait,
):
    register.simple_block_tag(box)
for figure in (
    figures.control_chart,
    figures.line_chart,
    figures.before_after,
    figures.bars,
    differences.differences,
    series.series_chart,
    figures.stage_table,
    figures.week_strip,
    figures.chain,
):
    register.simple_tag(figure)
register.simple_tag(strips.swatch)


@register.simple_tag
def crumbs(*parts: str) -> SafeString:
    """{% crumbs "Audits" audits_url "October 2026" %}"""
    return lists.crumbs(parts)


@register.simple_tag
def steps(current: int, *labels: str) -> SafeString:
    """{% steps 3 "Upload" "Match columns" "Check" %}"""
    return lists.steps(labels, current)


@register.simple_tag(takes_context=True)
def pagination(context: Mapping[str, Any], page: Page) -> SafeString:
    """{% pagination page_obj %}"""
    return lists.pagination(page, context["request"].GET)


@register.simple_block_tag
def poor(content: str, title: str = "Vague") -> SafeString:
    """The poor example of a pair."""
    return panels.example(content, title, good=False)


@register.simple_block_tag
def good(content: str, title: str = "Specific") -> SafeString:
    """The good example of a pair."""
    return panels.example(content, title, good=True)


BUTTON_KINDS = {"": "", "second": " govuk-button--secondary", "warning": " govuk-button--warning"}


@register.simple_tag
def button(
    text: str, href: str = "", *, kind: str = "", small: bool = False, name: str = "", value: str = ""
) -> SafeString:
    """The main action, or {% button "Look first" url kind="second" %}. With an address it is a link."""
    classes = f"govuk-button{BUTTON_KINDS[kind]}{' ac-button--small' if small else ''}"
    if href:
        return mark_safe(f'<a class="{classes}" href="{esc(href)}">{esc(text)}</a>')
    sends = f' name="{esc(name)}" value="{esc(value)}"' if name else ""
    return mark_safe(
        f'<button class="{classes}" data-module="govuk-button"'
        f' data-prevent-double-click="true"{sends}>{esc(text)}</button>'
    )


@register.simple_tag(takes_context=True)
def post_button(
    context: Mapping[str, Any], text: str, url: str, *, kind: str = "", small: bool = False, **hidden: Any
) -> SafeString:
    """A button that changes something: a form of its own, with the token. Extra names go as hidden fields."""
    token = get_token(context["request"])
    fields = "".join(f'<input type="hidden" name="{esc(k)}" value="{esc(v)}">' for k, v in hidden.items())
    return mark_safe(
        f'<form method="post" action="{esc(url)}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        f"{fields}{button(text, kind=kind, small=small)}</form>"
    )


@register.simple_tag(name="govuk")
def govuk_component(component: str, **params: Any) -> SafeString:
    """Any macro of GOV.UK Frontend: {% govuk "details" summaryText="Help" text="..." %}"""
    return govuk.component(component, params)


@register.simple_tag
def govuk_field(bound: BoundField, **options: Any) -> SafeString:
    """A whole form field. Options: size="m", small=False, classes="govuk-input--width-5"."""
    return govuk.field(bound, **options)


@register.simple_tag
def govuk_errors(form: BaseForm) -> SafeString:
    """The error summary of a form; nothing when it is in order."""
    return govuk.errors(form)


@register.simple_tag
def govuk_fields(form: BaseForm, names: Iterable[str] | str = "") -> SafeString:
    """Every field of a form in turn, or those named in a comma list."""
    wanted = names.split(",") if isinstance(names, str) and names else list(names) or list(form.fields)
    return mark_safe("".join(govuk.field(form[name.strip()]) for name in wanted))
