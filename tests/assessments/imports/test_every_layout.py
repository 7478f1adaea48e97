"""Layouts without open data: colours, scores, advice, checklists, summaries, old words; their traps."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from academy.gate.scan import Scanner
from assessments.imports.checking.check import check_sheets
from assessments.imports.checking.kinds import key_stage, need, setting
from assessments.imports.checking.more import More
from assessments.imports.checking.result import Check
from assessments.imports.checking.showing import ten_rows
from assessments.imports.checking.writers import Person, WriterBook
from assessments.imports.layouts import (
    LAYOUTS,
    Answers,
    Figure,
    Question,
    Reading,
    answered,
    figures_of,
    is_list_word,
    questions_of,
    read_book,
)
from assessments.imports.layouts.days import read_ordered, weigh_dates
from assessments.imports.layouts.services import Service, ServiceBook
from assessments.imports.reading import FileRefused, read_cells
from tests.assessments.imports import councils
from tests.assessments.imports.files import LONG_HEADER, WIDE_HEADER, csv_bytes, wide_row, workbook

WRITER = Person("w", "AW-1", "Ottoline", "Fernsby", "o.f@a.example", "R02", "North Review", "North")
SCANNER = Scanner(["Ottoline", "Fernsby"])
CRITERIA = frozenset("R1 R2 T1 A1 F1 F3 ADV1 ADV4".split())
SERVICES = ServiceBook(
    [
        Service("ep", "ORG-1", "Alderwick Educational Psychology Service"),
        Service("tv", "ORG-2", "Alder Vale Community Therapies"),
        Service("tw", "ORG-3", "Wickmoor Children's Therapies"),
    ]
)


def read(raw: bytes, answers: Answers | None = None) -> Reading:
    reading = read_book(read_cells(raw, may_hide=is_list_word), answers)
    assert reading is not None
    return reading


def check(reading: Reading, answers: Answers | None = None) -> Check:
    assert reading.odd is None, (reading.odd.unknown, reading.odd.missing)
    return check_sheets(
        list(reading.parts),
        book=WriterBook([WRITER]),
        scanner=SCANNER,
        criteria=CRITERIA,
        known={},
        today=datetime.date(2026, 11, 30),
        answers=answers,
        more=More(services=SERVICES),
    )


def asked(reading: Reading, answers: Answers | None = None, **more: Any) -> dict[str, Question]:
    return {one.code: one for one in questions_of(reading, answers or Answers(), **more)}


def grades_of(found: Check) -> dict[tuple[str, str], int]:
    plans = found.audits["plan_ref"]
    rows = [*found.sections.itertuples(index=False), *found.marks.itertuples(index=False)]
    return {(plans[version], name): grade for version, name, grade in rows}


def overall_of(found: Check) -> dict[str, int]:
    return dict(zip(found.audits["plan_ref"], found.audits["overall"], strict=True))


# --- L3 traffic lights ------------------------------------------------------------------------------

LEGEND = {
    councils.DARK_GREEN: "Outstanding", councils.GREEN: "Good", councils.AMBER: "Requires improvement",
    councils.RED: "Inadequate",
}  # fmt: skip


@pytest.mark.parametrize("ods", [False, True])
def test_grades_are_the_colours_of_the_cells(ods: bool) -> None:
    made = councils.traffic_lights(legend=LEGEND, ods=ods)
    reading = read(made.raw)
    assert reading.layout.code == "L3" and reading.book.kind == ("ods" if ods else "xlsx")
    assert reading.unread == () and not asked(reading)
    assert grades_of(check(reading)) == made.grades


def test_a_legend_says_more_than_a_hue() -> None:
    made = councils.traffic_lights(legend=LEGEND | {councils.GREEN: "Green = Outstanding"})
    found = grades_of(check(read(made.raw)))
    assert found == {place: 4 if grade == 3 else grade for place, grade in made.grades.items()}


def test_without_a_legend_the_hue_is_a_guess_that_a_person_may_change() -> None:
    made = councils.traffic_lights()
    reading = read(made.raw)
    questions = asked(reading)
    assert {code: one.guess for code, one in questions.items()} == {
        f"colour:{colour}": str(grade) for grade, colour in councils.COLOUR_OF.items() if colour
    }
    assert not any(one.must for one in questions.values())
    assert grades_of(check(reading)) == made.grades
    told = answered(Answers(), questions[f"colour:{councils.DARK_GREEN}"], "3")
    assert set(grades_of(check(reading, told)).values()) == {0, 1, 2, 3}


def test_a_colour_that_is_no_traffic_light_must_be_asked_and_stops_the_row() -> None:
    raw = councils.traffic_lights(legend=None).raw
    blue = councils.filled_workbook(
        {"Audits": [[("Plan ref", ""), ("Date", ""), ("Writer", ""), *((one, "") for one in "ABEF")],
                    *([(f"PR-{row}", ""), (f"{row}/10/2026", ""), ("AW-1", ""), *[("", "0000FF")] * 4]
                      for row in range(13, 17))]}
    )  # fmt: skip
    assert asked(read(raw)) and asked(read(blue))["colour:0000FF"].must
    stopped = check(read(blue)).stopped
    assert {(one.row, one.reason, one.column) for one in stopped} == {
        (row, "bad_grade", "section:A") for row in range(2, 6)
    }


# --- L4 scores --------------------------------------------------------------------------------------


@pytest.mark.parametrize("cached", [True, False])
def test_scores_become_grades_and_the_overall_leaves_out_what_does_not_apply(cached: bool) -> None:
    made = councils.scores(cached=cached)
    reading = read(made.raw)
    assert reading.layout.code == "L4"
    zero = asked(reading)["zero"]
    assert zero.must and zero.guess in ("na", "lowest")
    answers = answered(Answers(), zero, "na")
    assert not any(one.must for one in asked(reading, answers).values())
    found = check(reading, answers)
    assert grades_of(found) == made.grades and overall_of(found) == made.overall


def test_a_zero_can_be_the_lowest_score() -> None:
    made = councils.scores()
    found = grades_of(check(read(made.raw), Answers(zero="lowest")))
    assert found == {place: grade or 1 for place, grade in made.grades.items()}


def test_a_band_that_somebody_typed_is_kept() -> None:
    made = councils.scores(typed=True)
    assert set(overall_of(check(read(made.raw), Answers(zero="na"))).values()) == {3}


def test_other_bands_make_other_grades() -> None:
    reading = read(councils.scores().raw)
    bands = asked(reading)["bands"]
    found = grades_of(check(reading, answered(Answers(zero="na"), bands, "9,7,5")))
    assert found == grades_of(check(reading, Answers(zero="na", bands=(9, 7, 5))))
    assert list(found.values()).count(2) == 0 and list(found.values()).count(1) > 0


def test_a_score_whose_formula_was_never_worked_out_stops_its_row() -> None:
    def touch(book: Any, pages: Any) -> None:
        pages["S"].write_formula(1, 3, "=1+6", None, "")

    head = ["Ref", "Date", "Officer", *(f"Sec {one} /10" for one in "ABCDEF")]
    rows = [[f"PR-{one}", "13/10/2026", "AW-1", 7, 8, 6, 9, 5, 7] for one in range(1, 4)]
    found = check(read(workbook({"S": [head, *rows]}, touch=touch)), Answers())
    assert [(one.row, one.reason, one.column) for one in found.stopped] == [(2, "bad_grade", "section:A")]
    assert found.stopped[0].found == "formula without a value"


# --- L7 advice --------------------------------------------------------------------------------------

ADVICE_ROWS = [
    ["Q2", "Educational Psychology", "EP advice", "13/10/2026", "Y", "G", "", "Y"],
    ["Q2", "Educational Psychology", "EP advice", "13/10/2026", "N", "RI", "child's view", "N"],
    ["Q2", "Therapies", "SLT advice", "14/10/2026", "Y", "I", "amounts", ""],
    ["Q2", "ORG-3", "OT advice", "15/10/2026", "Y", "O", "", ""],
    ["Total", "", "", "", "", "", "", ""],
]


def test_advice_belongs_to_a_service() -> None:
    reading = read(councils.advice(ADVICE_ROWS))
    assert reading.layout.code == "L7" and reading.layout.instrument == "advice-audit"
    found = check(reading)
    assert list(found.audits["service"]) == ["ep", "ep", "tw"]
    assert found.audits["writer"].isna().all() and list(found.audits["overall"]) == [3, 2, 4]
    assert found.audits["ref"].is_unique and found.marks.empty and found.sections.empty
    assert {(one.row, one.reason) for one in found.stopped} == {(4, "unknown_service"), (6, "missing_ref")}
    question = asked(reading, services=SERVICES.choices)["service:therapies"]
    told = answered(Answers(), question, "ORG-2")
    assert list(check(reading, told).audits["service"]) == ["ep", "ep", "tv", "tw"]


def test_advice_graded_by_criterion_has_marks() -> None:
    rows = [[*row, "3", "G"] for row in ADVICE_ROWS[:1]]
    found = check(read(councils.advice(rows, "ADV1", "Provision specified")))
    assert grades_of(found) == {
        (found.audits["plan_ref"].iloc[0], "ADV1"): 3, (found.audits["plan_ref"].iloc[0], "ADV4"): 3
    }  # fmt: skip


def test_the_same_log_again_has_the_same_numbers() -> None:
    first, again = (check(read(councils.advice(rows))) for rows in (ADVICE_ROWS, ADVICE_ROWS[:2]))
    assert list(first.audits["ref"])[:2] == list(again.audits["ref"])


# --- L9, L10, L12 -----------------------------------------------------------------------------------


def test_yes_partly_and_no_are_grades_of_criteria() -> None:
    made = councils.reviews()
    reading = read(made.raw)
    assert reading.layout.code == "L9" and reading.book.encoding in ("utf-8", "cp1252")
    found = check(reading)
    assert grades_of(found) == made.grades and set(found.audits["plan_type"]) == {"existing"}


def test_a_checklist_without_plan_and_writer_is_asked_about() -> None:
    reading = read(councils.reviews(sample_header=True).raw)
    assert reading.odd is not None and set(reading.odd.missing) == {"plan_ref", "writer"}


def test_a_summary_is_known_and_only_gives_figures() -> None:
    reading = read(councils.summary())
    assert reading.layout.code == "L10" and reading.layout.figures and questions_of(reading, Answers()) == []
    figures = figures_of(reading)
    assert Figure("North Review", 3, 14) in figures and Figure("South Review", 0, 3) in figures
    assert sum(one.count for one in figures) == 53 and {one.team for one in figures} == {
        "North Review", "South Review"
    }  # fmt: skip


def test_the_old_four_words_are_a_scale_of_their_own() -> None:
    made = councils.old_words()
    reading = read(made.raw)
    assert reading.layout.code == "L12" and reading.book.encoding == "utf-16"
    found = check(reading)
    assert grades_of(found) == made.grades and overall_of(found) == made.overall
    assert [(one.row, one.reason, one.found) for one in found.stopped] == [(12, "bad_grade", "Met")]
    assert "word:met" in asked(reading)


# --- what only people know --------------------------------------------------------------------------


def wide(*rows: list[str]) -> bytes:
    return csv_bytes([WIDE_HEADER, *rows])


def figures(best: str = "4", **cells: str) -> list[str]:
    sections = dict.fromkeys(WIDE_HEADER[10:23], best)
    return wide_row(**sections, Writer="AW-1", **cells)


def test_bare_figures_must_be_asked_about() -> None:
    reading = read(wide(figures("1"), figures("2", Audit_ID="AUD-2")))
    question = asked(reading)["one_is_best"]
    assert question.must and question.guess == "no" and question.examples == ("1", "2")
    turned = check(reading, answered(Answers(), question, "yes"))
    assert sorted(set(turned.sections["grade"])) == [3, 4]


def test_figures_among_words_are_guessed_and_shown() -> None:
    question = asked(read(wide(figures("1"), wide_row(Audit_ID="AUD-2"))))["one_is_best"]
    assert not question.must


@pytest.mark.parametrize(("word", "grade"), [("1 - Outstanding", 4), ("4 - Outst", 1)])
def test_a_word_beside_a_figure_says_which_way_the_scale_runs(word: str, grade: int) -> None:
    reading = read(wide(figures("1"), wide_row(Audit_ID="AUD-2", Overall=word)))
    assert "one_is_best" not in asked(reading)
    found = check(reading)
    assert set(found.sections["grade"][found.sections["version"] == 0]) == {grade}


def test_what_was_met_says_which_way_the_scale_runs() -> None:
    row = {
        "audit": "AUD-1",
        "completed_on": "2026-10-02",
        "plan_ref": "PR-1",
        "plan_type": "new",
        "writer": "AW-1",
    }
    rows = [row | {"criterion_no": code, "met": met, "score": score}
            for code, met, score in (("F1", "Y", "1"), ("F3", "N", "4"))]  # fmt: skip
    reading = read(csv_bytes([LONG_HEADER, *([one.get(name, "") for name in LONG_HEADER] for one in rows)]))
    assert "one_is_best" not in asked(reading)
    assert grades_of(check(reading)) == {("PR-1", "F1"): 4, ("PR-1", "F3"): 1}


def test_days_that_could_be_months_are_asked_about() -> None:
    days = ["03/04/2026", "05/02/2026", "07/06/2026", "01/09/2026"]
    raw = wide(
        *(wide_row(Audit_ID=f"AUD-{one}", Completed_on=day, Writer="AW-1") for one, day in enumerate(days))
    )
    question = asked(read(raw))["day_first"]
    assert question.must and set(question.examples) == set(days)
    found = check(read(raw), answered(Answers(), question, "no"))
    assert list(found.audits["audited_on"])[:2] == [datetime.date(2026, 3, 4), datetime.date(2026, 5, 2)]


def test_a_month_that_stays_the_same_speaks_for_itself() -> None:
    order = weigh_dates(["01/09/2026", "02/09/2026", "08/09/2026"], last_year=2027)
    assert order.likely_day_first and not order.doubtful and not order.known
    american = weigh_dates(["09/01/2026", "09/02/2026", "09/08/2026"], last_year=2027)
    assert not american.likely_day_first


def test_mixed_orders_are_read_by_the_months_of_the_certain_dates() -> None:
    texts = ["13/02/2025", "02/28/2025", "02/06/2025", "06/02/2025", "2025-13-04"]
    order = weigh_dates(texts, last_year=2027)
    read_days = [read_ordered(one, order, None, last_year=2027) for one in texts]
    assert [one and one.date().isoformat() for one in read_days] == [
        "2025-02-13", "2025-02-28", "2025-02-06", "2025-02-06", None
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("blank", "stored", "stopped"), [("na", 12, 0), ("not_looked_at", 11, 0), ("stop", 0, 1)]
)
def test_what_a_blank_means(blank: str, stored: int, stopped: int) -> None:
    reading = read(wide(wide_row(Writer="AW-1", J="")))
    found = check(reading, answered(Answers(), asked(reading)["blank"], blank))
    assert (len(found.sections), len(found.stopped)) == (stored, stopped)
    if stopped:
        assert (found.stopped[0].row, found.stopped[0].column) == (2, "section:J")


def test_two_councils_with_other_headings_need_no_code() -> None:
    header = [
        "Case",
        "Done",
        "Pathway number",
        "Kind",
        "Who",
        *(f"Quality of {one}" for one in "ABCDEFGIK"),
        "Whole",
    ]
    rows = [[f"AUD-{one}", f"{one}/10/2026", f"PR-{one % 3}", "New", "AW-1", *"GGOOGGIGG", "G"]
            for one in range(13, 19)]  # fmt: skip
    reading = read(csv_bytes([["Our audits"], [], header, *rows]))
    questions = asked(reading)
    assert reading.layout.code == "L1" and all(one.must for one in questions.values())
    assert questions["column:done"].guess == "audited_on" and questions["column:kind"].guess == "plan_type"
    assert questions["column:case"].guess == "audit_ref"
    answers = Answers()
    meant = {"case": "audit_ref", "done": "audited_on", "pathway number": "plan_ref", "kind": "plan_type",
             "who": "writer", "whole": "overall"}  # fmt: skip
    meant |= {f"quality of {one.lower()}": f"section:{one}" for one in "ABCDEFGIK"}
    for key, code in meant.items():
        answers = answered(answers, questions[f"column:{key}"], code)
    again = read(csv_bytes([["Our audits"], [], header, *rows]), answers)
    assert len(check(again, answers).audits) == 6
    assert again.header_key == reading.header_key
    kept = Answers.from_choices(columns=answers.columns, grade_words={}, choices=answers.choices())
    assert kept == answers


def test_ten_rows_are_shown_in_words() -> None:
    rows = [wide_row(Audit_ID=f"AUD-{one}", Plan_ref=f"PR-{one}", Writer="AW-1") for one in range(40)]
    shown = ten_rows(check(read(wide(*rows))), names={"w": "Ottoline Fernsby"}, scanner=SCANNER)
    assert len(shown) == 10 and (shown[0].row, shown[-1].row) == (2, 41)
    assert shown[0].writer == "Ottoline Fernsby" and shown[0].day == "2 October 2026"
    assert ("A", "Good") in shown[0].grades and shown[0].overall == "Good"


def test_key_stage_need_and_setting_in_our_codes() -> None:
    assert [key_stage(one) for one in ("KS2", "Year 9", "Post-16", "KS5", "12", "?")] == [
        "KS2", "KS3", "16+", "16+", "16+", ""
    ]  # fmt: skip
    assert [need(one) for one in ("Autism", "SEMH", "Speech, language and communication needs", "x")] == [
        "ASD", "SEMH", "SLCN", ""
    ]  # fmt: skip
    assert [setting(one) for one in ("Special school", "EOTAS", "Mainstream primary")] == [
        "special", "elsewhere", "mainstream"
    ]  # fmt: skip


# --- what is refused --------------------------------------------------------------------------------

CELLS = {"Audits": [[(text, "") for text in "abcd"], [(text, "") for text in "efgh"]]}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (
            councils.ods_bytes(CELLS, extra="<office:annotation><text:p>a</text:p></office:annotation>"),
            "notes",
        ),
        (councils.ods_bytes(CELLS, row_mark=' table:visibility="collapse"'), "hidden_rows"),
        (councils.ods_bytes(CELLS, row_mark=' table:visibility="filter"'), "hidden_rows"),
    ],
)
def test_what_an_open_document_hides(raw: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_cells(raw)
    assert caught.value.code == code


def test_a_hidden_list_of_grades_may_stay_and_anything_else_may_not() -> None:
    def hide(book: Any, pages: Any) -> None:
        pages["Lists"].hide()

    sheets: dict[str, list[list[Any]]] = {"Audits": [WIDE_HEADER, wide_row(Writer="AW-1")]}
    words = workbook(sheets | {"Lists": [["Outstanding"], ["N/A"]]}, touch=hide)
    assert len(check(read(words)).audits) == 1
    with pytest.raises(FileRefused) as caught:
        read_cells(workbook(sheets | {"Lists": [["Good"], ["Ellie"]]}, touch=hide), may_hide=is_list_word)
    assert caught.value.code == "hidden_sheet"


def test_every_layout_has_a_name_and_a_sentence() -> None:
    assert [one.code for one in LAYOUTS] == [*(f"L{one}" for one in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))]
    assert len({one.name for one in LAYOUTS}) == 12 and all(one.sentence for one in LAYOUTS)
