"""The short form of each kind of evidence, as data: two to five questions written for that kind.

Kinds that come by themselves say so instead. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from competencies.evidence.models import Kind

LINE, TEXT, NUMBER, CHOICE = "line", "text", "number", "choice"
LONGEST_LINE, LONGEST_TEXT = 120, 1200
OWN_KINDS = (Kind.REFLECTION, Kind.EXTERNAL)
"""What people record about themselves."""


@dataclass(frozen=True)
class Question:
    """One question of a form. `choices` are (value, words)."""

    name: str
    label: str
    ask: str = TEXT
    hint: str = ""
    missing: str = "Fill this in"
    needed: bool = True
    choices: tuple[tuple[str, str], ...] = ()

    def words(self, answer: Any) -> str:
        """An answer as it is read."""
        return dict(self.choices).get(str(answer), str(answer)) if self.choices else str(answer)


@dataclass(frozen=True)
class ShortForm:
    """How one kind is recorded. `automatic` says where it comes from; with no questions it never is by hand.

    `reference` labels the plan or case reference, if the form has one; `day` labels the day it was shown.
    """

    kind: Kind
    heading: str
    lead: str
    day: str = "Which day was it?"
    questions: tuple[Question, ...] = ()
    reference: str = ""
    reference_needed: bool = False
    automatic: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether anybody fills it in."""
        return bool(self.questions)

    def label(self, answers: Mapping[str, Any], plan_ref: str = "") -> str:
        """What a piece is called in lists."""
        return f"{self._name(answers)}{f', {plan_ref}' if plan_ref else ''}"[:200]

    def _name(self, answers: Mapping[str, Any]) -> str:
        said = {one.name: one.words(answers.get(one.name, "")) for one in self.questions}
        if self.kind == Kind.OBSERVATION:
            return f"Watched: {said['what'].lower()}"
        if self.kind == Kind.WORK_PRODUCT:
            return said["what"]
        if self.kind == Kind.DATA:
            return f"{said['what']}: {said['n']} of {said['m']}, {said['period']}"
        if self.kind == Kind.EXTERNAL:
            return f"{said['award']}, {said['body']}"
        if self.kind in (Kind.KNOWLEDGE_CHECK, Kind.SIMULATION):
            return f"{self.kind.label} elsewhere: {said['source']}"
        return str(self.kind.label)


def _line(name: str, label: str, hint: str, missing: str) -> Question:
    return Question(name, label, LINE, hint, missing)


