"""Every construct that the description of GIFT names, with examples of our own."""

import pytest

from assessments.questions.formats import WriteItem, read, write


def one(text):
    report = read("gift", text)
    assert not report.rejected, report.rejected
    [item] = report.items
    return item


def told(text):
    return [left.what for left in read("gift", text).left_behind]


def weights(item):
    rows = item.content.get("options") or item.content["answers"]
    return {row.get("text", row.get("value")): row["weight"] for row in rows}


def test_choosing_one_on_one_line():
    item = one("Who decides whether to assess?{~the school ~the panel =the local authority}")
    assert (item.kind, item.content["stem"]) == ("single", "Who decides whether to assess?")
    assert weights(item) == {"the school": 0, "the panel": 0, "the local authority": 100}
    assert item.title == "Who decides whether to assess?"


def test_answers_may_stand_on_lines_of_their_own_with_the_brace_anywhere():
    item = one("Which section holds needs? {\n\t~A\n   =B\n\t~F}")
    assert list(weights(item)) == ["A", "B", "F"]


def test_a_missing_word_leaves_a_line_to_fill_in():
    item = one("The advice is due {\n ~five\n =six\n ~seven\n} weeks after it was asked for.")
    assert item.content["stem"] == "The advice is due _____ weeks after it was asked for."
    assert one("Three and three make {=six =6}.").content["stem"] == "Three and three make _____."


def test_a_full_stop_behind_the_braces_of_a_finished_question_is_nothing():
    assert one("How many weeks? {#20}.").content["stem"] == "How many weeks?"


def test_words_to_type_with_and_without_weights():
    item = one("Who gives medical advice?{=a health professional =%50%a doctor#Which one?}")
    assert item.kind == "short_text"
    assert weights(item) == {"a health professional": 100, "a doctor": 50}
    assert item.content["answers"][1]["feedback"] == "Which one?"
    assert weights(one("In which month did it begin? {September}")) == {"September": 100}
    assert weights(one("A word {=right#Good =%0%*#None of these fits}."))["*"] == 0


@pytest.mark.parametrize(
    ("said", "answer"), [("T", "true"), ("TRUE", "true"), ("F", "false"), ("FALSE", "false")]
)
def test_true_and_false(said, answer):
    item = one(f"A plan may be kept under review.{{{said}}}")
    assert (item.kind, item.content["answer"]) == ("true_false", answer)


def test_true_and_false_say_first_what_the_wrong_answer_hears():
    item = one("It is so.{FALSE#No, it is not.#Right, it is not.####Because.}")
    assert item.content["if_true"] == "No, it is not."
    assert item.content["if_false"] == "Right, it is not."
    assert item.content["explanation"] == "Because."
    assert one("So.{T#wrong#right}").content["if_true"] == "right"


@pytest.mark.parametrize(
    ("answers", "rows"),
    [
        ("#20", [(20, None, 100)]),
        ("#20:2", [(20, 2, 100)]),
        ("#18..22", [(20, 2, 100)]),
        ("#3.141..3.142", [(3.1415, 0.0005, 100)]),
        ("#=20:0 =%50%20:2", [(20, 0, 100), (20, 2, 50)]),
        ("#\n  =20:0 # Yes\n  =%50%20:2 # Near\n", [(20, 0, 100), (20, 2, 50)]),
        ("#-4", [(-4, None, 100)]),
    ],
)
def test_numbers(answers, rows):
    item = one(f"How many?{{{answers}}}")
    assert item.kind == "number"
    found = [(row["value"], row["tolerance"], row["weight"]) for row in item.content["answers"]]
    assert found == rows


def test_what_is_said_to_any_other_number():
    item = one("A number from 1 to 5?{#3:2~#Outside.}")
    assert item.content["otherwise"] == "Outside."
    assert one("A number?{#=3 =%0%*#Outside.}").content["otherwise"] == "Outside."


def test_matching_with_answers_that_fit_nothing_and_arrows_with_or_without_space():
    item = one("Match.{=views -> A =needs->B\n =outcomes -> E\n = -> K}")
    assert item.kind == "matching"
    assert [(row["text"], row["match"]) for row in item.content["pairs"]] == [
        ("views", "A"),
        ("needs", "B"),
        ("outcomes", "E"),
    ]
    assert item.content["extras"] == ["K"]


def test_weights_and_reasons_of_several_answers():
    item = one("Which two?{\n~%50%need#yes\n~%50%outcome#yes\n~%-100%name#no\n~%-33.333%age}")
    assert item.kind == "multiple"
    assert weights(item) == {"need": 50, "outcome": 50, "name": -100, "age": -33.333}
    assert item.content["options"][2]["feedback"] == "no"


def test_one_answer_with_all_the_weight_is_still_a_question_with_several():
    assert one("Which?{~%100%this ~%-50%that}").kind == "multiple"


def test_shares_for_answers_that_are_nearly_right():
    item = one("Hard one.{~wrong ~%50%half =whole}")
    assert (item.kind, weights(item)["half"]) == ("single", 50)


def test_titles_comments_and_tags():
    item = one("// [tag:C1.1] about it [tag: law:TR-01 ] [id:x9]\n::First:: Is it so?\n// between\n{T}")
    assert (item.title, item.tags, item.line) == ("First", ("C1.1",), 2)
    assert item.content["law"] == ["TR-01"]
    assert one("::Title only once: yes::Is it so?{T}").title == "Title only once: yes"


