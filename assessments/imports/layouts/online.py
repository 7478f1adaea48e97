"""L8: the export of an online form: the questions are the headings, and they change when somebody edits one.

There is no number of an audit: who sent the form, about which plan, on which day is the key, so the same form
sent again later that day is an edit. Statements that were ticked are joined with semicolons and may hold some
themselves; a tick is not a grade and is not stored as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from assessments.imports.reading import Sheet

from .answers import Answers
from .fields import section_fields
from .grades import word_key
from .layout import SECTIONS, Field, Layout, Recognition
from .naming import name_audits

TICKS_PREFIX = "ticks:"
SECTION_QUESTION = r"(?!.*\btick).*(?:grade|rate|judge|score).*\bsection {0}\b.*"


def split_ticks(text: str, statements: Iterable[str]) -> list[str]:
    """The statements ticked in a cell, known ones whole even where they hold a semicolon; then any others."""
    rest, found = f";{text};", []
    for statement in sorted(statements, key=len, reverse=True):
        pattern = re.compile(rf";\s*{re.escape(statement)}\s*(?=;)", re.IGNORECASE)
        if pattern.search(rest):
            found.append(statement)
            rest = pattern.sub("", rest)
    return [*found, *(part.strip() for part in rest.split(";") if part.strip())]


def ticked_codes(text: str, codes: Mapping[str, str]) -> list[str]:
    """Codes of the criteria whose statements were ticked. `codes`: statement to code."""
    by_key = {word_key(statement): code for statement, code in codes.items()}
    ticked = split_ticks(text, codes)
    return [by_key[word_key(one)] for one in ticked if word_key(one) in by_key]


def tidy(frame: pd.DataFrame, sheet: Sheet, recognition: Recognition, answers: Answers) -> None:
    """The key of each form, and the moment it was sent as the moment of its last edit."""
    name_audits(frame, "ONL", "auditor", "plan_ref", day="audited_on")
    frame["edited_at"] = frame["audited_on"]


ONLINE = Layout(
    code="L8",
    name="Online form",
    sentence="One row a form, a long question in each heading.",
    fields=(
        Field.known_as("corrected_row", "Row of the file before", "Row"),
        Field.known_as("corrected_why", "Why it stopped"),
        Field.known_as(
            "audited_on", "Timestamp", "Completion time", "Submitted", "Submitted on", required=True
        ),
        Field.known_as("started_at", "Start time", "Started"),
        Field.known_as(
            "auditor",
            "Email",
            "Email address",
            "Your email",
            "Username",
            pattern=r"(?:your )?e ?mail.*",
            required=True,
        ),
        Field.known_as("auditor_name", "Name", "Your name"),
        Field.known_as("form_id", "ID", "Response ID"),
        Field.known_as(
            "plan_ref",
            "Plan reference",
            required=True,
            pattern=r".*\bwhich plan\b.*|.*\bplan ref(?:erence)?\b.*|.*\blocal ref.*",
        ),
        Field.known_as(
            "writer",
            "Plan writer",
            required=True,
            pattern=r"(?:who wrote|who is the writer|plan (?:writer|author)|name of the (?:writer|author)).*",
        ),
        Field.known_as(
            "plan_type", "New or amended", required=True, pattern=r".*\bnew\b.*\b(?:amended|existing)\b.*"
        ),
        Field.known_as("team", "Team", pattern=r"(?:which|what) team.*|team of the (?:writer|author).*"),
        Field.known_as("area", "Area", pattern=r"(?:which|what) (?:area|locality).*"),
        Field.known_as("key_stage", "Key stage", pattern=r"(?:which|what) key stage.*"),
        Field.known_as("primary_need", "Primary need", pattern=r".*\bprimary need\b.*"),
        Field.known_as("setting_type", "Setting type", pattern=r".*\b(?:type of setting|setting type)\b.*"),
        *section_fields("BF", pattern=SECTION_QUESTION),
        *(
            Field.known_as(
                f"{TICKS_PREFIX}{section}",
                f"Statements ticked, section {section}",
                pattern=rf".*\bsection {section.lower()}\b.*\btick\b.*"
                rf"|.*\btick\b.*\bsection {section.lower()}\b.*",
            )
            for section in SECTIONS
        ),
        Field.known_as(
            "overall",
            "Overall",
            "Overall grade",
            required=True,
            pattern=r"(?!.*\bsection\b).*\boverall\b.*(?:grade|rate|judge|score).*",
        ),
        Field.known_as(
            "comment:comment",
            "Anything else?",
            free_text=True,
            pattern=r".*\banything else\b.*|.*\b(?:further|other) comments?\b.*",
        ),
    ),
    tidy=tidy,
)
