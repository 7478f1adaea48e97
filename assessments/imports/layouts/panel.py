"""L6: the log of multi-agency panels: two to six graders side by side, then the grade they agreed.

The agreed grade counts and may be in words ("G, just"); what each grader gave is kept beside it, by agency
and
never by initials. There is no writer in such a log: it is whoever wrote the plan.
"""

from __future__ import annotations

import re

import pandas as pd

from assessments.imports.reading import Sheet

from .answers import Answers
from .fields import AUDIT_FIELDS, needing
from .grades import GRADE_NAMES, GRADE_WORDS, NOT_APPLICABLE, read_grade
from .layout import NOT_IT, Field, Layout, Recognition

GRADER_PREFIX = "grader:"
SHADED = re.compile(
    r"^(?P<grade>.+?)\s*(?:[,;:-]\s*|\(\s*|\s)(?:just|strong|strongly|secure|securely|weak|low|high|solid)\s*\)?$",
    re.IGNORECASE,
)
"""Good (just), "G, just" and RI (strong) are grades with a shade: the shade is not stored."""
INDIVIDUAL = "comment:panel"
GRADERS = (
    ("SEND", "SEND", r"(?:send|sen|ehc)(?: team| service| officer| lead)?(?: initials)?(?: grade)?"),
    ("Health", "Health, DCO", r"(?:health|dco|nhs)(?: initials)?(?: grade)?"),
    ("Social care", "Social care, DSCO", r"(?:social care|care|dsco)(?: initials)?(?: grade)?"),
    ("SENCO", "SENCO, School", r"(?:senco|school|setting|education)(?: initials)?(?: grade)?"),
    ("Parent rep", "Parent carer", r"(?:parent|parent rep|parent carer|pcf|forum)(?: rep)?"
     r"(?: initials)?(?: grade)?"),
    ("EP", "Educational psychologist", r"(?:ep|eps|psychology)(?: initials)?(?: grade)?"),
)  # fmt: skip


def fits(sheet: Sheet, recognition: Recognition) -> float:
    """At least two graders and an agreed grade."""
    graders = sum(code.startswith(GRADER_PREFIX) for code in recognition.columns.values())
    return 0.2 if graders >= 2 and "overall" in recognition.columns.values() else NOT_IT


def without_shade(text: str) -> str:
    """The grade in words, without how near to the next one it was."""
    match = SHADED.match(text.strip())
    return match.group("grade") if match else text


def individual_grade(text: str) -> int | None:
    """The grade a grader gave: "AT, G" and "Good" alike; None where there is none."""
    text = without_shade(text)
    for part in (text, text.rpartition(",")[2], text.rpartition(" ")[2], text.rpartition("-")[2]):
        grade = read_grade(part, GRADE_WORDS) if part.strip() else None
        if grade is not None:
            return grade
    return None


def tidy(frame: pd.DataFrame, sheet: Sheet, recognition: Recognition, answers: Answers) -> None:
    """Say what each agency gave in one text, without initials."""
    graders = [
        (code.removeprefix(GRADER_PREFIX), code)
        for _, code in sorted(recognition.columns.items())
        if code.startswith(GRADER_PREFIX)
    ]
    texts = []
    for place in range(len(frame)):
        given = [(name, individual_grade(frame[code].iloc[place])) for name, code in graders]
        texts.append(
            "; ".join(
                f"{name}: {GRADE_NAMES[grade]}"
                for name, grade in given
                if grade not in (None, NOT_APPLICABLE)
            )
        )
    frame[INDIVIDUAL] = texts
    frame["overall"] = frame["overall"].map(without_shade)


PANEL = Layout(
    code="L6",
    name="Multi-agency log",
    sentence="One row a plan: what each agency gave, and the grade they agreed.",
    fields=(
        Field.known_as("audited_on", "Panel date", "Date of panel", "Date", "Audit date", required=True),
        *needing((one for one in AUDIT_FIELDS if one.code not in ("auditor_role", "audited_on")), "plan_ref"),
        *(
            Field.known_as(f"{GRADER_PREFIX}{code}", label.partition(",")[0], label, pattern=pattern)
            for code, label, pattern in GRADERS
        ),
        Field.known_as(
            "overall",
            "Agreed",
            "Agreed grade",
            "Panel grade",
            "Agreed overall",
            "Overall agreed",
            required=True,
        ),
        Field.known_as("comment:learning", "Learning point", "Learning", "Learning note", free_text=True),
        Field.known_as("action_by", "Action by", "Who acts", "Owner"),
        Field.known_as(INDIVIDUAL, "What each agency gave", free_text=True),
    ),
    writer_of_plan=True,
    comment_stops=False,
    fits=fits,
    tidy=tidy,
    plain=without_shade,
)