def test_escaped_marks_and_new_lines():
    item = one(r"::A\:B:: What is 2 \+ 3?\nThink. { ~ \= 4 # not \#4 = \= 5 ~ \{5\} ~ a\~b ~ \\ }")
    assert item.title == "A:B"
    assert item.content["stem"] == "What is 2 \\+ 3?\nThink."
    assert list(weights(item)) == ["= 4", "= 5", "{5}", "a~b", "\\"]
    assert item.content["options"][0]["feedback"] == "not #4"


def test_general_feedback_at_the_end():
    item = one("Which?{\n=this#yes\n~that#no\n####[html]<p>Said to all.</p>\n}")
    assert item.content["explanation"] == "Said to all."
    assert item.content["options"][1]["feedback"] == "no"


def test_formats_of_the_question_and_of_its_pieces():
    text = "[html]<p>Which <b>one</b>?</p>{=[plain]a < b#[markdown]**yes** ~<i>c</i> &amp; d}"
    item = one(text)
    assert item.content["stem"] == "Which one?"
    assert list(weights(item)) == ["a < b", "c & d"]
    assert item.content["options"][0]["feedback"] == "**yes**"
    assert told(text) == [
        "Bold, italic or underlined words are plain.",
        "Markdown is kept as it was typed, not shown in bold or as lists.",
    ]
    assert one("[plain]Is 1 <2> 3?{T}").content["stem"] == "Is 1 <2> 3?"
    assert one("[sic] Is it so?{T}").content["stem"] == "[sic] Is it so?"


def test_long_answers_and_texts_without_a_question():
    item = one("::Reflect:: What went well? {}")
    assert (item.kind, item.content["stem"]) == ("long_text", "What went well?")
    assert one("Why? {####Think of the family.}").content["explanation"] == "Think of the family."
    report = read("gift", "Read this first.\n\nIs it so?{T}")
    assert [(left.line, left.what) for left in report.left_behind] == [(1, "A text without a question.")]
    assert len(report.items) == 1


def test_categories_are_left_behind_and_the_next_question_is_not():
    report = read("gift", "$CATEGORY: tom/dick\n\nIs it so?{T}\n\n$CATEGORY: other\nIs it not?{F}")
    assert len(report.items) == 2
    assert [left.line for left in report.left_behind] == [1, 5]


def test_steps_in_order_as_newer_moodles_write_them():
    item = one("Put in order.{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW\nask\ndecide\ntell\n}")
    assert (item.kind, item.content["points_for"]) == ("ordering", "places")
    assert [row["text"] for row in item.content["steps"]] == ["ask", "decide", "tell"]


def test_line_ends_of_any_kind_and_a_mark_at_the_start():
    for end in ("\n", "\r\n", "\r"):
        text = f"Is it so?{{T}}{end}{end}Is it not?{{{end}=no{end}~yes{end}}}{end}"
        report = read("gift", b"\xef\xbb\xbf" + text.encode())
        assert [(item.kind, item.line) for item in report.items] == [("true_false", 1), ("single", 3)]


def test_blank_lines_inside_braces_do_not_end_a_question_that_is_closed_later():
    report = read("gift", "Which?{\n=this\n\n~that\n}\n\nIs it so?{T}")
    assert [item.kind for item in report.items] == ["single", "true_false"]
    report = read("gift", "Which?{\n=this\n\n::Next::Is it so?{T}")
    assert [item.kind for item in report.items] == ["true_false"]
    assert [(no.line, "brace" in no.reason) for no in report.rejected] == [(1, True)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("No end {=a ~b", "brace"),
        ("No start =a}", "brace"),
        ("One answer?{~a}", "two answers"),
        ("Number?{#many}", "number"),
        ("Number?{#}", "number"),
        ("Match{=a -> 1 =b}", "arrow"),
        ("Match{=a -> 1}", "two pairs"),
        ("None right?{~%20%a ~b ~%0%c =}", "fill this in"),
        ("Twice?{=a ~a}", "twice"),
        ("Two{=a ~b} sets{=c ~d}", "two sets"),
        ("Too much?{~%500%a ~b}", "between"),
        ("Empty?{= #yes}", "empty"),
        ("{T}", "fill this in"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line_and_the_rest_comes_in(text, word):
    report = read("gift", f"Is it so?{{T}}\n\n{text}\n\nIs it not?{{F}}")
    assert len(report.items) == 2
    [no] = report.rejected
    assert no.line == 3 and word in no.reason.lower()


def test_personal_data_is_refused_and_never_repeated():
    report = read("gift", "Where does the family live?{=12 Mill Lane, BN1 4GH ~elsewhere}\n\nIs it so?{T}")
    assert len(report.items) == 1
    [no] = report.rejected
    assert no.line == 1 and "postcode" in no.reason and "BN1" not in no.reason


def test_a_file_from_windows_is_read_and_that_is_said():
    report = read("gift", "Is a child’s view first?{T}".encode("cp1252"))
    assert report.items[0].content["stem"] == "Is a child’s view first?"
    assert "UTF-8" in report.left_behind[0].what


def test_what_gift_cannot_say_is_named():
    content = {"stem": "When?", "answers": [{"day": "2026-10-19"}]}
    written = write("gift", [WriteItem("date", "A day", content, (), "Q-1")])
    assert written.count == 0 and written.text == ""
    assert [(one.item, one.what, one.whole) for one in written.left_behind] == [
        ("Q-1", "GIFT knows no dates.", True)
    ]
