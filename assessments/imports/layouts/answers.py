"""What only people know about a file, and how they are asked.

`read_book` (in the package) gives a `Reading`: the book as we understand it by itself. `questions_of` says
what the file cannot tell. The answers are `Answers`: with them the book is read again, and kept as a named
mapping they answer for the next file with the same headings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

BLANKS = {
    "na": "Not applicable",
    "not_looked_at": "Nobody looked at it",
    "stop": "A mistake: stop the row",
}
"""What an empty grade cell can mean. Not applicable is stored, not looked at is not."""
ZEROS = {"na": "Not applicable", "lowest": "The lowest score"}
"""What a score of 0 out of 10 can mean."""
BANDS = (9.0, 6.0, 4.0)
"""The lowest score out of 10 that is outstanding, good, requires improvement (domain E.8: 9-10, 6-8, 4-5)."""


@dataclass(frozen=True)
class Answers:
    """How a file is to be read, as people said. What nobody said is None, and then we go by our guess.

    `columns`: header key (see `header_key`) to the code of a field of the layout, or DROP. `grade_words`:
    word (see `word_key`) to 4, 3, 2, 1 or 0 (not applicable). `one_is_best`: whether figures run the other
    way. `day_first`: whether 03/04/2025 is the third of April. `blank` and `zero`: see BLANKS and ZEROS.
    `keep`: codes of the free-text fields that are kept; all others are dropped. `colours`: fill colour as
    RRGGBB to a grade. `bands`: lowest score that is outstanding, good, requires improvement. `services`: what
    a log of advice calls a service (see `word_key`) to its number. `layout`: a code, where a person overruled
    us.
    """

    layout: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    grade_words: Mapping[str, int] = field(default_factory=dict)
    one_is_best: bool | None = None
    day_first: bool | None = None
    blank: str | None = None
    zero: str | None = None
    keep: frozenset[str] = frozenset()
    colours: Mapping[str, int] = field(default_factory=dict)
    bands: tuple[float, float, float] | None = None
    services: Mapping[str, str] = field(default_factory=dict)

    def choices(self) -> dict[str, Any]:
        """Everything but columns and words, as plain data for `Mapping.choices`; only what was said."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        said |= {"keep": sorted(self.keep), "colours": dict(self.colours)}
        said["services"] = dict(self.services)
        said["bands"] = list(self.bands) if self.bands else None
        return {
            name: value
            for name, value in said.items()
            if name not in ("columns", "grade_words") and value not in (None, "", [], {})
        }

    @classmethod
    def from_choices(
        cls, *, columns: Mapping[str, str], grade_words: Mapping[str, int], choices: Mapping[str, Any]
    ) -> Answers:
        """The answers of a stored mapping; what is not in it was not said."""
        bands = choices.get("bands")
        return cls(
            layout=choices.get("layout", ""),
            columns=dict(columns),
            grade_words={word: int(grade) for word, grade in grade_words.items()},
            one_is_best=choices.get("one_is_best"),
            day_first=choices.get("day_first"),
            blank=choices.get("blank"),
            zero=choices.get("zero"),
            keep=frozenset(choices.get("keep", ())),
            colours={colour: int(grade) for colour, grade in choices.get("colours", {}).items()},
            services=dict(choices.get("services", {})),
            bands=(float(bands[0]), float(bands[1]), float(bands[2])) if bands else None,
        )


@dataclass(frozen=True)
class Question:
    """Something that the file does not say by itself.

    `code` says what is asked and so where the answer goes in `Answers`:
    "column:<header key>" -> columns; "word:<word>" -> grade_words; "colour:<RRGGBB>" -> colours;
    "service:<name>" -> services; and "one_is_best", "day_first", "blank", "zero", "bands" -> the field of
    that name. `choices`: (value, words), values as texts ("4".."0", "yes"/"no", a field code or DROP, a key
    of BLANKS or ZEROS, the number of a service; bands: three figures joined by commas). `guess` is one of the
    values, or "" where we would not guess; `guess_why` says what it goes by. `examples`: real cells, at most
    six, to be passed through the scanner before they are shown. `must`: nothing can come in before this is
    answered; the others may stay as guessed. `answered` puts a value into `Answers`.
    """

    code: str
    words: str
    why: str
    choices: tuple[tuple[str, str], ...]
    guess: str = ""
    guess_why: str = ""
    examples: tuple[str, ...] = ()
    must: bool = False


def answered(answers: Answers, question: Question, value: str) -> Answers:
    """The answers with one more. `value` is one of the question's values; ValueError for anything else."""
    if value not in {one for one, _ in question.choices}:
        raise ValueError("This answer was not offered")
    kind, _, what = question.code.partition(":")
    said = {one.name: getattr(answers, one.name) for one in fields(answers)}
    if kind == "column":
        said["columns"] = {**answers.columns, what: value}
    elif kind == "word":
        given = {word: grade for word, grade in answers.grade_words.items() if word != what}
        said["grade_words"] = given | ({what: int(value)} if value else {})
    elif kind == "service":
        said["services"] = {**answers.services, what: value}
    elif kind == "colour":
        said["colours"] = {**answers.colours, what: int(value)}
    elif kind == "bands":
        top, good, improve = (float(one) for one in value.split(","))
        said["bands"] = (top, good, improve)
    elif kind in ("one_is_best", "day_first"):
        said[kind] = value == "yes"
    else:
        said[kind] = value
    return Answers(**said)
