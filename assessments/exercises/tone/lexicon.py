"""Words in a letter that blame, command, chill or threaten, and when each is fine. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from assessments.language.lexicons import Entry, Hit, Lexicon, lines_to_entries
from assessments.language.text import Text

FAMILIES = {
    "blame": "Blame",
    "command": "Orders",
    "cold": "Cold or official words",
    "penalty": "Penalty",
    "local": "Your council's list",
}
HINTS = {
    "blame": "That blames. Say what happened without who is at fault.",
    "command": "That gives an order. Ask, and say why.",
    "cold": "Say it as you would at the door.",
    "penalty": "That threatens. Say what they can do and that nothing is lost.",
    "local": "Can you say it more kindly?",
}
_WORDS = {
    "blame": "you failed, failed to, failure to, failing to, you did not, you didn't, you have not, you"
    " haven't,"
    " you refused, refused to, refusal to, you neglected, you should have, you ought to have, you claim,"
    " you claimed, you allege, you alleged, you insist, you insisted, your fault, non-compliance,"
    " non-engagement, did not engage, failed to engage, disengaged, uncooperative, unreasonable, unrealistic,"
    " demanding, as you are aware, as you know, as previously stated, as already explained,"
    " as i have already told you, you ignored, ignored our, your failure, hard to reach, was not brought,"
    " did not attend, you missed, you never, your behaviour, your attitude, lack of cooperation,"
    " repeated calls,"
    " you are mistaken, you misunderstood, you have misunderstood",
    "command": "you must, must be returned, must be received, must attend, must complete, you are required,"
    " are required to, is required to, you are reminded, be reminded, please be advised, be advised that,"
    " you need to, please note, note that, be aware that, you are instructed, without exception,"
    " it is your responsibility, you will need to, comply, mandatory, do not contact, refrain from,"
    " you are expected, are expected to, ensure that you, kindly ensure, desist",
    "cold": "has been noted, have been noted, is noted, unprecedented demand, at this time, in due course,"
    " pursuant to, hereby, aforementioned, herewith, above-named, threshold, statutory timescales,"
    " statutory timeframes, statutory deadline, were not agreed, was not agreed, we are unable to, going"
    " forward,"
    " inconvenience, placed on file, service user, determined that, the case was heard, deemed,"
    " further to your, in receipt of, with regard to, in respect of, notwithstanding, commence, cohort,"
    " has been actioned, actioned, capacity issues, due process, not in a position to, the local authority,"
    " for your information, not upheld, no parental preference, the above child, the child in question,"
    " has been declined, request is declined, high volume of, high volumes of",
    "penalty": "back of the queue, end of the queue, bottom of the list, lose your place, lost your place,"
    " will be closed, case closed, be closed, closed your case, close your case, will be withdrawn, be"
    " refused,"
    " will result in, may result in, result in a delay, no further action, forfeit, forfeited, final warning,"
    " last chance, consequences, will be taken as, we will assume, will assume that, not be considered,"
    " will not be accepted, legal action, removed from the list, taken off the list, or else, start again,"
    " will lead to, deemed to have agreed",
}
_FINE = (
    "hear from us as you know best, you know best, as you know your, as you know him, as you know her,"
    " not your fault, need to do nothing, start again at"
)
_NOT = frozenset("not never no nothing don't won't isn't cannot haven't doesn't without nor".split())


class Word(NamedTuple):
    """A word to look at in a letter."""

    text: str
    family: str
    hint: str
    start: int
    end: int


@cache
def _lexicon(extra: tuple[str, ...], fine: tuple[str, ...]) -> Lexicon:
    entries = [
        Entry(phrase.strip(), family, HINTS[family])
        for family, phrases in _WORDS.items()
        for phrase in phrases.split(",")
    ]
    own = lines_to_entries(extra, "local", HINTS["local"])
    return Lexicon([*own, *entries], fine=(*fine, *(phrase.strip() for phrase in _FINE.split(","))))


def words_in(text: Text, *, extra: Iterable[str] = (), fine: Iterable[str] = ()) -> list[Word]:
    """Every word of a letter to look at. `extra` and `fine` are an author's own words and exceptions."""
    hits = _lexicon(tuple(extra), tuple(fine)).find(text)
    if not hits:
        return []
    sorry = {token.sentence for token in text.words if token.low.startswith(("sorry", "apolog"))}
    return [
        Word(hit.text, hit.entry.family, hit.entry.hint, hit.start, hit.end)
        for hit in hits
        if not _is_fine(text, hit, sorry)
    ]


def _is_fine(text: Text, hit: Hit, sorry: set[int]) -> bool:
    """Not your fault; you will not lose your place; sorry that you did not hear from us; if you need to."""
    family, phrase = hit.entry.family, hit.entry.phrase
    before = [
        token.low for token in text.tokens[max(0, hit.at - 4) : hit.at] if token.sentence == hit.sentence
    ]
    if family == "blame" and hit.sentence in sorry and "you" in phrase.split()[:1]:
        return True
    if family == "penalty" and _NOT & set(before[-2:]):
        return True
    if family == "blame" and phrase in ("failed to", "failure to", "failing to"):
        return bool(before) and before[-1] in ("we", "i", "our", "council", "have") and "you" not in before
    if family == "command" and before[-1:] in (["if"], ["when"], ["whatever"]):
        return True
    return False
