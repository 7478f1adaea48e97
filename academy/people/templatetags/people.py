"""Who may see what is on the page: {% load people %}{% who_sees "evidence" own=True %}."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from academy.kit.components import panels
from academy.kit.words import listed
from academy.people.visibility import KIND_WORDS, onlookers

register = template.Library()


@register.simple_tag
def who_sees(*kinds: str, own: bool = False, more: str = "") -> SafeString:
    """A quiet panel that says who sees these kinds of information, from the table that decides it.

    `own`: the reader is the person it is about. `more`: one sentence besides, for what no table knows.
    """
    if len(kinds) == 1:
        said = format_html("<p>{}.</p>", _sentence(kinds[0], own))
    else:
        rows = ((KIND_WORDS[kind], _sentence(kind, own)) for kind in kinds)
        said = format_html('<ul class="ac-dots">{}</ul>', format_html_join("", "<li>{}: {}.</li>", rows))
    besides = format_html("<p>{}</p>", more) if more else ""
    way = '<p><a class="govuk-link" href="{}">Who can see what</a></p>'
    link = format_html(way, reverse("who_sees_what"))
    return panels.panel(format_html("{}{}{}", said, besides, link), "Who can see this", "quiet")


def _sentence(kind: str, own: bool) -> str:
    words = listed(list(onlookers(kind, own=own)))
    return words[0].upper() + words[1:]
