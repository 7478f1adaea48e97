"""What people write here: enough to be understood, and nothing about a real child."""

from __future__ import annotations

from academy.gate.checking import A_ROLE, check_clean
from academy.gate.scan import Scanner
from academy.kit.refusals import Refused

LEAST_WORDS = 8


def check_words(
    *, field: str, label: str, words: str, scanner: Scanner, longest: int, least: int = LEAST_WORDS
) -> str:
    """The words without blanks around them. Raises Refused with the name of the field as its code.

    What the gate finds is never said, only of which kind it is.
    """
    said = words.strip()
    if least and not said:
        raise Refused(f"{label}: say it in your own words", code=field)
    if len(said) < least:
        raise Refused(f"{label}: say a little more, so that both of you understand it later", code=field)
    if len(said) > longest:
        raise Refused(f"{label}: use at most {longest} characters", code=field)
    try:
        check_clean([(label, said)], scanner=scanner, instead=A_ROLE)
    except Refused as found:
        raise Refused(found.words, code=field) from found
    return said
