"""L9: the checklist of annual reviews: yes, no, partly or not applicable, and a count of the yeses.

Yes is good, partly requires improvement, no is inadequate (domain E.7). Each question is a criterion of the
plan audit; councils ask others than these, and then a person says which criterion a column is.
"""

from __future__ import annotations

import pandas as pd

from assessments.imports.reading import Sheet

from .answers import Answers
from .fields import AUDIT_FIELDS, COMMENT_FIELDS, needing
from .layout import CRITERION_PREFIX, NOT_IT, Field, Layout, Recognition

CRITERIA = {
    "R2": ("Outcomes updated", r"outcomes? (?:updated|refreshed|reviewed)(?: y n.*)?"),
    "R1": ("Changes made", r"(?:agreed )?changes? (?:made|to plan)(?: y n.*)?"),
    "T1": ("Preparing for adulthood", r"(?:pfa|preparing for adulthood)(?: considered)?(?: y n.*)?"),
    "A1": ("Voice of the child", r"(?:child s )?(?:voice|views)(?: of the child| gathered)?(?: y n.*)?"),
    "A2": ("Parents' views", r"parents?(?: carers?)? views?(?: y n.*)?"),
    "W6": ("In time", r"(?:in|on) time(?: y n.*)?"),
    "F2": ("Provision specific", r"provision (?:specific|specified)(?: y n.*)?"),
    "F3": ("Provision quantified", r"provision quantified(?: y n.*)?"),
    "K1": ("Reports attached", r"(?:reports|advice) (?:attached|listed)(?: y n.*)?"),
    "W3": ("Plain language", r"plain (?:language|english)(?: y n.*)?"),
}
WORDS = {
    "y": 3, "yes": 3, "partly": 2, "p": 2, "part": 2, "partially": 2, "n": 1, "no": 1, "n a": 0, "na": 0,
}  # fmt: skip


def fits(sheet: Sheet, recognition: Recognition) -> float:
    """At least two questions, answered with yes, no and partly."""
    places = [place for place, code in recognition.columns.items() if code.startswith(CRITERION_PREFIX)]
    texts = [
        row[place].lower()
        for row in sheet.rows[recognition.header_row :]
        for place in places
        if len(row) > place and row[place]
    ]
    answers = sum(text in WORDS or text in ("n/a", "-") for text in texts)
    return 0.2 if len(places) >= 2 and texts and answers >= 0.6 * len(texts) else NOT_IT


def tidy(frame: pd.DataFrame, sheet: Sheet, recognition: Recognition, answers: Answers) -> None:
    """Reviews are of plans that exist."""
    frame["plan_type"] = frame["plan_type"].mask(frame["plan_type"].eq(""), "existing")


REVIEW = Layout(
    code="L9",
    name="Annual review checklist",
    sentence="One row a review, yes, no or partly for each question.",
    fields=(
        *needing((one for one in AUDIT_FIELDS if one.code != "audited_on"), "plan_ref", "writer"),
        Field.known_as("audited_on", "Review date", "Date of review", "Reviewed on", "Date", required=True),
        Field.known_as("removed", "UPN (removed)", "UPN", "Pupil number"),
        *(
            Field.known_as(f"{CRITERION_PREFIX}{code}", name, pattern=pattern)
            for code, (name, pattern) in CRITERIA.items()
        ),
        Field.known_as("count", "Count Y", "Count of Y", "Yes count", "Total Y"),
        *COMMENT_FIELDS,
    ),
    words=WORDS,
    fits=fits,
    tidy=tidy,
)
