"""What a file cannot say by itself, as questions for a person; each with our guess and what it goes by."""

from __future__ import annotations

from collections.abc import Sequence

from .answers import BANDS, BLANKS, ZEROS, Answers, Question
from .asking_columns import questions_of_columns
from .book import Reading
from .colours import colours_used, meanings, painted_blanks
from .days import weigh_dates
from .grades import GRADE_NAMES, read_grade, word_key
from .layout import SECTION_PREFIX
from .scale import grade_texts, scale_of, table_of
from .scores import read_score
from .services import Service, ServiceBook

MOST_EXAMPLES = 6
MOST_WORDS = 24
"""A longer text in a grade column is not a grade word."""
LAST_YEAR = 2100
GRADES = tuple((str(grade), name) for grade, name in GRADE_NAMES.items())
NO_GRADE = ("", "Not a grade: stop these rows")
SELDOM_LOOKED_AT = frozenset({"G", "H1", "H2", "J", "PfA", "Review"})
"""Sections that do not apply to many plans: zeros there are mostly not applicable."""


def questions_of(
    reading: Reading, answers: Answers, *, services: Sequence[tuple[str, str]] = ()
) -> list[Question]:
    """The questions that are open, those that hold everything up first. None: the file is understood.

    `services`: number and name of those that advice may come from.
    """
    if reading.layout.figures:
        return []
    asked = questions_of_columns(reading, answers)
    if reading.odd is None:
        asked += [
            *_of_scale(reading, answers),
            *_of_days(reading, answers),
            *_of_scores(reading, answers),
            *_of_colours(reading, answers),
            *_of_words(reading, answers),
            *_of_blanks(reading, answers),
            *_of_services(reading, answers, services),
        ]
    return sorted(asked, key=lambda one: not one.must)


def _of_scale(reading: Reading, answers: Answers) -> list[Question]:
    scale = scale_of(reading.parts, answers)
    if scale.sure:
        return []
    figures = [text for text in sorted(grade_texts(reading.parts)) if text in ("1", "2", "3", "4")]
    return [
        Question(
            code="one_is_best",
            words="Where grades are figures, which is the best?",
            why="In some councils 1 is the best grade and in others the worst. "
            + ("This file has figures only." if scale.bare else "This file has figures among its words."),
            choices=(("no", "4 is best, 1 is worst"), ("yes", "1 is best, 4 is worst")),
            guess="no",
            guess_why=scale.why,
            examples=tuple(figures),
            must=scale.bare,
        )
    ]


def _of_days(reading: Reading, answers: Answers) -> list[Question]:
    texts = [
        row[place]
        for sheet, one in reading.parts
        for place, code in one.columns.items()
        if code == "audited_on"
        for row in sheet.rows[one.header_row :]
        if len(row) > place and row[place]
    ]
    order = weigh_dates(set(texts), last_year=LAST_YEAR)
    if answers.day_first is not None or order.known:
        return []
    return [
        Question(
            code="day_first",
            words="Which comes first in a date, the day or the month?",
            why="No date in this file has a figure above 12, so each of them could be two days.",
            choices=(("yes", "The day: 03/04/2025 is 3 April"), ("no", "The month: 03/04/2025 is 4 March")),
            guess="yes" if order.likely_day_first else "no",
            guess_why="The figure that changes least is the month."
            if not order.doubtful and len(order.either) > 2
            else "In Britain the day comes first.",
            examples=tuple(dict.fromkeys(texts))[:MOST_EXAMPLES],
            must=order.doubtful,
        )
    ]


def _of_scores(reading: Reading, answers: Answers) -> list[Question]:
    if reading.layout.code != "L4":
        return []
    asked = [] if answers.zero is not None else _of_zeros(reading)
    return asked if answers.bands is not None else [*asked, _bands()]


def _of_zeros(reading: Reading) -> list[Question]:
    zeros: dict[str, int] = {}
    for sheet, one in reading.parts:
        for place, code in one.columns.items():
            if code.startswith(SECTION_PREFIX):
                found = sum(
                    len(row) > place and read_score(row[place]) == 0 for row in sheet.rows[one.header_row :]
                )
                name = code.removeprefix(SECTION_PREFIX)
                zeros[name] = zeros.get(name, 0) + found
    total = sum(zeros.values())
    likely = sum(count for name, count in zeros.items() if name in SELDOM_LOOKED_AT) >= total / 2
    if not total:
        return []
    return [
        Question(
            code="zero",
            words=f"What does a score of 0 mean? It stands in {total} cells.",
            why="Some councils write 0 for the lowest score and some where a section does not apply. "
            "An average that counts the second kind is too low.",
            choices=tuple(ZEROS.items()),
            guess="na" if likely else "lowest",
            guess_why="Most zeros stand in sections that do not apply to every plan."
            if likely
            else "The zeros stand in sections that every plan has.",
            examples=tuple(f"Section {name}: {count}" for name, count in zeros.items() if count)[:6],
            must=True,
        )
    ]


