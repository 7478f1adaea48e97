"""The words and patterns by which the parts of a line of provision are told. Plain data."""

from __future__ import annotations

import re

ACTIONS = frozenset(
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
NOUNS_TOO = frozenset(
    "plan plans visit visits work works use record prompt prompts mentor mentors coach signs sign lead run "
    "read reads set sets scribe guide guides model models meet walk walks play plays "
    "show shows script".split()
)
"""Actions that are things as well: only what follows somebody, or `to`, is an action."""
NO_ACTIONS = frozenset("is was has does needs supports helps monitors this his its as".split())
DESCRIBING = frozenset(
    "regular periodic frequent weekly daily termly monthly fortnightly home school some additional "
    "individual the a an his her their each every this that small group occasional behaviour support".split()
)
EMPTY = frozenset("support access opportunities opportunity input intervention interventions help".split())
WEAK = frozenset(
    "provide provides provided give gives given giving receive receives offer offers offered has have gets "
    "use uses using arrange arranges".split()
)
GIVEN = frozenset("provided given offered arranged".split())
OWNS = frozenset("has have gets receive receives".split())
CONTENT = frozenset(
    "session sessions lesson lessons break breaks teaching tuition therapy programme course coaching "
    "mentoring group practice instruction slot time physiotherapy exercises massage script refresher".split()
)
MADE_BY = frozenset(
    "trained advised set written supervised overseen agreed reviewed planned designed monitored "
    "checked".split()
)
PLACE = re.compile(
    r"\b(?:in|at|outside|inside|beside|from|within|into|around|on|(?<!access )to)\s+"
    r"(?!each|every|all)(?:(?:a|an|the|her|his|their|its|"
    r"own|school|college)\s+)?(?:[\w’'-]+\s+){0,2}?(?:class|classroom|rooms?|library|hall|playground|gym|garden|"
    r"corner|area|space|base|unit|clinic|centre|workshop|kitchen|canteen|pool|home|school|college|nursery|"
    r"field|studio|office|corridor|tent|den|table|workstation|pod|hub|lab|laboratory|setting|bay|bus|town|"
    r"caf[eé]|dining\s+hall|lessons?|mainstream)\b(?!\s+(?:day|staff|year|week|term|holiday|time|teacher|work|"
    r"size|plan|assistant|of)s?\b)",
    re.I,
)
TRAINING = re.compile(
    r"\b(?:trained\s+(?:by|in|to|for|on|at)|trains?\s+(?:the|a|an|two|all|both|her|his|their)|"
    r"trains\s+(?:\w+\s+){0,2}(?:staff|adults?|assistants?|teachers?)|certificate|training|"
    r"supervis(?:es|ed|ion)|course|coached\s+by|under\s+the\s+(?:direction|supervision|guidance)\s+of|"
    r"overseen\s+by|oversees|qualified|accredited|refresher|observes\s+and\s+coaches|level\s+\d\s+\w+)\b",
    re.I,
)
VAGUE_TRAINING = re.compile(
    r"\b(?:appropriate|suitable|relevant|adequate|some|further|additional|ongoing)\s+training\b"
    r"|\b(?:suitably|appropriately)\s+(?:qualified|trained)\b",
    re.I,
)
START = re.compile(
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
TERM_TIME = re.compile(
    r"\bterm[-\s]time\b|\bschool\s+weeks?\b|\b(?:school|academic|whole|full)\s+year\b|\ball\s+year\b"
    r"|\b(?:until|to)\s+(?:the\s+end\s+of\s+)?(?:the\s+)?(?:\w+\s+)?(?:term|year|july|june|december|easter|"
    r"christmas)\b|\bfor\s+(?:a|the|one|this)\s+(?:\w+\s+)?(?:half[-\s]term|term|year|month)\b"
    r"|\beach\s+week\s+of\s+(?:the\s+)?(?:\w+\s+)?term\b|\bweeks?\s+of\s+(?:each|every|the)\s+\w*\s*term\b",
    re.I,
)
REVIEW = re.compile(
    r"\b(?:review(?:s|ed)?|monitor(?:s|ed)?|evaluate(?:s|d)?|re-?assess(?:es|ed)?|"
    r"(?:check|measure|record|track|look|report)(?:s|ed)?\s+(?:at\s+|on\s+)?(?:the\s+|her\s+|his\s+|their\s+)?"
    r"(?:[\w’']+\s+)?(?:progress|targets?)|"
    r"progress\s+(?:is|are)\s+(?:checked|measured|recorded|reported|looked)|(?:rewrites|updates)\s+(?:the\s+)?"
    r"(?:targets|plan|programme)|(?:targets|plan|programme)\s+(?:is|are)\s+(?:rewritten|updated|checked))\b",
    re.I,
)
WHEN = re.compile(
    r"\b(?:at\s+the\s+end\s+of|after\s+(?:each|every)|"
    r"after\s+(?:the|\w+)\s+(?:weeks?|block|cycle|term|sessions?|half)|"
    r"at\s+(?:the|each|every)\s+(?:annual\s+review|half[-\s]term|end)|annual\s+review|annually|at\s+half[-\s]term|"
    r"then\s+review(?:s|ed)?|each\s+(?:block|cycle)|before\s+(?:the|each)|\w+ly\b|in\s+(?:january|february|march|"
    r"april|may|june|july|september|october|november|december))",
    re.I,
)
NOT_A_TIME = frozenset(
    "regularly frequently closely carefully jointly periodically fully family only".split()
)
ALONE = re.compile(
    r"\bindividual(?:ly)?\b(?!\s+(?:\w+\s+)?(?:needs?|targets?|education|plan|programme|support\s+plan|timetable))"
    r"|\bin\s+(?:a\s+)?pairs?\b|\bwhole[-\s]class\b|\bon\s+(?:her|his|their)\s+own\s+with\b|\b(?:one|1)\s?on\s?(?:one|1)\b"
    r"|\bsingle\s+pupil\b|\bby\s+(?:herself|himself)\s+with\b",
    re.I,
)
