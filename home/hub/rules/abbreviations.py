"""What the field's abbreviations mean. Every way to say a thing is one term, so that each finds the others.

The first way is the one by which we say it back; short ways are written large when shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from home.hub.rules.words import STOP, stems_of, words_of

MARK = "@"
"""Begins a term that stands for a meaning and not for a word."""

WAYS: tuple[tuple[str, ...], ...] = (
    ("EHC plan", "EHCP", "education health and care plan", "EHC plans", "statement of SEN"),
    ("EHC needs assessment", "EHCNA", "needs assessment", "statutory assessment", "EHC assessment"),
    ("annual review", "AR", "review of the plan", "plan review", "review meeting"),
    ("SENCO", "SENDCO", "SEN coordinator", "special educational needs coordinator", "inclusion lead"),
    ("preparing for adulthood", "PfA", "preparation for adulthood", "transition to adulthood"),
    ("speech and language therapy", "SLT", "SALT", "SaLT", "speech therapy", "speech therapist",
     "speech and language therapist", "speech and language"),
    ("occupational therapy", "OT", "occupational therapist"),
    ("physiotherapy", "physio", "physiotherapist"),
    ("educational psychologist", "EP", "ed psych", "educational psychology", "psychologist", "psychology"),
    ("designated clinical officer", "DCO", "DMO", "designated medical officer"),
    ("designated social care officer", "DSCO"),
    ("SEND Tribunal", "SENDIST", "tribunal", "first-tier tribunal", "FTT", "appeal"),
    ("education otherwise than at school", "EOTAS", "education otherwise than in school", "EOTIS"),
    ("elective home education", "EHE", "home education", "home educated", "home schooling"),
    ("teaching assistant", "TA", "LSA", "learning support assistant", "HLTA"),
    ("CAMHS", "child and adolescent mental health service", "child and adolescent mental health"),
    ("social, emotional and mental health", "SEMH", "social emotional mental health"),
    ("autism", "ASC", "ASD", "autistic", "autistic spectrum", "autism spectrum", "aspergers"),
    ("integrated care board", "ICB", "CCG"),
    ("council", "LA", "local authority", "county council"),
    ("SENDIASS", "IASS", "information advice and support service", "parent partnership"),
    ("parent carer forum", "PCF", "parent forum", "forum rep"),
    ("personal budget", "PB", "personal budgets"),
    ("direct payment", "DP", "direct payments"),
    ("alternative provision", "AP", "PRU", "pupil referral unit"),
    ("child looked after", "CLA", "LAC", "looked after", "looked after child",
     "looked after children", "children in care",
     "CIC", "virtual school"),
    ("personal education plan", "PEP"),
    ("child in need", "CIN", "children in need"),
    ("child protection", "CP", "safeguarding"),
    ("school avoidance", "EBSA", "EBSNA", "emotionally based school avoidance", "school refusal",
     "not attending school", "out of school"),
    ("ADHD", "attention deficit hyperactivity disorder", "attention deficit"),
    ("dyslexia", "SpLD", "specific learning difficulty", "dyslexic"),
    ("moderate learning difficulty", "MLD"),
    ("severe learning difficulty", "SLD", "PMLD", "profound and multiple learning difficulties"),
    ("speech, language and communication needs", "SLCN", "DLD", "developmental language disorder"),
    ("visual impairment", "VI", "QTVI", "vision impairment"),
    ("hearing impairment", "HI", "teacher of the deaf", "ToD", "deaf", "QToD"),
    ("physical disability", "PD"),
    ("mental capacity", "MCA", "mental capacity act"),
    ("young offender", "YJS", "YOT", "youth justice", "youth offending", "custody"),
    ("early years", "EYFS", "nursery", "preschool"),
    ("further education", "FE", "college", "post16"),
    ("not in work or learning", "NEET"),
    ("SEN support", "K code", "SEN support plan", "APDR", "assess plan do review", "graduated approach"),
    ("ordinarily available", "OAP", "ordinarily available provision", "quality first teaching", "QFT"),
    ("individual healthcare plan", "IHP", "IHCP", "medical needs"),
    ("local offer", "SEND local offer"),
    ("code of practice", "CoP", "SEND code"),
    ("Children and Families Act", "CFA", "CAFA"),
    ("Equality Act", "EqA", "reasonable adjustment", "reasonable adjustments"),
    ("mediation", "mediation certificate", "disagreement resolution", "DRS"),
    ("ombudsman", "LGSCO", "LGO", "complaint"),
    ("social worker", "SW", "social care worker"),
    ("health visitor", "HV"),
    ("child's views", "pupil voice", "voice of the child", "child voice", "views wishes and feelings",
     "young person's views", "one page profile"),
    ("home to school transport", "HTST", "school transport", "transport"),
    ("section I", "naming a school", "named placement", "naming a setting"),
    ("key worker", "keyworker"),
    ("time limit", "timescale", "timescales", "deadline", "deadlines", "statutory timescales", "20 weeks"),
    ("phase transfer", "secondary transfer", "school transfer", "transition year", "key stage transfer"),
    ("learning difficulty", "LD", "learning disability", "LDD"),
    ("GP", "general practitioner"),
    ("multi-agency", "MDT", "multi agency", "multidisciplinary"),
    ("special school", "specialist placement", "SRP", "resource base", "specialist resource"),
    ("checklist", "check list", "tick list"),
    ("template", "proforma", "pro forma", "blank form"),
    ("online", "webinar", "virtual session", "remote session", "zoom", "teams call"),
)  # fmt: skip


@dataclass(frozen=True)
class Meaning:
    """What one way to say a thing stands for. `way` as it is written, `said` as we say it."""

    term: str
    said: str
    way: str


def _phrases() -> dict[tuple[str, ...], Meaning]:
    found: dict[tuple[str, ...], Meaning] = {}
    for ways in WAYS:
        term = f"{MARK}{'-'.join(words_of(ways[0]))}"
        for way in ways:
            key = tuple(stems_of(words_of(way)))
            if found.setdefault(key, Meaning(term, ways[0], way)).term != term:
                raise ValueError(f"{way!r} has two meanings")
    return found


PHRASES = _phrases()
LONGEST = max(map(len, PHRASES))
FORM_WORDS = frozenset(word for ways in WAYS for way in ways for word in words_of(way))
"""Every word of every way, for the speller."""


@dataclass(frozen=True)
class Term:
    """A word or a meaning found in a text, with the words that said it."""

    term: str
    words: tuple[str, ...]
    meaning: Meaning | None = None


def terms_of(words: list[str]) -> list[Term]:
    """Words and meanings in order: the longest way to say a thing wins, and its words are used up."""
    stems = stems_of(words)
    found: list[Term] = []
    at = 0
    while at < len(stems):
        length, meaning = _meaning_at(stems, words, at)
        if meaning:
            found.append(Term(meaning.term, tuple(words[at : at + length]), meaning))
        else:
            found.append(Term(stems[at], (words[at],)))
        at += length
    return found


def _meaning_at(stems: list[str], words: list[str], at: int) -> tuple[int, Meaning | None]:
    for length in range(min(LONGEST, len(stems) - at), 0, -1):
        meaning = PHRASES.get(tuple(stems[at : at + length]))
        if meaning:
            return length, meaning
    several = words[at].removesuffix("s") if len(words[at]) <= 4 and words[at] not in STOP else ""
    return 1, PHRASES.get((several,)) if several else None