_FORMS = (
    ShortForm(
        Kind.KNOWLEDGE_CHECK,
        "A knowledge check from elsewhere",
        "What is passed in this academy is here already. Record a check only if it was taken somewhere else.",
        automatic="It comes by itself when a module is finished or a paper of questions is passed.",
        questions=(
            _line(
                "source",
                "Which check was it, and who set it?",
                "For example: statutory process test, national training provider",
                "Say which check it was and who set it",
            ),
            _line(
                "result", "What was the result?", "For example: 17 of 20, pass mark 16", "Say what came of it"
            ),
            Question("covers", "What did it cover?", missing="Say what it covered"),
        ),
    ),
    ShortForm(
        Kind.SIMULATION,
        "A simulation from elsewhere",
        "What is passed in this academy is here already. Record a made-up case only if it was done "
        "elsewhere.",
        automatic="It comes by itself when an exercise or a practical task on a made-up case is passed.",
        questions=(
            _line(
                "source",
                "Where was it done, and who marked it?",
                "For example: mock tribunal day, regional network",
                "Say where it was done and who marked it",
            ),
            Question("case", "What was the made-up case about?", missing="Say what the case was about"),
            Question("result", "What did it show?", missing="Say what it showed"),
        ),
    ),
    ShortForm(
        Kind.WORK_PRODUCT,
        "A piece of real work",
        "You have read something this person wrote. Give its reference. Never copy it in, and never add the "
        "file.",
        day="Which day is the work from?",
        reference="Plan or case reference",
        reference_needed=True,
        questions=(
            Question(
                "what",
                "What did you read?",
                CHOICE,
                missing="Choose what you read",
                choices=(
                    ("draft", "Draft plan"),
                    ("final", "Final or amended plan"),
                    ("letter", "Decision or other letter"),
                    ("review", "Annual review outcome"),
                    ("advice", "Request for advice"),
                    ("matrix", "Needs, provision and outcomes table"),
                    ("tribunal", "Tribunal or mediation papers"),
                    ("other", "Other work"),
                ),
            ),
            Question("well", "What is done well?", missing="Say what is done well"),
            Question("next", "One thing to do differently next time", missing="Say one thing to change"),
            Question(
                "check",
                "How much did you have to change?",
                CHOICE,
                missing="Choose how much you had to change",
                choices=(
                    ("much", "Whole parts were written again"),
                    ("some", "A few lines"),
                    ("nothing", "Nothing of substance"),
                ),
            ),
        ),
    ),
    ShortForm(
        Kind.OBSERVATION,
        "Something you watched",
        "You were there while this person did it. Write to them: they read this.",
        day="Which day did you watch it?",
        reference="Plan or case reference, if there is one",
        questions=(
            Question(
                "what",
                "What did you watch?",
                CHOICE,
                missing="Choose what you watched",
                choices=(
                    ("call", "Call with a family or a partner"),
                    ("meeting", "Meeting"),
                    ("panel", "Panel"),
                    ("visit", "Visit to a child or a setting"),
                    ("mediation", "Mediation or hearing"),
                ),
            ),
            Question("well", "What was done well?", missing="Say what was done well"),
            Question("try", "One thing to try next time", missing="Say one thing to try"),
        ),
    ),
    ShortForm(
        Kind.AUDIT,
        "An audit result",
        "",
        automatic="It comes by itself from audits of plans: when every criterion that looks at a competency "
        "is good or better, the audit shows it. Marks below good add nothing and take nothing away.",
    ),
    ShortForm(
        Kind.DISCUSSION,
        "A case-based discussion",
        "Half an hour about one real case: you ask, they explain how they decided.",
        day="Which day did you talk?",
        reference="Case reference",
        reference_needed=True,
        questions=(
            Question("asked", "What did you ask?", missing="Say what you asked"),
            Question(
                "reasoning",
                "What reasoning did you hear?",
                hint="Which facts, which test in law, which choices were weighed up",
                missing="Say what reasoning you heard",
            ),
            Question("next", "What to read or practise next", needed=False),
        ),
    ),
    ShortForm(
        Kind.FEEDBACK,
        "Feedback from families and partners",
        "",
        automatic="It comes by itself from the short form for families and partners, once three people or "
        "more have answered. Nobody is named.",
    ),
    ShortForm(
        Kind.REFLECTION,
        "A reflective account",
        "In your own words. Your manager will read it. Nobody else reads the words.",
        day="Which day are you looking back on?",
        questions=(
            Question("happened", "What happened?", missing="Say what happened"),
            Question(
                "different", "What will you do differently?", missing="Say what you will do differently"
            ),
            Question("know", "How will you know that it worked?", needed=False),
        ),
    ),
    ShortForm(
        Kind.DATA,
        "A performance fact",
        "A figure from the case system, for one person and a stretch of time. Say how many, and of how many.",
        day="Last day that the figure covers",
        questions=(
            _line("what", "What was counted?", "For example: plans issued within 20 weeks", "Say what it is"),
            _line("period", "For which period?", "For example: July to September 2026", "Say which period"),
            Question("n", "How many?", NUMBER, missing="Say how many"),
            Question("m", "Of how many?", NUMBER, missing="Say of how many"),
            _line(
                "source",
                "Where does it come from?",
                "For example: case system, timeliness report of 1 October",
                "Say where the figure comes from",
            ),
        ),
    ),
    ShortForm(
        Kind.CALIBRATION,
        "A calibration score",
        "",
        automatic="It comes by itself when a paper is passed that asks only to grade plans against the "
        "grades a panel agreed.",
    ),
    ShortForm(
        Kind.EXTERNAL,
        "An award from outside",
        "A unit, a module or a certificate that somebody else awarded.",
        day="Day of the award",
        questions=(
            _line("award", "Which award?", "For example: Level 4 award, unit 3", "Say which award it is"),
            _line("body", "Who awarded it?", "The university, college or body", "Say who awarded it"),
            Question("covers", "What did you learn that you use now?", needed=False),
        ),
    ),
    ShortForm(
        Kind.PRIOR_LEARNING,
        "Recognised prior learning",
        "",
        automatic="It comes by itself when a practice development lead recognises what somebody learnt "
        "before. Ask for it on the page about prior learning.",
    ),
)
FORMS: dict[str, ShortForm] = {one.kind.value: one for one in _FORMS}
"""The twelve, by the code of their kind."""


def answered(form: ShortForm, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Question and answer of a filled-in form, as they are read; what was left out is left out."""
    return [
        (one.label, one.words(answers[one.name]))
        for one in form.questions
        if answers.get(one.name) not in (None, "")
    ]
