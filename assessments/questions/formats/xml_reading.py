"""Reads Moodle XML. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from academy.gate.scan import Scanner
from assessments.questions.formats.cloze_text import read_gaps
from assessments.questions.formats.report import Gathering, Report, Unreadable
from assessments.questions.formats.xml_texts import XmlTexts, number_of
from assessments.questions.formats.xml_tree import BadXml, Node, tree_of
from assessments.questions.kinds import Content

NO_PLACE = {
    "description": "A text without a question.",
    "category": "A category: here questions are found by competency and tag.",
    "random": "A question drawn from a category: here papers draw from the bank.",
    "randomsamatch": "A question made of others: bring in those.",
    "ddimageortext": "A question on a picture.",
    "ddmarker": "A question on a picture.",
    "calculated": "A question whose numbers come from a formula.",
    "calculatedsimple": "A question whose numbers come from a formula.",
    "calculatedmulti": "A question whose numbers come from a formula.",
}
ORDER_RULES = {"ABSOLUTE_POSITION": "places", "0": "places", "ALL_OR_NOTHING": "whole", "-1": "whole"}
NEIGHBOUR_RULES = ("", "RELATIVE_NEXT_EXCLUDE_LAST", "1")
CHOSEN_GAP = re.compile(r"\[\[(\d{1,2})\]\]")


def read(raw: str | bytes, scanner: Scanner | None = None) -> Report:
    """Every question of a Moodle XML file, what it could not take along, and why others cannot come in."""
    found = Gathering(scanner or Scanner())
    try:
        root = tree_of(raw)
    except BadXml as bad:
        found.reject(bad.line, bad.words)
        return found.report()
    if root.tag != "quiz":
        found.reject(root.line, "This is not a file of questions: Moodle’s begin with <quiz>.")
        return found.report()
    for question in root.all("question"):
        try:
            _read_question(question, found)
        except Unreadable as no:
            found.reject(question.line, str(no))
    return found.report()


def _read_question(question: Node, found: Gathering) -> None:
    kind = question.attributes.get("type", "").strip().lower()
    if kind not in READERS:
        found.leave(question.line, NO_PLACE.get(kind, "A question of a type that we do not have."))
        return
    texts = XmlTexts(question, found)
    code, content = READERS[kind](question, texts)
    texts.leave_the_rest()
    name = texts.typed(question.first("name"))
    content = {"stem": texts.named("questiontext"), **content}
    content["explanation"] = texts.named("generalfeedback")
    tags = [texts.raw(tag) for tags in question.all("tags") for tag in tags.all("tag")]
    found.take(question.line, code, name, content, tags)


def _options(question: Node, texts: XmlTexts) -> list[Content]:
    return [
        {
            "text": texts.of(answer),
            "weight": _weight(answer),
            "feedback": texts.of(answer.first("feedback")),
        }
        for answer in question.all("answer")
    ]


def _weight(answer: Node) -> float:
    """The weight in per cent; old files have it as a share, in an element of its own."""
    old = answer.says("fraction")
    weight = number_of(old) * 100 if old else number_of(answer.attributes.get("fraction") or "0")
    if not -100 <= weight <= 100:
        raise Unreadable("A weight has to be between -100 and 100 per cent.")
    return weight


def _multichoice(question: Node, texts: XmlTexts) -> tuple[str, Content]:
    content = {"options": _options(question, texts), "shuffle": question.is_yes("shuffleanswers", False)}
    return ("single" if question.is_yes("single", True) else "multiple"), content


def _all_or_nothing(question: Node, texts: XmlTexts) -> tuple[str, Content]:
    shuffle = question.is_yes("shuffleanswers", False)
    return "multiple", {"options": _options(question, texts), "shuffle": shuffle, "all_or_nothing": True}


def _true_false(question: Node, texts: XmlTexts) -> tuple[str, Content]:
    answers = list(question.all("answer"))
    if len(answers) != 2:
        raise Unreadable("A true or false question needs two answers.")
    names = [texts.raw(answer).lower() for answer in answers]
    if set(names) != {"true", "false"}:
        names = ["true", "false"]
    right = next((n for n, answer in zip(names, answers, strict=True) if _weight(answer) == 100), "")
    if not right:
        raise Unreadable("Neither true nor false is right.")
    said = {n: texts.of(answer.first("feedback")) for n, answer in zip(names, answers, strict=True)}
    return "true_false", {"answer": right, "if_true": said["true"], "if_false": said["false"]}


def _short_text(question: Node, texts: XmlTexts) -> tuple[str, Content]:
    answers = [
        {
            "text": " ".join(texts.raw(answer).split()),
            "weight": _weight(answer),
            "feedback": texts.of(answer.first("feedback")),
        }
        for answer in question.all("answer")
    ]
    return "short_text", {"answers": answers, "case_matters": question.is_yes("usecase", False)}


def _number(question: Node, texts: XmlTexts) -> tuple[str, Content]:
    answers, otherwise = [], ""
    for answer in question.all("answer"):
        said, feedback = texts.raw(answer), texts.of(answer.first("feedback"))
        if said in ("*", ""):
            otherwise = feedback
            if _weight(answer):
                texts.leave("Points for any other number.")
            continue
        tolerance = answer.says("tolerance")
        answers.append(
            {
                "value": number_of(said),
                "tolerance": abs(number_of(tolerance)) if tolerance else None,
                "weight": _weight(answer),
                "feedback": feedback,
            }
        )
    units = [
        {"name": unit.says("unit_name"), "factor": number_of(unit.says("multiplier", "1"))}
        for holder in question.all("units")
        for unit in holder.all("unit")
    ]
    needed = bool(units) and question.says("unitgradingtype", "0") != "0"
    return "number", {"answers": answers, "otherwise": otherwise, "units": units, "unit_needed": needed}


def _matching(question: Node, texts: XmlTexts) -> tuple[str, Content]:
    pairs, extras = [], []
    for part in question.all("subquestion"):
        left = texts.of(part)
        holder = part.first("answer")
        right = texts.raw(holder)
        if holder is not None and holder.attributes.get("format", "") == "html":
            right = texts.plain(right)
        left, right = " ".join(left.split()), " ".join(right.split())
        if left:
            pairs.append({"text": left, "match": right})
        else:
            extras.append(right)
    return "matching", {"pairs": pairs, "extras": extras, "shuffle": question.is_yes("shuffleanswers", True)}


def _drag_matching(question: Node, texts: XmlTexts) -> tuple[str, Content]:
    for part in question.all("subquestion"):
        for answer in part.all("answer"):
            answer.attributes.setdefault("format", "html")
    return _matching(question, texts)


def _essay(question: Node, texts: XmlTexts) -> tuple[str, Content]:
    if question.says("attachments", "0") != "0":
        texts.leave("That files may be handed in.")
    if texts.named("responsetemplate"):
        texts.leave("The words that stand in the answer to begin with.")
    least, most = question.says("minwordlimit", "0"), question.says("maxwordlimit", "0")
    return "long_text", {
        "for_marker": texts.named("graderinfo"),
        "least_words": number_of(least) or None,
        "most_words": number_of(most) or None,
    }


def _ordering(question: Node, texts: XmlTexts) -> tuple[str, Content]:
    answers = [
        (number_of(answer.attributes.get("fraction") or "0"), number, answer)
        for number, answer in enumerate(question.all("answer"))
    ]
    steps = [{"text": texts.of(answer)} for _, _, answer in sorted(answers, key=lambda row: row[:2])]
    rule = question.says("gradingtype").upper()
    if rule not in ORDER_RULES and rule not in NEIGHBOUR_RULES:
        texts.leave("How the order is marked: here each step that follows the right one has a point.")
    if question.says("selecttype", "ALL").upper() not in ("ALL", "0"):
        texts.leave("That only some of the steps are shown.")
    return "ordering", {"steps": steps, "points_for": ORDER_RULES.get(rule, "neighbours")}


def _cloze(question: Node, texts: XmlTexts) -> tuple[str, Content]:
    source, gaps = read_gaps(texts.raw(question.first("questiontext")), texts.plain)
    if not gaps:
        raise Unreadable("There is no gap in the text.")
    if source.count("[[") != len(gaps):
        raise Unreadable("Its text holds [[, which marks a gap here.")
    return "gaps", {
        "stem": "",
        "text": texts.plain(source),
        "gaps": [{"form": gap.form, "points": gap.points, "case_matters": gap.case_matters} for gap in gaps],
        "answers": [{"gap": n, **row} for n, gap in enumerate(gaps, 1) for row in gap.answers],
        "shuffle": any(gap.mixed for gap in gaps),
    }


def _chosen_gaps(question: Node, texts: XmlTexts) -> tuple[str, Content]:
    """Words dragged or chosen into a text: [[2]] is filled by the second word, among those of its group."""
    words = [
        (" ".join(texts.plain(texts.raw(box)).split()), box.says("group", "1"))
        for box in question.children
        if box.tag in ("dragbox", "selectoption")
    ]
    source = texts.raw(question.first("questiontext"))
    places = [int(number) for number in CHOSEN_GAP.findall(source)]
    if not places or any(not 0 < place <= len(words) for place in places):
        raise Unreadable("The gaps of the text and the words do not belong together.")
    numbers = iter(range(1, len(places) + 1))
    answers = [
        {"gap": gap, "text": word, "weight": 100 if word == words[place - 1][0] else 0}
        for gap, place in enumerate(places, 1)
        for word in dict.fromkeys(word for word, group in words if group == words[place - 1][1])
    ]
    return "gaps", {
        "stem": "",
        "text": texts.plain(CHOSEN_GAP.sub(lambda match: f"[[{next(numbers)}]]", source)),
        "gaps": [{"form": "choice", "points": 1} for _ in places],
        "answers": answers,
        "shuffle": question.is_yes("shuffleanswers", True),
    }


READERS: dict[str, Callable[[Node, XmlTexts], tuple[str, Content]]] = {
    "multichoice": _multichoice,
    "multichoiceset": _all_or_nothing,
    "truefalse": _true_false,
    "shortanswer": _short_text,
    "numerical": _number,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _drag_matching,
    "essay": _essay,
    "ordering": _ordering,
    "cloze": _cloze,
    "multianswer": _cloze,
    "ddwtos": _chosen_gaps,
    "gapselect": _chosen_gaps,
}
