"""Everything that a file cannot say by itself, asked on one page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from assessments.imports.layouts import DROP, Answers, Question, answered, header_key, layout_of
from assessments.imports.layouts.grades import GRADE_NAMES, word_key
from assessments.imports.models import Batch
from assessments.imports.queries.asking import answers_of, must_answer, questions_in, said

FEW = 6
"""Up to so many answers are shown as buttons, more as a list."""
BEST = [("no", "4 is best, 1 is worst"), ("yes", "1 is best, 4 is worst")]
DAYS = [("yes", "Day first: 03/04 is 3 April"), ("no", "Month first: 03/04 is 4 March")]
ALWAYS = {
    "one_is_best": Question(
        code="one_is_best",
        words="Where grades are figures, which is best?",
        why="",
        choices=tuple(BEST),
        guess="no",
    ),
    "day_first": Question(
        code="day_first", words="How are dates written?", why="", choices=tuple(DAYS), guess="yes"
    ),
}
"""Asked of every file, with what is usual chosen, also where the reader has no doubt."""


class MatchForm(forms.Form):
    """What each column, word and colour means, how figures and dates run, and what it is all called.

    Built from what the check wrote down, so that no file is read to show the page.
    """

    name = forms.CharField(
        label="What we call this way of reading",
        max_length=100,
        error_messages={"required": "Give it a name, so that you find it again"},
        help_text="For example “Tool export 2026”. The next file with the same headings is read like this.",
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.layout = layout_of(batch.layout)
        self.answers = answers_of(batch.mapping)
        self.fields["name"].initial = batch.mapping.name if batch.mapping else self.layout.name
        self.questions = questions_in(batch.report)
        asked = {one.code for one in self.questions}
        self.usual = [one for code, one in ALWAYS.items() if code not in asked]
        for place, one in enumerate(self.questions):
            self.fields[f"question_{place}"] = self._field(one)
        for place, one in enumerate(self.usual):
            self.fields[f"usual_{place}"] = self._field(one)
        self._add_columns(asked)
        self._add_words(asked)
        self.fields["keep"] = forms.MultipleChoiceField(
            label="Comments to keep",
            choices=[(field.code, field.label) for field in self.layout.fields if field.free_text],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=sorted(self.answers.keep),
            help_text="Comments are left out unless kept. A row whose comment may name somebody stops.",
        )

    def _field(self, one: Question) -> forms.ChoiceField:
        """A question as a field, with what was said before or what we would guess chosen."""
        help_words = " ".join(part for part in (one.why, one.guess_why) if part)
        if one.examples:
            help_words += f" In the file: {', '.join(one.examples)}."
        chosen = said(self.answers, one.code)
        few = len(one.choices) <= FEW
        nothing = any(value == "" for value, _ in one.choices)
        choices = list(one.choices) if few or nothing else [("", "Choose"), *one.choices]
        field = forms.ChoiceField(
            label=one.words,
            help_text=help_words.strip(),
            choices=choices,
            initial=chosen if chosen is not None else one.guess,
            required=must_answer(one),
            widget=forms.RadioSelect if few else forms.Select,
            error_messages={"required": "Choose an answer. We cannot tell from the file."},
        )
        kind, _, what = one.code.partition(":")
        field.swatch = f"#{what}" if kind == "colour" else ""  # type: ignore[attr-defined]
        return field

    def _add_columns(self, asked: set[str]) -> None:
        codes = {field.label: field.code for field in self.layout.fields}
        choices = [(field.code, field.label) for field in self.layout.fields]
        report = self.batch.report
        known = {heading: codes.get(label, "") for heading, label in report.get("columns", [])}
        known |= {heading: "" for _, heading in report.get("unknown", [])}
        known |= dict.fromkeys(report.get("dropped", []), DROP)
        self.headings = [one for one in known if f"column:{header_key(one)}" not in asked and header_key(one)]
        for place, heading in enumerate(self.headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"“{heading}”",
                choices=[("", "Choose"), (DROP, "Leave it out"), *choices],
                initial=self.answers.columns.get(header_key(heading)) or known[heading],
                error_messages={"required": f"Say what “{heading}” is, or leave it out"},
            )

    def _add_words(self, asked: set[str]) -> None:
        grades = [(str(grade), name) for grade, name in GRADE_NAMES.items()]
        strange = self.batch.report.get("strange_words", [])
        self.words = [word for word, _ in strange if f"word:{word_key(word)}" not in asked]
        for place, word in enumerate(self.words):
            cells = dict(map(tuple, strange))[word]
            self.fields[f"word_{place}"] = forms.ChoiceField(
                label=f"“{word}”, in {cells} cells" if cells > 1 else f"“{word}”, in one cell",
                choices=[("", "Not a grade: stop these rows"), *grades],
                required=False,
            )

    def _bound(self, kind: str, count: int) -> list[forms.BoundField]:
        return [self[f"{kind}_{place}"] for place in range(count)]

    @property
    def must_fields(self) -> list[forms.BoundField]:
        """Questions that we cannot guess, and words that are no grade yet."""
        bound = self._bound("question", len(self.questions))
        return [field for field, one in zip(bound, self.questions, strict=True) if must_answer(one)]

    @property
    def guess_fields(self) -> list[forms.BoundField]:
        """Questions with an answer that we guess."""
        bound = self._bound("question", len(self.questions))
        guessed = [field for field, one in zip(bound, self.questions, strict=True) if not must_answer(one)]
        return [*guessed, *self._bound("usual", len(self.usual))]

    @property
    def word_fields(self) -> list[forms.BoundField]:
        """Words that are no grade yet."""
        return self._bound("word", len(self.words))

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """Columns that we know by their heading."""
        return self._bound("column", len(self.headings))

    @property
    def chosen(self) -> Answers:
        """Everything that was said, over what the mapping said before."""
        found = self.answers
        for kind, questions in (("question", self.questions), ("usual", self.usual)):
            for place, one in enumerate(questions):
                value = self.cleaned_data[f"{kind}_{place}"]
                if value or any(value == offered for offered, _ in one.choices):
                    found = answered(found, one, value)
        columns = {
            header_key(heading): self.cleaned_data[f"column_{place}"]
            for place, heading in enumerate(self.headings)
        }
        given = {word_key(word): self.cleaned_data[f"word_{place}"] for place, word in enumerate(self.words)}
        words = {word: int(grade) for word, grade in given.items() if grade != ""}
        return replace(
            found,
            columns={**found.columns, **columns},
            grade_words={**found.grade_words, **words},
            keep=frozenset(self.cleaned_data["keep"]),
        )

    def add_refusal(self, words: str, code: str, key: str = "") -> None:
        """Put a refusal of the domain at the field it is about: the column, the name, or the page."""
        if code in ("name_taken", "personal"):
            self.add_error("name", words)
            return
        for place, one in enumerate(self.questions):
            if one.code == f"column:{key}" or (code == "missing_field" and one.code.startswith("column:")):
                self.add_error(f"question_{place}", words)
                return
        for place, heading in enumerate(self.headings):
            if key and header_key(heading) == key:
                self.add_error(f"column_{place}", words)
                return
        self.add_error(None, words)
