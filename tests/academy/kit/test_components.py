"""Components: a mark never stands without a word, text is escaped, and rows are quick."""

import re
import timeit
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString

from academy.kit.components import lists, marks, panels, tables

HIDDEN = re.compile(r'<span class="govuk-visually-hidden">(.*?)</span>')


def render(source: str, **context: Any) -> str:
    return Template("{% load academy %}" + source).render(Context(context))


@pytest.mark.parametrize("kind", marks.MARK_WORDS)
def test_a_mark_has_a_word_seen_or_hidden(kind: str) -> None:
    assert marks.MARK_WORDS[kind] in HIDDEN.findall(marks.mark(kind))
    assert HIDDEN.findall(marks.mark(kind, "My word", show=True)) == []
    assert "<span>My word</span>" in marks.mark(kind, "My word", show=True)


@pytest.mark.parametrize(
    ("value", "word", "steps"),
    [(4, "Outstanding", 4), (3, "Good", 3), (2, "Requires improvement", 2), (1, "Inadequate", 1)],
)
def test_a_grade_is_a_full_word_and_rising_steps(value: int, word: str, steps: int) -> None:
    html = marks.grade(value)
    assert word in html
    assert html.count('fill="currentColor"') == steps
    assert ("ac-grade--below" in html) == (value < 3)


def test_no_grade_is_said_in_words() -> None:
    assert "Not graded" in marks.grade(None)
    assert "Not applicable" in marks.grade(None, applies=False)


@pytest.mark.parametrize("value", range(6))
def test_a_level_says_its_number_and_that_it_is_a_level(value: int) -> None:
    html = marks.level(value, word=True)
    assert HIDDEN.findall(html) == ["Level "]
    assert html.endswith(marks.LEVEL_WORDS[value])


def test_a_row_has_one_link_its_state_its_minutes_and_when() -> None:
    html = lists.row(
        "Read <this>",
        "/a?b=1&c=2",
        state="half",
        meta=["PM-01", "", "4 lessons"],
        minutes=70,
        due="Due today",
        late=True,
    )
    assert html.count("<a ") == 1
    assert "Read &lt;this&gt;" in html
    assert 'href="/a?b=1&amp;c=2"' in html
    assert ", begun" in HIDDEN.findall(html)
    assert "1 h 10 min" in html
    assert "<b>Due today</b>" in html
    assert html.count("·") == 1


def test_a_row_takes_less_than_a_tenth_of_a_millisecond() -> None:
    best = min(
        timeit.repeat(
            lambda: lists.row("Title", "/a/", meta=["a", "b"], minutes=70, due="Fri"), number=200, repeat=5
        )
    )
    assert best / 200 < 100e-6


def test_three_hundred_rows_of_25_cells_are_quick() -> None:
    rows = [tuple(range(25)) for _ in range(300)]
    headings = [str(n) for n in range(25)]
    assert min(timeit.repeat(lambda: tables.table("Big", headings, rows), number=1, repeat=3)) < 0.15


def test_what_was_found_comes_before_what_to_look_for() -> None:
    html = lists.slots([(False, "How often", "not said"), (True, "Who", "a teacher")])
    assert html.index("Who") < html.index("How often")
    assert HIDDEN.findall(html) == ["Found: ", "Look for: "]


def test_steps_say_where_you_are() -> None:
    html = render('{% steps 2 "Upload" "Check" "Brought in" %}')
    assert html.count('aria-current="step"') == 1
    assert "step 2 of 3" in html
    assert ", done" in HIDDEN.findall(html)


def test_crumbs_end_with_this_page() -> None:
    html = render('{% crumbs "Audits" "/audits/" "October" %}')
    assert '<a href="/audits/">Audits</a>' in html
    assert '<li aria-current="page">October</li>' in html


def test_pages_to_turn_keep_what_narrows_the_list() -> None:
    html = lists.pagination(Paginator(range(100), 10).get_page(5), QueryDict("team=north&page=5"))
    assert 'href="?team=north&amp;page=6" rel="next"' in html
    assert html.count('aria-current="page"') == 1
    assert lists.pagination(Paginator(range(5), 10).get_page(1), QueryDict()) == ""


def test_the_why_line_gives_the_reason_before_the_code() -> None:
    html = render(
        '{% why "Section F was below good." code="Rule LR-02" lately=lately %}{% endwhy %}',
        lately=[("August", 2), ("September", 3)],
    )
    assert html.index("Section F") < html.index("Requires improvement") < html.index("Rule LR-02")


def test_boxes_escape_what_they_are_told_and_keep_what_they_hold() -> None:
    html = render('{% panel title "key" %}<p>kept</p>{% endpanel %}', title="<i>")
    assert "<h2>&lt;i&gt;</h2><p>kept</p>" in html
    assert "ac-panel--key" in html


def test_a_node_still_to_come_says_so() -> None:
    assert ", still to come" in HIDDEN.findall(
        render('{% node "Look once more" "By 19 January" later=True %}x{% endnode %}')
    )
    assert ", look here" in HIDDEN.findall(render('{% node "Found" "3 August" state="look" %}x{% endnode %}'))


