"""What holds for every question kind, whatever its content and whatever was answered."""

import json
import time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assessments.questions.forms import AnswerForm, ContentForm
from assessments.questions.kinds import Marked, all_kinds, blank_content, content_faults, kind_of
from tests.factories.questions import QUESTION_KINDS, contents

calm = settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
)
every_kind = pytest.mark.parametrize("code", QUESTION_KINDS)
seeds = st.integers(0, 2**31)
junk = st.one_of(
    st.none(),
    st.integers(),
    st.text(max_size=30),
    st.lists(st.one_of(st.text(max_size=3), st.integers()), max_size=4),
    st.sampled_from(["a", "b", "1", "2", "20", "-1e999", "9" * 400, "2026-02-30", "true", "*", "²"]),
)


def test_the_ten_kinds_come_first_in_the_list():
    assert tuple(kind.code for kind in all_kinds())[:10] == QUESTION_KINDS


@every_kind
def test_an_empty_content_is_complained_of_and_not_crashed_on(code):
    assert content_faults(kind_of(code), blank_content(kind_of(code).slots))


@every_kind
@calm
@given(data=st.data())
def test_the_model_answer_gets_every_point(code, data):
    kind, content = kind_of(code), data.draw(contents(code))
    shown = kind.draw(content, data.draw(seeds))
    marked = kind.mark(shown, kind.model(shown))
    assert marked.points == marked.of and not marked.nevers
    assert marked.right or marked.for_person
    asked = {ask.name for ask in kind.asks(shown)}
    assert set(kind.model(shown)) <= asked
    assert {line.ask for line in marked.lines} - {""} <= asked


@every_kind
@calm
@given(data=st.data())
def test_whatever_is_answered_is_marked_between_nothing_and_everything(code, data):
    kind, content = kind_of(code), data.draw(contents(code))
    shown = kind.draw(content, data.draw(seeds))
    names = [ask.name for ask in kind.asks(shown)]
    for answer in ({}, data.draw(st.dictionaries(st.sampled_from([*names, "other"]), junk))):
        marked = kind.mark(shown, answer)
        assert 0 <= marked.points <= marked.of
        assert all(line.reason or line.law for line in marked.lines)
        assert Marked.from_row(json.loads(json.dumps(marked.as_row()))).points == marked.points
    assert kind.mark(shown, {}).points == 0


@every_kind
@calm
@given(data=st.data())
def test_what_is_shown_depends_on_the_seed_alone_and_survives_being_kept(code, data):
    kind, content, seed = kind_of(code), data.draw(contents(code)), data.draw(seeds)
    before = json.dumps(content)
    shown, again = kind.draw(content, seed), kind.draw(json.loads(before), seed)
    assert shown == again == json.loads(json.dumps(shown))
    assert json.dumps(content) == before
    other = kind.draw(content, seed + 1)
    answer = kind.model(shown)
    assert kind.mark(other, answer).points == kind.mark(shown, answer).points, "an answer means the same"


@every_kind
@calm
@given(data=st.data())
def test_the_explanation_and_the_law_are_said_whatever_was_answered(code, data):
    kind, content = kind_of(code), data.draw(contents(code))
    lines = kind.mark(kind.draw(content, 1), {}).lines
    said = [(line.reason, line.law) for line in lines if line.label == "Why" and line.right is None]
    wanted = (content["explanation"], tuple(content["law"]))
    assert said == ([wanted] if any(wanted) else [])


@every_kind
@calm
@given(data=st.data())
def test_the_forms_of_author_and_learner_lose_nothing(code, data):
    kind, content = kind_of(code), data.draw(contents(code))
    assert ContentForm(kind, content=content).content.keys() == content.keys()
    shown = kind.draw(content, 5)
    model = kind.model(shown)
    assert AnswerForm(kind.asks(shown), answer=model).answer == {k: v for k, v in model.items() if v}


@every_kind
def test_thousands_are_marked_in_a_second(code):
    kind = kind_of(code)
    content = _one(code)
    shown = kind.draw(content, 3)
    model = kind.model(shown)
    begun = time.process_time()
    for _ in range(500):
        kind.mark(shown, model)
    assert time.process_time() - begun < 0.5, "slower than a thousand a second"


def _one(code):
    found = []

    @settings(max_examples=15, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(contents(code))
    def take(content):
        found.append(content)

    take()
    return max(found, key=lambda content: len(json.dumps(content)))
