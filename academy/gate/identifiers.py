"""Numbers and addresses that point to one person: found by form, and by check digit where there is one.

Pure. Every finder takes a text and gives spans ``(start, end)`` in characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Span = tuple[int, int]

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"

NHS = re.compile(r"(?<![\d.,/-])\d{3}[\s.\u00a0-]?\d{3}[\s.\u00a0-]?\d{4}(?![\d/])")
NHS_NAMED = re.compile(
    r"\bNHS\s*(?:no|number|num|id)?\b[\s.:#-]*(\d(?:[\s.\u00a0-]?\d){9})(?!\d)", re.IGNORECASE
)
UPN = re.compile(r"(?<![A-Za-z0-9])[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z](?![A-Za-z0-9])", re.IGNORECASE)
UPN_SPACED = re.compile(
    r"(?<![A-Za-z0-9])[A-HJ-NP-RT-Z](?:[ \u00a0-]?\d){11}[ \u00a0-]?[0-9A-HJ-NP-RT-Z](?![A-Za-z0-9])",
    re.IGNORECASE,
)
UPN_NAMED = re.compile(r"\bUPN\b[\s.:#-]*(?:is\s+)?([A-Z]\d{11}[0-9A-Z])\b", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w/.,-])(?:(?:\+|00)44[\s-]?\(?0?\)?[\s-]?|\(?0)[1-9](?:[\s()-]{0,2}\d){8,9}(?!\d)")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b")
POSTCODE_NAMED = re.compile(
    r"\bpost\s?code\b[\s.:,-]*(?:is\s+)?([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b", re.IGNORECASE
)
NOT_POSTCODE = ("ST", "ND", "RD", "TH", "HR")

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DATE = (
    rf"(?:\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?(?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\.?,?\s+(?:\d{{4}}|'?\d{{2}})"
    rf"|{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
)
BORN = re.compile(
    rf"(?:\bD\.?\s?O\.?\s?B\b\.?|\bdate\s+of\s+birth\b|\bborn\b|\bbirth\s?(?:day|date)\b|\bbirthday\b)"
    rf"[\s:;,.=()-]*(?:(?:on|is|was|of)\s+)?(?:the\s+)?({DATE})",
    re.IGNORECASE,
)
BORN_AFTER = re.compile(rf"({DATE})\s*\(?(?:\bD\.?O\.?B\b|\bdate\s+of\s+birth\b|\bbirthday\b)", re.IGNORECASE)

STREET = (
    r"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Cl|Drive|Dr|Way|Court|Ct|Crescent|Cres|Gardens?|Gdns|Grove"
    r"|Place|Pl|Terrace|Row|Bank|Side|Rigg|Fold|Walk|Parade|Hill|View|Mews|Square|Rise|Path|Croft|Meadows?"
    r"|Wharf|Park|Green|Gate|Yard|End|Chase|Drove|Vale|Orchard|Heights|Quay|Villas|Cottages|Buildings|House|Flats?)"
)
WORD = r"[A-Z][\w'’-]*"
ADDRESS = re.compile(rf"\b(?:Flat\s+\d+\w?,?\s+)?\d{{1,4}}[A-Za-z]?,?\s+(?:{WORD}\s+){{1,3}}{STREET}\b")
ADDRESS_NAMED = re.compile(
    rf"\b(?:liv(?:es?|ing)\s+at|address(?:\s+is)?:?|home\s+is)\s+(\d{{1,4}}[A-Za-z]?,?\s+{WORD}(?:\s+{WORD}){{0,3}})"
)

SCHOOL = (
    rf"(?:{WORD}\s+){{1,4}}(?:(?:C\.?E\.?|RC|Special|Community|Church|Catholic|Free)\s+)*"
    r"(?:Primary|Infants?|Juniors?|First|Middle|Nursery|High|Grammar|Secondary|Upper|Special)?\s?"
    r"(?:School|Academy|College|Primary|Infants?|Juniors?|Nursery|High)\b"
)
YEAR = r"(?:Year\s?\d{1,2}|Y\d{1,2}|Reception)"
SCHOOL_YEAR = re.compile(
    rf"(?:{SCHOOL},?\s+\(?{YEAR}\b|\b{YEAR}(?:\s+(?:pupil|student|child|boy|girl))?,?\s+(?:at|from|in)\s+{SCHOOL})"
)


def is_nhs_number(text: str) -> bool:
    """Whether ten digits pass the NHS number's modulus 11 check digit."""
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return check % 11 == digits[9] if check != 10 else False


def is_upn(text: str) -> bool:
    """Whether thirteen characters pass the unique pupil number's check letter, whatever the authority.

    The last character of a temporary number is a letter that counts by its place in the same alphabet.
    """
    upn = re.sub(r"[ \u00a0-]", "", text).upper()
    if len(upn) != 13 or upn[0] not in UPN_LETTERS or not upn[1:12].isdigit():
        return False
    if upn[12].isdigit():
        last = int(upn[12])
    elif upn[12] in UPN_LETTERS:
        last = UPN_LETTERS.index(upn[12])
    else:
        return False
    values = [int(character) for character in upn[1:12]] + [last]
    return (
        UPN_LETTERS[sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23]
        == upn[0]
    )


def _whole(
    pattern: re.Pattern[str], passes: Callable[[str], bool] = lambda _: True
) -> Callable[[str], Iterator[Span]]:
    def find(text: str) -> Iterator[Span]:
        for match in pattern.finditer(text):
            group = 1 if pattern.groups else 0
            if passes(match.group(group)):
                yield match.span(group)

    return find


#: (kind, finder) in the order of certainty: what one has claimed, the next does not claim again.
FINDERS: tuple[tuple[str, Callable[[str], Iterator[Span]]], ...] = (
    ("email", _whole(EMAIL)),
    ("upn", _whole(UPN, is_upn)),
    ("upn", _whole(UPN_SPACED, is_upn)),
    ("upn", _whole(UPN_NAMED)),
    ("nhs", _whole(NHS, is_nhs_number)),
    ("nhs", _whole(NHS_NAMED)),
    ("phone", _whole(PHONE)),
    ("dob", _whole(BORN)),
    ("dob", _whole(BORN_AFTER)),
    ("postcode", _whole(POSTCODE_NAMED)),
    ("postcode", _whole(POSTCODE, lambda found: not found.endswith(NOT_POSTCODE))),
    ("school+year", _whole(SCHOOL_YEAR)),
    ("address", _whole(ADDRESS)),
    ("address", _whole(ADDRESS_NAMED)),
)