def test_a_proposal_has_its_tag_facts_and_buttons() -> None:
    html = render(
        '{% proposal "T" "Text." says="Looks like the system" facts=facts %}'
        '<a href="/x">Agree</a>{% endproposal %}',
        facts=["9 writers"],
    )
    assert "Looks like the system" in html
    assert "<li>9 writers</li>" in html
    assert '<div class="ac-acts"><a href="/x">Agree</a></div>' in html


def test_a_wait_says_your_turn() -> None:
    assert "You would be <b>7th</b>" in render('{% wait 7 "About 5 come free." %}{% endwait %}')


def test_a_pair_names_the_poor_and_the_good_example() -> None:
    html = render('{% poor "Vague" %}a{% endpoor %}{% good "Specific" %}b{% endgood %}')
    assert HIDDEN.findall(html) == ["Poor example: ", "Good example: "]


def test_banners_that_matter_are_alerts() -> None:
    assert 'role="alert"' in panels.banner("Saved.", "success")
    assert 'role="region"' in panels.banner("Note.")
    assert "&lt;b&gt;" in panels.banner("<b>")


def test_the_other_boxes_hold_their_content() -> None:
    html = render(
        '{% limits %}<ul></ul>{% endlimits %}{% held "Locked." %}<p>h</p>{% endheld %}'
        '{% empty "None." %}<p>e</p>{% endempty %}{% answer right=False %}<p>a</p>{% endanswer %}'
    )
    for part in (
        "What this cannot tell you",
        "<p>Locked.</p>",
        "<p>h</p>",
        "<p>None.</p><p>e</p>",
        "Look again: ",
        "<p>a</p>",
    ):
        assert part in html


def test_facts_pairs_evidence_person_and_date() -> None:
    html = render(
        "{% facts facts %}{% pairs pairs %}{% evidence lines %}"
        "{% person 'Gareth Lloyd' 'Senior' %}{% date_tile day %}{% short_row 'AT4' 'Met' state='done' %}",
        facts=[("5", "stopped", "stop")],
        pairs={"Next": "Monday"},
        lines=["plain", ("done", "matched")],
        day=date(2026, 11, 18),
    )
    for part in (
        'class="ac-facts--stop"',
        "<dt>Next</dt><dd>Monday</dd>",
        "<li>plain</li>",
        "GL</span>",
        "Wednesday 18 November",
        "<b>AT4</b>",
    ):
        assert part in html


def test_tables_say_what_each_cell_is() -> None:
    html = tables.table("Rows", ["Row", "Cells"], [("A", 1296), ("<B>", SafeString("<i>1</i>"))], numbers="2")
    assert '<td class="ac-table__number" data-label="Cells">1,296</td>' in html
    assert "<i>1</i>" in html
    assert '<th scope="row">&lt;B&gt;</th>' in html


def test_a_button_that_changes_something_is_a_form_with_a_token() -> None:
    request = RequestFactory().get("/")
    html = render('{% post_button "Agree" "/go/" kind="second" next="/x/" %}', request=request)
    assert 'method="post" action="/go/"' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'type="hidden" name="next" value="/x/"' in html


def test_buttons_are_links_when_they_go_somewhere() -> None:
    assert render('{% button "Look" "/x/" kind="second" small=True %}').startswith(
        '<a class="govuk-button govuk-button--secondary ac-button--small" href="/x/"'
    )
    assert 'name="a" value="1"' in render('{% button "Save" name="a" value="1" %}')


def test_filters_leave_nothing_as_nothing() -> None:
    source = (
        "{{ none|full_date }}{{ none|minutes }}{{ none|number }}"
        "|{{ none|per_cent }}|{{ share|per_cent }}|{{ 2|plural:'person,people' }}"
    )
    assert render(source, none=None, share=0.744) == "|too few to tell|74%|2 people"


def test_an_asset_has_an_address_even_without_a_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    from academy.kit.templatetags import academy

    def missing(name: str) -> str:
        raise ValueError(name)

    monkeypatch.setattr(academy, "static", missing)
    assert academy.asset("academy.css") == "/static/academy.css"


def test_the_frame_copes_without_any_context() -> None:
    html = Template("{% extends 'layouts/one_column.html' %}{% block title %}T{% endblock %}").render(
        Context()
    )
    assert "<title>T - SEND Academy</title>" in html
    assert "ac-account" not in html


def test_the_frame_shows_only_what_the_shell_has() -> None:
    place = SimpleNamespace(label="Loop", url="/loop/", current=True, badge=3)
    shell = SimpleNamespace(
        council_name="Alderwick Council",
        product_name="SEND Academy",
        user_name="Helen Marsh",
        user_role="Practice lead",
        initials="HM",
        nav=[place],
        law_as_at=date(2026, 11, 1),
        footer=[("Privacy", "/privacy/")],
    )
    html = Template("{% extends 'base.html' %}").render(Context({"shell": shell}))
    assert html.count('<a href="/loop/" aria-current="page">') == 2
    assert html.count(" waiting for you") == 2
    assert "Law as at 1 November 2026" in html
    assert '<a href="/privacy/">Privacy</a>' in html
    assert "Sign out" in html
