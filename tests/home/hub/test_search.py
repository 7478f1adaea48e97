"""The search forgives spelling, knows the field's abbreviations, and puts first what was meant."""

from __future__ import annotations

import time

import pytest

from home.hub.rules.abbreviations import PHRASES, WAYS
from home.hub.rules.search import Document, build_index, search
from home.hub.rules.spelling import Speller, distance, sound
from home.hub.rules.words import plain, stem
from tests.home.hub.shipped import shipped_index

REVIEW = "note:who-sends-what-around-a-review"
FIRST = [
    ("annual review", REVIEW),
    ("anual reveiw", REVIEW),
    ("annualreview", REVIEW),
    ("annual reveiws", REVIEW),
    ("my part in an annual review", "note:my-part-in-an-annual-review"),
    ("echp and medical needs", "note:medical-needs-without-a-plan"),
    ("needs assesment", "letter:request-by-a-parent"),
    ("EHCNA", "letter:request-by-a-parent"),
    ("new SENDCO", "checklist:new-senco-first-term"),
    ("new sneco", "checklist:new-senco-first-term"),
    ("PfA", "template:pfa-conversation"),
    ("prepairing for adulthod", "template:pfa-conversation"),
    ("yr 9", "note:preparing-for-adulthood-from-year-9"),
    ("EP", "module:PM-22P"),
    ("ed psych", "module:PM-22P"),
    ("sycologist", "module:PM-22P"),
    ("educational pyschologist", "module:PM-22P"),
    ("fysio", "note:is-therapy-education-or-health"),
    ("is therapy education or health", "note:is-therapy-education-or-health"),
    ("tribunel", "note:going-to-tribunal-as-a-witness"),
    ("sec f", "note:is-therapy-education-or-health"),
    ("Section D", "note:section-d-when-a-child-is-not-known-to-you"),
    (
        "What do you need in Section D when the child isn't open to us?",
        "note:section-d-when-a-child-is-not-known-to-you",
    ),
    ("not known to us", "note:section-d-when-a-child-is-not-known-to-you"),
    ("EOTAS", "note:eotas-in-a-plan"),
    ("EHE", "guidance:ehe-with-a-plan"),
    ("home educaton", "guidance:ehe-with-a-plan"),
    ("home schooling", "guidance:ehe-with-a-plan"),
    ("teaching asistants", "guidance:reading-section-f-as-a-ta"),
    ("CAMHS", "guidance:waiting-for-camhs"),
    ("ICB", "template:section-g-lines"),
    ("IASS", "note:what-sendiass-does"),
    ("dislexia", "note:dyslexia-and-a-plan"),
    ("SpLD", "note:dyslexia-and-a-plan"),
    ("personal buget", "letter:asking-for-a-personal-budget"),
    ("direct paymants", "note:personal-budgets-in-plain-words"),
    ("taxi to school", "note:transport-to-school"),
    ("school refusal", "note:child-out-of-school"),
    ("EBSA", "note:child-out-of-school"),
    ("looked after children", "note:looked-after-with-a-plan"),
    ("PEP", "note:looked-after-with-a-plan"),
    ("LAC", "note:looked-after-with-a-plan"),
    ("custody", "note:ehc-plans-and-youth-justice"),
    ("how long does it take 20 weeks", "note:what-happens-in-20-weeks"),
    ("deadlines", "note:what-happens-in-20-weeks"),
    ("childs veiws", "note:childs-views-before-a-meeting"),
    ("pupil voice", "note:childs-views-before-a-meeting"),
    ("provision not happening", "note:when-provision-is-not-happening"),
    ("how do I write educational advice", "note:writing-educational-advice"),
    ("pm 27", "module:PM-27"),
    ("invitation letter", "letter:invitation-to-an-annual-review"),
    ("proforma school report", "template:school-report-for-an-annual-review"),
    ("epilepsey", "template:medical-plan-for-school"),
    ("SMART outcomes", "template:outcome-builder"),
    ("secondary transfer", "checklist:transition-to-secondary"),
    ("portage", "note:portage-and-home-visits"),
    ("deaf", "note:hearing-loss-in-a-classroom"),
    ("hearing imparement", "note:hearing-loss-in-a-classroom"),
    ("TR-08", "guidance:dates-card-tr-08"),
    ("suspention", "note:exclusion-and-a-plan"),
    ("part time timetable", "note:part-time-timetables"),
    ("masking", "note:autism-and-masking"),
    ("quiet girls", "note:girls-who-are-quiet"),
    ("late advice", "note:helping-a-late-colleague"),
    ("supported internship", "note:supported-internships"),
    ("mediaton in the room", "note:mediation-what-to-expect"),
    ("reasonable adjustments need no plan", "note:reasonable-adjustments-first"),
    ("GDPR", "checklist:sharing-a-report-safely"),
]
SAME = [
    ("AR", "annual review"),
    ("a.r.", "annual review"),
    ("SALT", "speech and language therapy"),
    ("SLTs", "speech therapist"),
    ("OTs", "occupational therapy"),
    ("EHCP", "EHC plans"),
    ("E.H.C.P.", "education, health and care plan"),
    ("SENDIST", "tribunal"),
    ("ASD", "autism"),
    ("ASC", "autistic"),
    ("DCO", "designated clinical officer"),
    ("DSCO", "designated social care officer"),
    ("LA", "local authority"),
    ("TA", "teaching assistant"),
    ("SEMH", "social, emotional and mental health"),
    ("Sec. F", "section f"),
    ("year 9", "yr9"),
]


