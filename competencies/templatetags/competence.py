"""The ways between pages about somebody: {% load competence %}{% person_pages person %}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from academy.kit.components import panels
from academy.people.access import can
from academy.people.models import User

register = template.Library()
OWN = (
    ("My levels", "my_levels"),
    ("My evidence", "my_evidence"),
    ("My goals and supervision", "my_plan"),
    ("How I see my levels", "my_self"),
    ("Feedback from families and partners", "my_voices"),
    ("Qualifications", "my_qualifications"),
    ("What is asked of my role", "framework_tasks"),
    ("Who looked at my record", "my_looks"),
)
SEEN = (("Levels", "person_levels"), ("Evidence", "person_evidence"))
LED = (
    ("Goals and supervision", "person_plan"),
    ("Self-assessment", "self_person"),
    ("Feedback from families and partners", "voices_person"),
)
"""Pages about somebody else: for everybody who may see their levels, and for whoever leads them besides."""


@register.simple_tag(takes_context=True)
def person_pages(context: Mapping[str, Any], person: User) -> SafeString:
    """A panel with the other pages about the person that this reader may open."""
    request = context["request"]
    if person.pk == request.user.pk:
        title, rows = "More about your work", [(words, reverse(name)) for words, name in OWN]
    else:
        title = f"More about {person.given_name}"
        pages = (*SEEN, *(LED if can(request.user, "supervise", person) else ()))
        rows = [(words, reverse(name, args=[person.pk])) for words, name in pages]
    links = format_html_join(
        "",
        '<li><a class="govuk-link" href="{}">{}</a></li>',
        ((url, words) for words, url in rows if url != request.path),
    )
    return panels.panel(format_html('<ul class="ac-dots">{}</ul>', links), title)
