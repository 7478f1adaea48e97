"""Key stage, primary need and setting as councils write them, in the codes that audits are stored with.

What is not one of the words is not stored: these columns help to draw samples and are never a reason to stop.
"""

from __future__ import annotations

import re

from assessments.imports.layouts.grades import word_key

STAGES = {
    "ey": "EY",
    "early years": "EY",
    "eyfs": "EY",
    "pre school": "EY",
    "nursery": "EY",
    "reception": "EY",
}
AFTER = {"ks5", "key stage 5", "16+", "post 16", "16 25", "19+", "post 19", "fe", "sixth form"}
YEARS = ((0, "EY"), (2, "KS1"), (6, "KS2"), (9, "KS3"), (11, "KS4"), (14, "16+"))
NEEDS = {
    "ASD": "asd|asc|autism|autistic spectrum disorder|autism spectrum|autistic",
    "SEMH": "semh|social emotional and mental health|social, emotional and mental health|mental health",
    "SLCN": "slcn|speech language and communication needs|speech, language and communication needs|"
    "speech and language",
    "MLD": "mld|moderate learning difficulty|moderate learning difficulties",
    "SLD": "sld|severe learning difficulty|severe learning difficulties",
    "PMLD": "pmld|profound and multiple learning difficulty|profound and multiple learning difficulties",
    "SPLD": "spld|specific learning difficulty|specific learning difficulties|dyslexia",
    "HI": "hi|hearing impairment|deaf",
    "VI": "vi|vision impairment|visual impairment",
    "MSI": "msi|multi sensory impairment",
    "PD": "pd|physical disability|physical",
    "DS": "ds|down syndrome",
    "OTH": "oth|other|other difficulty|other difficulty disability",
}
SETTINGS = {
    "early years": "early years|early years setting|nursery|pre school|pvi",
    "mainstream": "mainstream|mainstream school|mainstream primary|"
    "mainstream secondary|primary|secondary|school",
    "resourced": "resourced|resourced provision|resource base|unit|sen unit|rp|arp",
    "special": "special|special school|maintained special|special academy",
    "independent": "independent|independent special|inmss|non maintained|independent school|"
    "non maintained special",
    "college": "college|fe college|fe|post 16|sixth form college|further education|specialist college",
    "alternative": "alternative|alternative provision|ap|pru|pupil referral unit",
    "elsewhere": "elsewhere|eotas|ehe|educated at home|home educated|electively home educated|eotis",
}
_NEED = {word: code for code, words in NEEDS.items() for word in words.split("|")}
_SETTING = {word: code for code, words in SETTINGS.items() for word in words.split("|")}
_YEAR = re.compile(r"^(?:nc |year |y|yr |nc year )?\s?(\d{1,2})$")


def key_stage(text: str) -> str:
    """EY, KS1 to KS4 or 16+, from a key stage or a year of the national curriculum; blank for anything
    else."""
    key = word_key(text)
    stage = re.fullmatch(r"(?:ks|key stage) ?([1-4])", key)
    if stage:
        return f"KS{stage.group(1)}"
    if key in AFTER:
        return "16+"
    year = _YEAR.match(key)
    if year and int(year.group(1)) <= YEARS[-1][0]:
        return next(name for last, name in YEARS if int(year.group(1)) <= last)
    return STAGES.get(key, "")


def need(text: str) -> str:
    """The code of the school census for a primary need; blank for anything else."""
    return _NEED.get(word_key(text), "")


def setting(text: str) -> str:
    """The kind of setting as audits store it; blank for anything else."""
    return _SETTING.get(word_key(text), "")
