"""Moodle XML: each type of question, old and new ways to write it, and what is left behind."""

import pytest

from assessments.questions.formats import read
from assessments.questions.formats.html import plain_text


def quiz(*questions):
    return '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "\n</quiz>"


def question(kind, inner, stem="What is it?", name="A name", form="html"):
    return (
        f'<question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="{form}"><text><![CDATA[{stem}]]></text></questiontext>'
        f"<generalfeedback><text>Said to all.</text></generalfeedback>{inner}</question>"
    )


def answer(text, fraction=0, feedback="", more=""):
    said = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}"><text>{text}</text>{said}{more}</answer>'


def one(kind, inner, **about):
    report = read("moodle-xml", quiz(question(kind, inner, **about)))
    assert not report.rejected, report.rejected
    [item] = report.items
    return item, [left.what for left in report.left_behind]


def test_choosing_one():
    inner = "<single>true</single><shuffleanswers>1</shuffleanswers>"
    item, left = one("multichoice", inner + answer("this", 100, "yes") + answer("that", "33.33333"))
    assert (item.kind, item.title, left) == ("single", "A name", [])
    assert item.content["explanation"] == "Said to all."
    assert item.content["shuffle"] is True
    assert [(row["text"], row["weight"], row["feedback"]) for row in item.content["options"]] == [
        ("this", 100, "yes"),
        ("that", 33.33333, ""),
    ]


def test_choosing_several_with_weights_below_nothing():
    inner = "<single>false</single>" + answer("a", 50) + answer("b", 50) + answer("c", -50)
    item, _ = one("multichoice", inner)
    assert (item.kind, item.content["shuffle"]) == ("multiple", False)
    assert [row["weight"] for row in item.content["options"]] == [50, 50, -50]
    assert one("multichoiceset", inner)[0].content["all_or_nothing"] is True


def test_true_and_false_in_either_order_and_in_another_language():
    inner = answer("false", 0, "no") + answer("true", 100, "yes")
    item, _ = one("truefalse", inner)
    assert (item.content["answer"], item.content["if_true"]) == ("true", "yes")
    old, _ = one("truefalse", answer("Wahr", 0, "no") + answer("Falsch", 100))
    assert (old.content["answer"], old.content["if_true"]) == ("false", "no")


def test_words_to_type():
    item, _ = one("shortanswer", "<usecase>1</usecase>" + answer("EHC plan", 100) + answer("*plan*", 40, "?"))
    assert (item.kind, item.content["case_matters"]) == ("short_text", True)
    assert item.content["answers"][1] == {"text": "*plan*", "weight": 40, "feedback": "?"}


def test_numbers_with_tolerance_units_and_any_other():
    inner = (
        answer("20", 100, "yes", "<tolerance>0.5</tolerance>")
        + answer("*", 0, "no")
        + "<units><unit><multiplier>1</multiplier><unit_name>weeks</unit_name></unit>"
        + "<unit><multiplier>7</multiplier><unit_name>days</unit_name></unit></units>"
        + "<unitgradingtype>1</unitgradingtype>"
    )
    item, _ = one("numerical", inner)
    content = item.content
    assert (content["answers"][0]["value"], content["answers"][0]["tolerance"]) == (20, 0.5)
    assert (content["otherwise"], content["unit_needed"]) == ("no", True)
    assert [unit["factor"] for unit in content["units"]] == [1, 7]


def test_numbers_as_very_old_files_have_them():
    item, _ = one("numerical", "<answer>23<fraction>1</fraction><tolerance>0</tolerance></answer>")
    row = item.content["answers"][0]
    assert (row["value"], row["weight"], row["tolerance"]) == (23, 100, 0)


PAIRS = (
    "<subquestion><text>views</text><answer><text>A</text></answer></subquestion>"
    "<subquestion><text>needs</text><answer><text>B</text></answer></subquestion>"
    "<subquestion><text></text><answer><text>K</text></answer></subquestion>"
)


@pytest.mark.parametrize("kind", ["matching", "match", "ddmatch"])
def test_matching(kind):
    item, _ = one(kind, PAIRS)
    assert [(row["text"], row["match"]) for row in item.content["pairs"]] == [("views", "A"), ("needs", "B")]
    assert (item.content["extras"], item.content["shuffle"]) == (["K"], True)


def test_long_answers():
    inner = (
        "<graderinfo format='html'><text>Look for reasons.</text></graderinfo><minwordlimit>20</minwordlimit>"
        "<attachments>2</attachments><responsetemplate><text>Dear</text></responsetemplate>"
    )
    item, left = one("essay", inner)
    assert (item.kind, item.content["for_marker"], item.content["least_words"]) == (
        "long_text",
        "Look for reasons.",
        20,
    )
    assert len(left) == 2


def test_an_order_is_in_the_order_of_its_fractions():
    inner = answer("tell", 3) + answer("ask", 1) + answer("decide", 2)
    item, left = one("ordering", inner + "<gradingtype>ABSOLUTE_POSITION</gradingtype>")
    assert [row["text"] for row in item.content["steps"]] == ["ask", "decide", "tell"]
    assert (item.content["points_for"], left) == ("places", [])
    other, left = one("ordering", inner + "<gradingtype>LONGEST_ORDERED_SUBSET</gradingtype>")
    assert other.content["points_for"] == "neighbours" and len(left) == 1


