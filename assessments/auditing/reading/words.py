"""The words that case systems use in a list of plans: column names, and the closed words of their cells."""

from __future__ import annotations

import re

LABELS = {
    "plan_ref": "Plan reference",
    "plan_type": "New or existing",
    "issued_on": "Issued on",
    "writer": "Writer",
    "team": "Team",
    "key_stage": "Key stage",
    "need": "Primary need",
    "setting": "Type of setting",
    "organisation": "School or setting",
}
"""Each column as pages name it."""
NEEDED = ("plan_ref", "plan_type", "issued_on", "writer")
YEARS = frozenset({"nc year", "ncy", "year", "year group", "national curriculum year", "yr"})
"""Headings under which a bare number is a school year and not a key stage."""
KNOWN_AS = {
    "plan_ref": "plan ref|plan reference|plan|plan id|plan no|plan number|local plan ref|local ref|ref|id|"
    "ehcp ref|ehcp reference|ehcp id|ehcp number|ehc plan ref|ehc plan reference|case ref|case reference|"
    "reference|local reference",
    "plan_type": "plan type|type|type of plan|new or existing|new existing|new amended|new or amended|"
    "plan kind|kind of plan|new plan|ehcp type",
    "issued_on": "issued on|issued|date issued|issue date|date of issue|plan issue date|plan issued|"
    "final plan date|date of final plan|date final plan issued|finalised on|date finalised|final issued|"
    "plan date|date",
    "writer": "writer|writer ref|writer staff number|writer number|writer email|writer e mail|staff number|"
    "staff ref|staff no|plan writer|author|author ref|officer|case officer|caseworker|case worker|"
    "coordinator|co ordinator|ehc coordinator|ehcp coordinator|sen officer|send officer|plan author|"
    "written by|payroll number",
    "team": "team|writer team|writing team|team name|service team|case team",
    "key_stage": "key stage|ks|keystage|phase|age band|" + "|".join(sorted(YEARS)),
    "need": "need|primary need|main need|sen need|sen2 need|type of need|primary sen need|sen type|"
    "primary sen type|primary need code",
    "setting": "setting|setting type|type of setting|placement type|school type|provision type|"
    "type of school|type of placement",
    "organisation": "organisation|organisation ref|organization|organisation reference|setting ref|"
    "school ref|school|school code|setting code|setting name|school name|placement|urn|provider",
}
FIELD_OF = {alias: field for field, names in KNOWN_AS.items() for alias in names.split("|")}

_TYPES = {
    "new": "new|new plan|n|initial|initial plan|first|first plan|first issue|new ehcp|final new",
    "existing": "existing|existing plan|e|amended|amended plan|a|amendment|reviewed|review|annual review|"
    "updated|reissued|ceased and reissued|after review",
}
_STAGES = {
    "EY": "ey|early years|eyfs|nursery|pre school|preschool|reception|foundation|foundation stage|ks0|"
    "r|n|n1|n2|key stage 0",
    "KS1": "ks1|key stage 1|infant|infants",
    "KS2": "ks2|key stage 2|junior|juniors",
    "KS3": "ks3|key stage 3",
    "KS4": "ks4|key stage 4",
    "16+": "16|16 plus|post 16|post16|ks5|key stage 5|sixth form|fe|further education|post 19|19 25",
}
_NEEDS = {
    "SPLD": "spld|specific learning difficulty|specific learning difficulties|dyslexia",
    "MLD": "mld|moderate learning difficulty|moderate learning difficulties",
    "SLD": "sld|severe learning difficulty|severe learning difficulties",
    "PMLD": "pmld|profound and multiple learning difficulty|profound and multiple learning difficulties",
    "SEMH": "semh|social emotional and mental health|social emotional mental health",
    "SLCN": "slcn|speech language and communication|speech language and communication needs|"
    "speech language communication needs",
    "HI": "hi|hearing impairment|deaf",
    "VI": "vi|vision impairment|visual impairment",
    "MSI": "msi|multi sensory impairment|multisensory impairment",
    "PD": "pd|physical disability",
    "ASD": "asd|asc|autism|autistic spectrum disorder|autism spectrum disorder|autistic",
    "DS": "ds|down syndrome|downs syndrome|down s syndrome",
    "OTH": "oth|other|other difficulty|other difficulty or disability|other difficulty disability",
    "NSA": "nsa|no specialist assessment|sen support but no specialist assessment of type of need",
}
_SETTINGS = {
    "early years": "early years|early years setting|nursery|pre school|preschool|childminder",
    "mainstream": "mainstream|mainstream school|academy|maintained|maintained school|primary|secondary|"
    "primary school|secondary school|mainstream academy",
    "resourced": "resourced|resourced provision|resource base|unit|sen unit|resourced provision or unit|arp|"
    "additionally resourced provision",
    "special": "special|special school|maintained special|special academy|academy special",
    "independent": "independent|independent school|non maintained|nmss|non maintained special|inmss|"
    "independent special|independent or non maintained school|independent special school",
    "college": "college|fe|fe college|further education|sixth form college|specialist college|post 16|"
    "specialist post 16|college or other post 16 provider|sixth form",
    "alternative": "alternative|alternative provision|ap|pru|pupil referral unit|hospital school",
    "elsewhere": "elsewhere|eotas|eotis|home educated|elective home education|ehe|"
    "educated elsewhere than at school|education otherwise than at school|neet|not in education|tuition",
}


def _turned(table: dict[str, str]) -> dict[str, str]:
    return {word: code for code, words in table.items() for word in words.split("|")}


CODES = {
    "plan_type": _turned(_TYPES),
    "key_stage": _turned(_STAGES),
    "need": _turned(_NEEDS),
    "setting": _turned(_SETTINGS),
}
YEAR = re.compile(r"(?:nc)?y(?:ea)?r? ?(\d{1,2})")


def plain(text: str) -> str:
    """A heading or a word without case, marks and double blanks: "NEW/Amended " is "new amended"."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def code_of(field: str, text: str, *, years: bool = False) -> str | None:
    """The code for a word of a closed vocabulary; None for a word that nobody here knows."""
    word = plain(text)
    if field == "key_stage":
        return _stage(word, years)
    return CODES[field].get(word)


def _stage(word: str, years: bool) -> str | None:
    year = YEAR.fullmatch(word)
    if year or (years and word.isdigit()):
        return _stage_of_year(int(year.group(1) if year else word))
    if word in "12345" and len(word) == 1:
        return "16+" if word == "5" else f"KS{word}"
    return CODES["key_stage"].get(word)


def _stage_of_year(year: int) -> str | None:
    """Reception is year 0; years 12 to 20 are post-16."""
    for last, stage in ((0, "EY"), (2, "KS1"), (6, "KS2"), (9, "KS3"), (11, "KS4"), (20, "16+")):
        if year <= last:
            return stage
    return None