def _bands() -> Question:
    usual = ",".join(f"{one:g}" for one in BANDS)
    return Question(
        code="bands",
        words="Which scores make which grade?",
        why="A score becomes a grade by a band, and bands differ.",
        choices=(
            (usual, "9-10 outstanding, 6-8 good, 4-5 requires improvement, 0-3 inadequate"),
            ("9,7,5", "9-10 outstanding, 7-8 good, 5-6 requires improvement, 0-4 inadequate"),
            ("8,6,4", "8-10 outstanding, 6-7 good, 4-5 requires improvement, 0-3 inadequate"),
        ),
        guess=usual,
        guess_why="Most councils use these bands.",
    )


def _of_colours(reading: Reading, answers: Answers) -> list[Question]:
    if reading.layout.code != "L3":
        return []
    asked: dict[str, Question] = {}
    for sheet, one in reading.parts:
        means = meanings(sheet, answers, one.legend)
        for colour, count in colours_used(sheet, one).most_common():
            if colour in answers.colours or colour in one.legend or colour in asked:
                continue
            guess = means.get(colour)
            asked[colour] = Question(
                code=f"colour:{colour}",
                words=f"What does the colour #{colour} mean? It fills {count} cells.",
                why="The file has no legend that says what this colour means.",
                choices=GRADES,
                guess="" if guess is None else str(guess),
                guess_why="" if guess is None else "By its hue, as traffic lights are read.",
                examples=(f"#{colour}",),
                must=guess is None,
            )
    return list(asked.values())


def _of_words(reading: Reading, answers: Answers) -> list[Question]:
    table = table_of(reading.parts, answers)
    asked: dict[str, Question] = {}
    for text, count in grade_texts(reading.parts).items():
        key = word_key(text)
        if not key or len(text) > MOST_WORDS or read_grade(text, table) is not None or key in asked:
            continue
        if reading.layout.code == "L4" and read_score(text) is not None:
            continue
        cells = "one cell" if count == 1 else f"{count} cells"
        asked[key] = Question(
            code=f"word:{key}",
            words=f"What does “{text}” mean? It stands in {cells}.",
            why="It stands in a column of grades and is none of the words we know.",
            choices=(NO_GRADE, *GRADES),
            guess="",
            guess_why="Without an answer these rows stop.",
            examples=(text,),
        )
    return list(asked.values())


def _of_blanks(reading: Reading, answers: Answers) -> list[Question]:
    painted = sum(painted_blanks(sheet, one) for sheet, one in reading.parts)
    count = painted if reading.layout.code == "L3" else grade_texts(reading.parts).get("", 0)
    if answers.blank is not None or not count:
        return []
    if painted:
        return [
            Question(
                code="blank",
                words=f"A rule of the workbook paints {painted} empty grades. What do they mean?",
                why="Colours that a rule paints (conditional formatting) are not in the file, so they cannot "
                "be read. Write the grades into the cells and send the file again, or say what an empty one "
                "means.",
                choices=tuple(BLANKS.items()),
                must=True,
            )
        ]
    return [
        Question(
            code="blank",
            words=f"What does an empty grade mean? There are {count}.",
            why="It can mean that the section does not apply, that nobody looked at it, or a slip.",
            choices=tuple(BLANKS.items()),
            guess="na",
            guess_why="Most tools leave out what does not apply.",
        )
    ]


def _of_services(reading: Reading, answers: Answers, services: Sequence[tuple[str, str]]) -> list[Question]:
    if not reading.layout.of_service or not services:
        return []
    book = ServiceBook(Service(ref, ref, name) for ref, name in services)
    asked: dict[str, Question] = {}
    for sheet, one in reading.parts:
        place = next(place for place, code in one.columns.items() if code == "service")
        for row in sheet.rows[one.header_row :]:
            text = row[place] if len(row) > place else ""
            key = word_key(text)
            if not key or key in asked or book.resolve(text, answers.services).key is not None:
                continue
            asked[key] = Question(
                code=f"service:{key}",
                words=f"Which service is “{text}”?",
                why="We know no service by this name, or more than one.",
                choices=(("", "None of these: stop these rows"), *services),
                examples=(text,),
            )
    return list(asked.values())
