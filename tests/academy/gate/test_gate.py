"""The personal-data gate: check digits, names in company, no false alarm where the law is quoted."""

from __future__ import annotations

import json

import pytest

from academy.gate.identifiers import is_nhs_number, is_upn
from academy.gate.scan import KIND_WORDS, Scanner
from tests.assessments.imports.files import example_roster, table


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner(["Umber", "Tidewick", "Mark", "Fallow"])


def test_nhs_number_check_digit() -> None:
    assert is_nhs_number("999 847 6828")
    assert not is_nhs_number("999 847 6829")
    assert not is_nhs_number("8697631036")
    assert not is_nhs_number("0000000000")
    assert not is_nhs_number("99984768")


def test_upn_check_letter_of_any_authority_and_temporary() -> None:
    assert is_upn("J886049913366")
    assert is_upn("h301060824357")
    assert not is_upn("K886049913366")
    assert not is_upn("I886049913366")
    assert not is_upn("J88604991336S")
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    body, last = "88604991336", letters.index("Q")
    total = sum(int(d) * w for d, w in zip(body, range(2, 13), strict=True)) + last * 13
    assert is_upn(f"{letters[total % 23]}{body}Q")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Clinic letter shows 9990432503, remove.", ("nhs",)),
        ("NHS number 999 100 4352 pasted.", ("nhs",)),
        ("UPN R845091214011 left in the footer.", ("upn",)),
        ("Born 12/03/2014, so the transfer is due.", ("dob",)),
        ("12 March 2014 (DOB) in the header", ("dob",)),
        ("Call 07700 900599 or +44 7700 900373", ("phone",)),
        ("Write to mum.of.two@post.example", ("email",)),
        ("Postcode BW7 4BY in H1", ("postcode",)),
        ("They live at 87 Station Parade", ("address",)),
        ("Thornhollow Academy, Year 5", ("school+year",)),
        ("Bethany and the family asked for a shorter Section A.", ("name",)),
        ("You can hear Quinn on every page.", ("name",)),
        ("Mrs Brindle asked twice", ("name",)),
        ("Agreed with U. Tidewick last week", ("name",)),
        ("Umber wrote this in a hurry", ("name",)),
        ("BETHANY again in F", ("name",)),
        ("bethany wants to swim", ("name",)),
        ("Spoke to Xylophina about it", ("name",)),
        ("Zorblat says lunch is loud", ("name",)),
        ("Will needs the block in F", ("name",)),
        ("Writer says May may move school", ("name",)),
        ("Siobhán Ó Briain's views are missing", ("name",)),
    ],
)
def test_what_is_found(scanner: Scanner, text: str, kinds: tuple[str, ...]) -> None:
    assert scanner.kinds(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Will the outcome still be right in May? Set a shorter step.",
        "Mark the nil entry in Section G with who confirmed it and when.",
        "There is hope that the therapy block (1:1 for 2 hours daily) starts after half-term.",
        "The bill for equipment is not a matter for Section F; link to J.",
        "Purchase order 8697631036 for the audit tool is in the appendix.",
        "Consider s.9 Education Act 1996 and Reg 5(4). Code 9.69 is quoted.",
        "Plan issued in week 19; contact log shows calls in weeks 6, 12 and 16.",
        "Key Stage 2: PR-75151 re-audited; F3 now good. See AUD-001942.",
        "The SENCO's report of 6 September 2026 recommends GBP 6,000.",
        "Annual review by March 2026. Year 9 to Year 10 move planned with dates.",
        "KS2 3RD place; at 2PM on H1 4PM",
        "Well-written and Re-audit in 90 days. 'This is Me' used well.",
        "In the East and North, Autumn Term work is with the Educational Psychologist.",
    ],
)
def test_what_is_not(scanner: Scanner, text: str) -> None:
    assert scanner.kinds(text) == ()


def test_a_school_alone_and_a_street_in_words_are_no_person(scanner: Scanner) -> None:
    assert scanner.kinds("The move to Thornhollow Academy is planned") == ()


def test_labelled_comments() -> None:
    """1,500 labelled comments: every personal one is stopped, no clean one is."""
    names = [word for person in example_roster() for word in (person.given_name, person.family_name)]
    scanner = Scanner(names)
    rows = table("comments.csv")
    personal = [row for row in rows if row["label"] == "personal"]
    clean = [row for row in rows if row["label"] == "clean"]
    assert len(personal) == 600 and len(clean) == 900
    assert [row["id"] for row in personal if not scanner.kinds(row["text"])] == []
    assert [row["id"] for row in clean if scanner.kinds(row["text"])] == []
    missed = [
        (row["id"], kind)
        for row in personal
        for start, end, kind in json.loads(row["spans"])
        if not any(s <= start and end <= e and kind == found for s, e, found in scanner.spans(row["text"]))
    ]
    assert missed == []


def test_spans_do_not_overlap(scanner: Scanner) -> None:
    found = scanner.spans(
        "Bethany Brindle, NHS 999 847 6828, DOB 12/03/2014, lives at 87 Station Parade, LW7 3JW."
    )
    assert {kind for _, _, kind in found} == {"name", "nhs", "dob", "address", "postcode"}
    assert all(first[1] <= second[0] for first, second in zip(found, found[1:], strict=False))


def test_every_kind_has_words() -> None:
    from academy.gate.identifiers import FINDERS

    assert {kind for kind, _ in FINDERS} | {"name"} == set(KIND_WORDS)