def test_a_text_with_gaps():
    stem = (
        "<p>Advice takes {1:NUMERICAL:=6:0.5#Yes~%50%7~*#No} weeks.<br>"
        "The {2:SHORTANSWER_C:=law~%50%rule#Near} "
        "is {:MULTICHOICE_S:=plain#Good \\} one~%0%hidden~%-50%gone}.</p>"
    )
    item, _ = one("cloze", "", stem=stem)
    content = item.content
    assert content["text"] == "Advice takes [[1]] weeks.\nThe [[2]] is [[3]]."
    assert [(gap["form"], gap["points"], gap["case_matters"]) for gap in content["gaps"]] == [
        ("number", 1, False),
        ("text", 2, True),
        ("choice", 1, False),
    ]
    rows = [(row["gap"], row["text"], row["weight"], row["feedback"]) for row in content["answers"]]
    assert rows == [
        (1, "6", 100, "Yes"),
        (1, "7", 50, ""),
        (1, "*", 0, "No"),
        (2, "law", 100, ""),
        (2, "rule", 50, "Near"),
        (3, "plain", 100, "Good } one"),
        (3, "hidden", 0, ""),
        (3, "gone", -50, ""),
    ]
    assert content["answers"][0]["tolerance"] == 0.5
    assert one("multianswer", "", stem="The {1:SA:=law} holds.")[0].kind == "gaps"


@pytest.mark.parametrize(("kind", "box"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_words_chosen_into_a_text_from_their_own_group(kind, box):
    words = [("law", 1), ("rule", 1), ("six", 2), ("ten", 2)]
    inner = "".join(f"<{box}><text>{word}</text><group>{group}</group></{box}>" for word, group in words)
    item, _ = one(kind, inner, stem="The [[1]] says [[3]] weeks.")
    assert item.content["text"] == "The [[1]] says [[2]] weeks."
    rows = [(row["gap"], row["text"], row["weight"]) for row in item.content["answers"]]
    assert rows == [(1, "law", 100), (1, "rule", 0), (2, "six", 100), (2, "ten", 0)]


@pytest.mark.parametrize(
    "kind", ["description", "calculated", "calculatedmulti", "random", "ddmarker", "ddimageortext", "stack"]
)
def test_types_that_we_do_not_have_are_left_behind_with_their_line(kind):
    report = read(
        "moodle-xml", quiz(question("truefalse", answer("true", 100) + answer("false")), question(kind, ""))
    )
    assert len(report.items) == 1 and not report.rejected
    assert [left.line for left in report.left_behind] == [4]


def test_categories_hints_points_pictures_and_overall_words_are_left_behind_in_words():
    extra = (
        "<hint><text>Think.</text></hint><defaultgrade>3.0000000</defaultgrade>"
        "<correctfeedback><text>Hooray!</text></correctfeedback>"
        "<incorrectfeedback><text><![CDATA[<p>Your answer is incorrect.</p>]]></text></incorrectfeedback>"
    )
    picture = '<file name="a.png" encoding="base64">AAAA</file>'
    inner = f"{extra}<answer fraction='100'><text>a</text>{picture}</answer>" + answer("b")
    category = '<question type="category"><category><text>$course$/x</text></category></question>'
    report = read("moodle-xml", quiz(category, question("multichoice", inner)))
    assert len(report.items) == 1
    assert [(left.line, left.what.split()[0]) for left in report.left_behind] == [
        (3, "A"),
        (4, "Pictures"),
        (4, "What"),
        (4, "Hints"),
        (4, "The"),
    ]


def test_tags_and_the_law_among_them():
    tags = "<tags><tag><text>C1.1</text></tag><tag><text>law:TR-05</text></tag></tags>"
    item, _ = one("truefalse", answer("true", 100) + answer("false") + tags)
    assert (item.tags, item.content["law"]) == (("C1.1",), ["TR-05"])


def test_html_becomes_plain_text_and_says_what_was_lost():
    source = "<p>One&nbsp;&amp; <b>two</b></p><ul><li>a</li><li>b</li></ul>"
    source += "<img src='x' alt='a chart'><script>x</script>"
    text, lost = plain_text(source)
    assert text == "One & two\n- a\n- b\n(a chart)"
    assert lost == ["Bold, italic or underlined words are plain.", "A picture."]
    assert one("essay", "", stem="1 <2> 3 &amp; 4", form="plain_text")[0].content["stem"] == "1 <2> 3 &amp; 4"


@pytest.mark.parametrize(
    ("kind", "inner", "word"),
    [
        ("multichoice", "<single>true</single>" + answer("a", 50) + answer("b"), "100"),
        ("multichoice", answer("a", 100), "at least 2"),
        ("multichoice", answer("a", "lots") + answer("b"), "number"),
        ("truefalse", answer("true"), "two answers"),
        ("truefalse", answer("true") + answer("false"), "neither"),
        ("numerical", answer("many", 100), "number"),
        ("shortanswer", "", "fill this in"),
        ("cloze", "", "no gap"),
        ("gapselect", "", "belong together"),
        ("shortanswer", answer("ring 01273 123456", 100), "phone"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(kind, inner, word):
    report = read("moodle-xml", quiz(question(kind, inner)))
    assert not report.items
    [no] = report.rejected
    assert no.line == 3 and word in no.reason.lower()


@pytest.mark.parametrize(
    "raw",
    [
        "<quiz><question></quiz>",
        "not xml",
        "",
        '<!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz>&a;</quiz>',
        '<!DOCTYPE quiz SYSTEM "http://example.test/x.dtd"><quiz/>',
        "<html/>",
    ],
)
def test_files_that_are_no_moodle_xml_are_refused_in_words(raw):
    report = read("moodle-xml", raw)
    assert not report.items
    assert report.rejected[0].line >= 1 and report.rejected[0].reason


def test_an_empty_file_of_questions_is_no_fault():
    report = read("moodle-xml", "<quiz></quiz>")
    assert not report.items and not report.rejected


def test_a_file_in_another_encoding_says_so_itself_and_is_read():
    raw = quiz(question("essay", "", stem="Café?")).replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert read("moodle-xml", raw).items[0].content["stem"] == "Café?"
