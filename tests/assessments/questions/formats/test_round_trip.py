"""What a format and we can both say comes back as it was, whatever it says."""

import json

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from academy.gate.scan import Scanner
from assessments.questions.formats import FORMATS, WriteItem, read, write
from assessments.questions.formats.report import full_content
from tests.factories.questions import QUESTION_KINDS, contents, lines

calm = settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Blind(Scanner):
    """Made-up letters may look like a postcode; here that does not matter."""

    def kinds(self, text, *, names=True):
        return ()


UNSAID = {
    "gift": {
        "shuffle": True,
        "all_or_nothing": False,
        "case_matters": False,
        "units": [],
        "unit_needed": False,
        "rubric": [],
        "looks_for": [],
        "for_marker": "",
        "model_answer": "",
        "least_words": None,
        "most_words": None,
    },
    "moodle-xml": {"all_or_nothing": False, "rubric": [], "looks_for": [], "model_answer": ""},
    "aiken": {"shuffle": True, "explanation": "", "law": []},
}
CAN = {
    "gift": set(QUESTION_KINDS) - {"date", "ordering", "gaps"},
    "moodle-xml": set(QUESTION_KINDS) - {"date"},
    "aiken": {"single"},
}


def said_by_both(format_code, kind, content):
    """A content as far as this format can say it."""
    content = json.loads(json.dumps(content))
    for name, value in UNSAID[format_code].items():
        if name in content:
            content[name] = value
    for row in [row for rows in content.values() if isinstance(rows, list) for row in rows]:
        if isinstance(row, dict):
            row.update({name: False for name in ("stays", "per_cent") if name in row})
            if kind in ("matching", "ordering") or format_code == "aiken":
                row["feedback"] = ""
    if kind == "gaps":
        content["stem"] = ""
        content["shuffle"] = content["shuffle"] and any(gap["form"] == "choice" for gap in content["gaps"])
    if format_code == "aiken":
        content["stem"] = " ".join(content["stem"].split())
        right = next(n for n, row in enumerate(content["options"]) if row["weight"] == 100)
        for number, row in enumerate(content["options"]):
            row.update(text=" ".join(row["text"].split()), weight=100 if number == right else 0)
    return content


pairs = [(form, kind) for form in FORMATS for kind in QUESTION_KINDS if kind in CAN[form]]


@pytest.mark.parametrize(("format_code", "kind"), pairs)
@calm
@given(data=st.data())
def test_what_both_can_say_comes_back(format_code, kind, data):
    content = said_by_both(format_code, kind, data.draw(contents(kind)))
    title = data.draw(lines)
    tags = () if format_code == "aiken" else ("C1.1",)
    item = WriteItem(kind, title, content, tags, "Q-1")
    written = write(format_code, [item])
    assume(not any(one.whole for one in written.left_behind))
    whole = [one.what for one in written.left_behind if one.what != "The title."]
    assert not whole, "nothing is said to be lost that is not"
    report = read(format_code, written.text, Blind())
    assert not report.rejected and not report.left_behind
    [back] = report.items
    assert back.content == full_content(kind, content)
    assert back.kind == kind
    if format_code != "aiken":
        assert (back.title, back.tags) == (title, ("C1.1",))


@pytest.mark.parametrize("format_code", FORMATS)
@calm
@given(data=st.data())
def test_what_is_lost_is_said(format_code, data):
    kind = data.draw(st.sampled_from(QUESTION_KINDS))
    content = data.draw(contents(kind))
    for row in content["answers"] if kind == "number" else ():
        row["per_cent"] = row["per_cent"] and row["tolerance"] is not None
    written = write(format_code, [WriteItem(kind, "A title", content, (), "Q-1")])
    back = read(format_code, written.text, Blind())
    if kind not in CAN[format_code]:
        assert [one.whole for one in written.left_behind] == [True]
    elif not back.items or back.items[0].content != full_content(kind, content):
        assert written.left_behind
    assert all(one.item == "Q-1" for one in written.left_behind)


@pytest.mark.parametrize("format_code", FORMATS)
@settings(max_examples=150, deadline=None)
@given(st.text("{}=~#:%->[]/\\ \n\tabAB).<quiz>&;!NSWER1|$CT", max_size=80))
def test_no_text_makes_a_reader_fall_over(format_code, text):
    report = read(format_code, text, Blind())
    assert all(one.line >= 1 and one.reason for one in report.rejected)
    assert all(item.line >= 1 for item in report.items)


@pytest.mark.parametrize("format_code", FORMATS)
@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_make_a_reader_fall_over(format_code, raw):
    read(format_code, raw, Blind())
