"""The parts of a line of provision, each found by its pattern: what, who, how long, how often ... Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from assessments.exercises.provision.line import GIVER, REVIEW, Line
from assessments.language.quantities import COUNT, DATE, GROUP, MINUTE, SPAN, TIMES, Quantity

PARTS: dict[str, str] = {
    "what": "What",
    "who": "Who",
    "how_long": "How long",
    "how_often": "How often",
    "period": "For how long a period",
    "group": "Group size",
    "place": "Where",
    "training": "Training or supervision",
    "start": "When it starts",
    "review": "When it is reviewed",
}
"""Every part with its name, in the order in which a reader asks."""

_ACTIONS = frozenset(
    "teach teaches taught teaching give gives given giving lead leads led leading deliver delivers delivered "
    "run runs practise practises practised practising provide provides provided model models modelled use "
    "uses using prepare prepares prepared pre-teach pre-teaches read reads rehearse rehearses rehearsed walk "
    "walks take takes work works show shows explain explains plan plans train trains attend attends coach "
    "coaches coached mentor mentors mentored guide guides prompt prompts repeat repeats write writes record "
    "scribe scribes play plays join joins supervise supervises meet meets visit visits offer offers offered "
    "sit sits swim swims set sets receive receives has have gets completes complete tuition massage "
    "adapt adapts enlarge enlarges sign signs interpret interprets arrange arranges pays narrates reteaches "
    "instruction coaching mentoring programme scheme phonics curriculum course script introduces".split()
)
_EMPTY = frozenset("support access opportunities opportunity input intervention interventions help".split())
_WEAK = frozenset(
    "provide provides provided give gives given giving receive receives offer offers offered has have gets "
    "use uses using arrange arranges".split()
)
_OWNS = frozenset("has have gets receive receives".split())
_CONTENT = frozenset(
    "session sessions lesson lessons break breaks teaching tuition therapy programme course coaching "
    "mentoring group practice instruction slot time physiotherapy exercises massage script refresher".split()
)
_MADE_BY = frozenset(
    "trained advised set written supervised overseen agreed reviewed planned designed monitored "
    "checked".split()
)
_PLACE = re.compile(
    r"\b(?:in|at|outside|inside|beside|from|within|into|around|on)\s+(?:(?:a|an|the|her|his|their|its|each|every|"
    r"own|school|college)\s+)?(?:[\w’'-]+\s+){0,2}?(?:class|classroom|rooms?|library|hall|playground|gym|garden|"
    r"corner|area|space|base|unit|clinic|centre|workshop|kitchen|canteen|pool|home|school|college|nursery|"
    r"field|studio|office|corridor|tent|den|table|workstation|pod|hub|lab|laboratory|setting|bay|bus|town|"
    r"caf[eé]|dining\s+hall|lessons?|mainstream)\b(?!\s+(?:day|staff|year|week|term|holiday|time|teacher|work|"
    r"size|plan|assistant)s?\b)",
    re.I,
)
_TRAINING = re.compile(
    r"\b(?:trained\s+(?:by|in|to|for|on|at)|trains?\s+(?:the|a|an|two|all|both|her|his|their)|training|"
    r"supervis(?:es|ed|ion)|course|coached\s+by|under\s+the\s+(?:direction|supervision|guidance)\s+of|"
    r"overseen\s+by|oversees|qualified|accredited|refresher|observes\s+and\s+coaches|level\s+\d\s+\w+)\b",
    re.I,
)
_VAGUE_TRAINING = re.compile(
    r"\b(?:appropriate|suitable|relevant|adequate|some|further|additional|ongoing)\s+training\b"
    r"|\b(?:suitably|appropriately)\s+(?:qualified|trained)\b",
    re.I,
)
_START = re.compile(
    r"\b(?:start(?:s|ing)?|begin(?:s|ning)?|begun|commenc\w+)\b[^.;]{0,60}?"
    r"\b(?:\d+|term|half[-\s]term|week|weeks|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|monday|tuesday|wednesday|thursday|friday|easter|christmas)\b"
    r"|\b(?:from|by|before|within)\s+(?:the\s+)?(?:(?:start|end|beginning|first\s+day|last\s+day|first\s+week)\s+of"
    r"\s+(?:the\s+)?)?(?:(?:october|february|may|autumn|spring|summer|next|this|first|new|\w+)\s+)?"
    r"(?:half[-\s]term|term|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|easter|christmas)\b"
    r"|\bwithin\s+(?:\w+[-\s])?\w+\s+(?:school\s+|working\s+)?(?:days|weeks)\b",
    re.I,
)
_TERM_TIME = re.compile(
    r"\bterm[-\s]time\b|\bschool\s+weeks?\b|\b(?:school|academic|whole|full)\s+year\b|\ball\s+year\b"
    r"|\b(?:until|to)\s+(?:the\s+end\s+of\s+)?(?:the\s+)?(?:\w+\s+)?(?:term|year|july|june|december|easter|"
    r"christmas)\b|\bfor\s+(?:a|the|one|this)\s+(?:\w+\s+)?(?:half[-\s]term|term|year|month)\b"
    r"|\beach\s+week\s+of\s+(?:the\s+)?(?:\w+\s+)?term\b|\bweeks?\s+of\s+(?:each|every|the)\s+\w*\s*term\b",
    re.I,
)
_REVIEW = re.compile(
    r"\b(?:review(?:s|ed)?|monitor(?:s|ed)?|evaluate(?:s|d)?|re-?assess(?:es|ed)?|"
    r"(?:check|measure|record|track|look|report)(?:s|ed)?\s+(?:at\s+|on\s+)?(?:the\s+|her\s+|his\s+|their\s+)?"
    r"(?:[\w’']+\s+)?(?:progress|targets?)|"
    r"progress\s+(?:is|are)\s+(?:checked|measured|recorded|reported|looked)|(?:rewrites|updates)\s+(?:the\s+)?"
    r"(?:targets|plan|programme)|(?:targets|plan|programme)\s+(?:is|are)\s+(?:rewritten|updated|checked))\b",
    re.I,
)
_WHEN = re.compile(
    r"\b(?:at\s+the\s+end\s+of|after\s+(?:each|every|the|\w+)\s+(?:weeks?|block|cycle|term|sessions?|half)|"
    r"at\s+(?:the|each|every)\s+(?:annual\s+review|half[-\s]term|end)|annual\s+review|annually|at\s+half[-\s]term|"
    r"then\s+review(?:s|ed)?|each\s+(?:block|cycle)|before\s+(?:the|each)|\w+ly\b|in\s+(?:january|february|march|"
    r"april|may|june|july|september|october|november|december))",
    re.I,
)
_NOT_A_TIME = frozenset(
    "regularly frequently closely carefully jointly periodically fully family only".split()
)
_ALONE = re.compile(
    r"\bindividual(?:ly)?\b(?!\s+(?:\w+\s+)?(?:needs?|targets?|education|plan|programme|support\s+plan|timetable))"
    r"|\bin\s+(?:a\s+)?pairs?\b|\bwhole[-\s]class\b|\bon\s+(?:her|his|their)\s+own\s+with\b|\b(?:one|1)\s?on\s?(?:one|1)\b"
    r"|\bsingle\s+pupil\b|\bby\s+(?:herself|himself)\s+with\b",
    re.I,
)


def find_part(name: str, line: Line) -> str:
    """The words in which a part stands, or nothing. KeyError for a part there is not."""
    return _FINDERS[name](line)


def _what(line: Line) -> str:
    tokens = line.tokens
    for at, token in enumerate(tokens):
        if token.low not in _ACTIONS:
            continue
        following = [one.low for one in tokens[at + 1 : at + 6] if one.sentence == token.sentence]
        if token.low in _WEAK and set(following[:4]) & _EMPTY:
            continue
        if token.low in _OWNS and not set(following) & _CONTENT:
            continue
        last = tokens[min(at + 3, len(tokens) - 1)]
        end = last.end if last.sentence == token.sentence and last.kind != "mark" else token.end
        return line.text.between(token.start, end)
    return ""


def _who(line: Line) -> str:
    tokens = line.tokens
    for hit in line.people:
        width = len(hit.entry.phrase.replace("-", " ").split())
        before = [token.low for token in tokens[max(0, hit.at - 4) : hit.at]]
        after = tokens[hit.at + width].low if hit.at + width < len(tokens) else ""
        maker = "by" in before and before.index("by") and before[before.index("by") - 1] in _MADE_BY
        if maker or after in REVIEW:
            continue
        if hit.entry.family == GIVER or line.has_skill(hit.sentence):
            return hit.text
    return ""


def _how_long(line: Line) -> str:
    lengths = [q for q in line.quantities if q.kind == MINUTE and not line.is_of_review(q)]
    given = [q for q in lengths if not line.is_of_training(q)]
    return line.words_of(given[0]) if given else ""


def _how_often(line: Line) -> str:
    for quantity in line.quantities:
        counted = quantity.kind == TIMES or (quantity.kind == MINUTE and quantity.per)
        if counted and not line.is_of_review(quantity) and not line.is_of_training(quantity):
            return line.words_of(quantity)
    return ""


def _period(line: Line) -> str:
    for quantity in line.quantities:
        if quantity.kind == TIMES and quantity.unit == "year" and not line.is_of_review(quantity):
            return line.words_of(quantity)
        if quantity.kind == SPAN and quantity.unit != "day" and not _is_wait(line, quantity):
            return line.words_of(quantity)
    return _first(_TERM_TIME, line)


def _is_wait(line: Line, quantity: Quantity) -> bool:
    """Within two weeks is when it starts; after six weeks is when it is reviewed."""
    before = line.tokens[quantity.first - 1].low if quantity.first else ""
    return before in ("within", "after", "in") or line.is_of_review(quantity) and before == "every"


def _group(line: Line) -> str:
    for quantity in line.quantities:
        if quantity.kind == GROUP:
            return line.words_of(quantity)
        in_group = {"group", "groups"} & line.sentence_words[line.sentence_of(quantity)]
        if quantity.kind == COUNT and quantity.bound == "most" and in_group:
            return line.words_of(quantity)
    return _first(_ALONE, line)


def _training(line: Line) -> str:
    vague = [match.span() for match in _VAGUE_TRAINING.finditer(line.text.raw)]
    for match in _TRAINING.finditer(line.text.raw):
        if not any(start <= match.start() < end for start, end in vague):
            return match.group()
    return ""


def _start(line: Line) -> str:
    found = _first(_START, line)
    if found:
        return found
    for quantity in line.quantities:
        before = line.tokens[quantity.first - 1].low if quantity.first else ""
        if quantity.kind == DATE and before in ("from", "by", "on", "before"):
            return line.words_of(quantity)
    return ""


def _review(line: Line) -> str:
    """A word of review with a time in its own part of the sentence. Regularly is no time."""
    raw = line.text.raw
    for match in _REVIEW.finditer(raw):
        start = max(raw.rfind(mark, 0, match.start()) for mark in ".;\n") + 1
        ends = [place for mark in ".;\n" if (place := raw.find(mark, match.end())) >= 0]
        stretch = raw[start : min(ends, default=len(raw))]
        when = any(w.group().lower() not in _NOT_A_TIME for w in _WHEN.finditer(stretch))
        if when or _has_review_time(line, start, start + len(stretch)):
            return match.group()
    return ""


def _has_review_time(line: Line, start: int, end: int) -> bool:
    inside = [q for q in line.quantities if start <= line.tokens[q.first].start < end]
    return any(q.kind in (TIMES, DATE) and line.is_of_review(q) for q in inside) or any(
        q.kind == SPAN and line.tokens[q.first - 1].low in ("after", "every", "within")
        for q in inside
        if q.first
    )


def _first(pattern: re.Pattern[str], line: Line) -> str:
    match = pattern.search(line.text.raw)
    return match.group() if match else ""


_FINDERS: dict[str, Callable[[Line], str]] = {
    "what": _what,
    "who": _who,
    "how_long": _how_long,
    "how_often": _how_often,
    "period": _period,
    "group": _group,
    "place": lambda line: _first(_PLACE, line),
    "training": _training,
    "start": _start,
    "review": _review,
}