def test_there_are_enough_of_them() -> None:
    assert len(FIRST) >= 60 and len({query for query, _ in FIRST}) == len(FIRST)


@pytest.mark.parametrize(("query", "key"), FIRST, ids=[query for query, _ in FIRST])
def test_what_was_meant_comes_first(query: str, key: str) -> None:
    assert next(iter(search(shipped_index(), query).scores), None) == key


@pytest.mark.parametrize(("short", "long"), SAME, ids=[short for short, _ in SAME])
def test_short_and_long_find_the_same(short: str, long: str) -> None:
    one, other = (search(shipped_index(), query) for query in (short, long))
    assert set(one.scores) == set(other.scores) and one.scores


def test_it_says_what_it_made_of_the_words() -> None:
    found = search(shipped_index(), "anual reveiw SALT")
    assert found.changed == (("anual", "annual"), ("reveiw", "review"))
    assert found.meant == (("SALT", "speech and language therapy"),)
    assert found.searched == "annual review salt"


def test_words_are_left_alone_when_that_is_asked() -> None:
    found = search(shipped_index(), "anual reveiw", exact=True)
    assert (found.scores, found.changed, found.searched) == ({}, (), "anual reveiw")


def test_in_want_of_all_words_it_finds_most_and_says_so() -> None:
    found = search(shipped_index(), "dyslexia unicorns")
    assert next(iter(found.scores)) == "note:dyslexia-and-a-plan" and not found.all_words
    assert search(shipped_index(), "dyslexia").all_words


@pytest.mark.parametrize("query", ["", "   ", "???", "xqzvw", "the of and", "a" * 200, "\x00<script>"])
def test_it_stands_anything(query: str) -> None:
    assert isinstance(search(shipped_index(), query).scores, dict)


def test_the_same_question_has_the_same_answer() -> None:
    rows = [Document(f"note:{n}", f"Title {n % 3} review", "", "") for n in range(30)]
    answers = {tuple(search(build_index(rows), "reviw title").scores) for _ in range(3)}
    assert len(answers) == 1 and len(answers.pop()) == 30


def test_a_title_beats_a_text_and_a_whole_title_beats_both() -> None:
    rows = [
        Document("text", "Other things", "", "", "travel training"),
        Document("part", "Training staff for travel", "", ""),
        Document("whole", "Travel training", "", ""),
    ]
    assert list(search(build_index(rows), "travel training").scores) == ["whole", "part", "text"]


def test_a_word_that_is_not_finished_finds_what_begins_so() -> None:
    rows = [Document("psych", "Psychology advice", "", ""), Document("other", "Health advice", "", "")]
    assert list(search(build_index(rows), "psychol").scores) == ["psych"]


def test_two_words_in_one_and_one_in_two() -> None:
    rows = [Document("shop", "A workshop", "", ""), Document("class", "In the class room", "", "")]
    index = build_index(rows)
    assert list(search(index, "work shop").scores) == ["shop"]
    assert list(search(index, "classroom").scores) == ["class"]


def test_no_way_to_say_a_thing_says_two_things() -> None:
    assert len(PHRASES) >= len(WAYS) * 2
    assert not [way for ways in WAYS for way in ways if not plain(way)]


def test_distance_counts_a_swap_as_one_slip_and_gives_up_early() -> None:
    assert distance("sneco", "senco", 2) == 1 and distance("review", "reveiw", 2) == 1
    assert distance("cat", "cataract", 2) == 3 and distance("abc", "xyz", 1) == 2


def test_what_sounds_alike_is_near() -> None:
    assert sound("dislexia") == sound("dyslexia") and sound("fysio") == sound("physio")
    speller = Speller({"psychology": 3, "policy": 9})
    assert speller.nearest("sicology") == "psychology" and speller.nearest("zzzzzz") == ""


def test_stems_do_not_eat_short_words_or_codes() -> None:
    assert [stem(word) for word in ("reviews", "planning", "assessment", "es", "pm22s", "tas")] == [
        "review", "plan", "assess", "es", "pm22s", "tas",
    ]  # fmt: skip


def test_searching_takes_a_small_part_of_making_the_index() -> None:
    rows = [
        Document(
            f"note:{n}", f"Review {n} of outcome {n % 17}", f"word{n}", "summary " * 20, f"text{n} " * 50
        )
        for n in range(600)
    ]
    began = time.perf_counter()
    index = build_index(rows)
    made = time.perf_counter() - began
    began = time.perf_counter()
    search(index, "revew of outcom 5")
    assert time.perf_counter() - began < made / 2
