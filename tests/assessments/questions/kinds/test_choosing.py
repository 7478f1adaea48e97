"""Choosing one, several, true or false, pairs and an order: who gets which share and why."""

import pytest

from assessments.questions.kinds import content_faults, kind_of


def option(text, weight=None, feedback="", **more):
    return {"text": text, "weight": weight, "feedback": feedback, **more}


SINGLE = {
    "stem": "Who decides?",
    "options": [
        option("The school", 0, "A school advises; it does not decide."),
        option("The local authority", 100, "Yes: the duty is the authority’s."),
        option("The panel", 50, "A panel only advises the authority."),
        option("None of these", None, ""),
    ],
    "shuffle": True,
    "explanation": "The authority decides.",
    "law": ["cfa-2014-s36"],
}
SEVERAL = {
    "stem": "Which two?",
    "options": [option("A", 50, "a"), option("B", 50, "b"), option("C", -50, "c"), option("D", -50, "d")],
}


def mark(code, content, answer, seed=1):
    kind = kind_of(code)
    return kind.mark(kind.draw(content, seed), answer)


@pytest.mark.parametrize(
    ("said", "points", "reason"),
    [
        ("b", 1, "Yes: the duty is the authority’s."),
        ("c", 0.5, "A panel only advises the authority."),
        ("a", 0, "A school advises; it does not decide."),
        ("d", 0, "This is not the best answer."),
        ("z", 0, "Nothing was chosen."),
    ],
)
def test_one_answer_has_its_share_and_its_own_reason(said, points, reason):
    marked = mark("single", SINGLE, {"answer": said})
    assert (marked.points, marked.lines[0].reason) == (points, reason)
    assert marked.lines[0].key == "The local authority"
    assert marked.lines[-1].law == ("cfa-2014-s36",)


def test_answers_are_mixed_by_seed_but_one_that_speaks_of_the_others_stays_last():
    kind = kind_of("single")
    orders = {tuple(one["id"] for one in kind.draw(SINGLE, seed)["options"]) for seed in range(40)}
    assert len(orders) == 6, "three answers have six orders"
    assert {order[-1] for order in orders} == {"d"}
    fixed = {
        tuple(one["id"] for one in kind.draw({**SINGLE, "shuffle": False}, n)["options"]) for n in range(9)
    }
    assert fixed == {("a", "b", "c", "d")}
    kept = {**SINGLE, "options": [option("x", 100, stays=True), option("y"), option("z")]}
    assert {kind.draw(kept, seed)["options"][0]["text"] for seed in range(20)} == {"x"}


def test_one_answer_has_to_be_right_and_none_may_be_there_twice():
    wrong = {**SINGLE, "options": [option("A", 50), option(" a ", 0)]}
    words = [fault.words for fault in content_faults(kind_of("single"), wrong)]
    assert words == ["This answer is here twice.", "One answer has to be worth 100 per cent."]


@pytest.mark.parametrize(
    ("said", "points"),
    [
        (["a", "b"], 1),
        (["a"], 0.5),
        (["a", "c"], 0),
        (["c", "d"], 0),
        (["a", "b", "c"], 0.5),
        (["a", "b", "c", "d"], 0),
        (["b", "zz"], 0.5),
    ],
)
def test_several_answers_have_shares_and_never_less_than_nothing(said, points):
    assert mark("multiple", SEVERAL, {"answer": said}).points == points


def test_thirds_make_a_whole():
    content = {"stem": "?", "options": [option("A", 33.333), option("B", 33.333), option("C", 33.333)]}
    assert mark("multiple", content, {"answer": ["a", "b", "c"]}).right


def test_what_was_left_out_is_told_with_its_reason_and_what_rightly_was_is_not():
    lines = mark("multiple", SEVERAL, {"answer": ["a", "c"]}).lines
    told = {line.label: (line.said, line.right, line.reason) for line in lines}
    assert told == {
        "A": ("Chosen", True, "a"),
        "B": ("Left out", False, "b"),
        "C": ("Chosen", False, "c"),
    }


@pytest.mark.parametrize(("said", "points"), [(["a", "b"], 1), (["a"], 0), (["a", "b", "c"], 0)])
def test_all_or_nothing_is_just_that(said, points):
    marked = mark("multiple", {**SEVERAL, "all_or_nothing": True}, {"answer": said})
    assert (marked.points, marked.of) == (points, 1)


def test_true_and_false_each_have_their_reason():
    content = {"stem": "It is so.", "answer": "false", "if_true": "No.", "if_false": "Right, it is not."}
    assert mark("true_false", content, {"answer": "true"}).lines[0].reason == "No."
    assert mark("true_false", content, {"answer": "false"}).lines[0].reason == "Right, it is not."
    assert mark("true_false", content, {"answer": "maybe"}).lines[0].reason == "Nothing was chosen."


PAIRS = {
    "stem": "Which section?",
    "pairs": [
        {"text": "views", "match": "A", "feedback": "Views stand in A."},
        {"text": "needs", "match": "B", "feedback": ""},
        {"text": "more needs", "match": "B", "feedback": ""},
    ],
    "extras": ["J"],
    "shuffle": True,
}


def test_equal_answers_are_offered_once_and_extra_ones_too():
    kind = kind_of("matching")
    shown = kind.draw(PAIRS, 4)
    assert sorted(words for _, words in kind.asks(shown)[0].choices) == ["A", "B", "J"]
    marked = kind.mark(shown, {"pair-a": "a", "pair-b": "b", "pair-c": "c"})
    assert (marked.points, marked.of) == (2, 3)
    assert marked.lines[0].reason == "Views stand in A."


def test_without_mixing_answers_stand_in_the_alphabet_and_so_give_nothing_away():
    content = {**PAIRS, "shuffle": False, "pairs": list(reversed(PAIRS["pairs"]))}
    assert [row["text"] for row in kind_of("matching").draw(content, 4)["offered"]] == ["A", "B", "J"]


STEPS = {
    "stem": "In which order?",
    "steps": [{"text": text, "feedback": ""} for text in ("request", "decision", "draft", "final")],
    "points_for": "neighbours",
}


def places(order):
    return {f"step-{one}": str(number) for number, one in enumerate(order, 1)}


@pytest.mark.parametrize(
    ("rule", "order", "points", "of"),
    [
        ("neighbours", "abcd", 3, 3),
        ("neighbours", "bcda", 2, 3),
        ("neighbours", "abdc", 1, 3),
        ("neighbours", "dcba", 0, 3),
        ("places", "bcda", 0, 4),
        ("places", "abdc", 2, 4),
        ("whole", "abdc", 0, 1),
        ("whole", "abcd", 1, 1),
    ],
)
def test_an_order_is_worth_what_its_rule_says(rule, order, points, of):
    marked = mark("ordering", {**STEPS, "points_for": rule}, places(order))
    assert (marked.points, marked.of) == (points, of)


def test_two_steps_in_one_place_are_no_order():
    same = {"step-a": "1", "step-b": "2", "step-c": "2", "step-d": "3"}
    assert mark("ordering", STEPS, same).points == 0
    assert mark("ordering", STEPS, dict.fromkeys(same, "1")).points == 0


def test_the_right_order_is_never_shown():
    kind = kind_of("ordering")
    assert all([one["id"] for one in kind.draw(STEPS, n)["steps"]] != list("abcd") for n in range(60))
    two = {**STEPS, "steps": STEPS["steps"][:2]}
    assert all([one["id"] for one in kind.draw(two, n)["steps"]] == ["b", "a"] for n in range(20))
