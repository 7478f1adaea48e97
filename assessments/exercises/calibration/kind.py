"""X5 as a kind of item: an extract of an invented plan, and criteria with their agreed grades."""

from __future__ import annotations

from assessments.exercises.calibration.marking import DESCRIPTORS, GRADES, ask_name, grade_words, mark
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot

BY_GRADE = tuple((str(grade), grade_words(grade)) for grade in GRADES)


class X5(Kind):
    """Mark-the-plan calibration. Agreed grades come from moderation panels, with their day and reasons."""

    code = "X5"
    title = "Mark the plan"
    sentence = "Grade an extract of a plan, and see how near you are to the grade a panel agreed."
    template = "assessments/exercises/x5.html"
    slots = (
        Slot("stem", "What the learner is told about the plan", "text"),
        Slot("section", "Section that the extract is from", hint="Such as F, or B and F"),
        Slot("extract", "The extract of an invented plan", "text"),
        Slot(
            "criteria",
            "Criteria to grade",
            "rows",
            least=1,
            most=12,
            slots=(
                Slot("code", "Code of the criterion"),
                Slot("text", "Criterion"),
                Slot("outstanding", "Outstanding looks like"),
                Slot("good", "Good looks like"),
                Slot("requires_improvement", "Requires improvement looks like"),
                Slot("inadequate", "Inadequate looks like"),
                Slot("critical", "Critical", "tick", required=False),
                Slot("agreed", "Grade the panel agreed", "choice", choices=BY_GRADE),
                Slot("agreed_on", "Day of the panel", "date"),
                Slot("reason", "The panel's reason", "text"),
                Slot("also", "Another grade it accepts", "choice", choices=BY_GRADE, required=False),
                Slot("also_reason", "When the other grade is right", "text", required=False),
            ),
        ),
    )

    def faults(self, content: Content) -> list[Fault]:
        """The same criterion twice, or another grade without saying when it is right."""
        faults, seen = [], set()
        for number, row in enumerate(content["criteria"]):
            if row["code"] in seen:
                faults.append(Fault(f"criteria/{number}/code", f"{row['code']} is here twice."))
            seen.add(row["code"])
            if row.get("also") and not row.get("also_reason"):
                faults.append(Fault(f"criteria/{number}/also_reason", "Say when the other grade is right."))
        return faults

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        """Four grades for each criterion, each with what it looks like."""
        return tuple(
            Ask(
                ask_name(number),
                f"{row['code']}. {row['text']}",
                "choice",
                choices=tuple(
                    (str(grade), f"{grade_words(grade)}: {row[DESCRIPTORS[grade]]}") for grade in GRADES
                ),
                hint="This criterion is critical." if row.get("critical") else "",
            )
            for number, row in enumerate(shown["criteria"])
        )

    def mark(self, shown: Content, answer: Answer) -> Marked:
        """Exact, adjacent, or further off; a missed critical fail is said apart."""
        return mark(shown, answer)

    def model(self, shown: Content) -> Answer:
        """The panel's grades."""
        return {ask_name(number): str(row["agreed"]) for number, row in enumerate(shown["criteria"])}
