"""Names of people in a text: by title, by initial, by given name, in pairs, and by the company they keep.

Pure. Any named adult is personal; roles ("the SENCO") are not. A word that may be a name or not ("Will",
"May", "Mark") counts as one only beside a verb or a noun that goes with a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .identifiers import Span
from .vocabulary import AMBIGUOUS, BODY, GIVEN, ORDINARY

UPPER = r"[^\W\d_a-zß-öø-ÿ]"
TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
TITLE = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lady|Rev|Revd|Cllr|Auntie|Aunty|Uncle|Nanny)\b\.?\s+"
    rf"(?:{UPPER}\.?\s+)?({UPPER}[^\W\d_]+(?:[-'’][^\W\d_]+)*)(?:\s+({UPPER}[^\W\d_]+(?:[-'’][^\W\d_]+)*))?"
)
INITIAL = re.compile(rf"(?<![\w.])(?:{UPPER}\.\s?){{1,2}}({UPPER}[^\W\d_]+(?:[-'’][^\W\d_]+)*)")
SENTENCE_END = re.compile(r"(?:^|[.!?:;•\n\r(\[\"“]|\s[-–—])\s*['\"“‘(]*$")

#: Verbs and nouns that follow a person and hardly ever a month, a plant or an order to do something.
AFTER = frozenset(
    "attends says said lives likes loves enjoys struggles wants wanted asked told moved "
    "goes went feels felt thinks"
    " thought finds lived attended refused refuses hates prefers uses used plays reads "
    "sits speaks talks walks sleeps"
    " eats gets got joined left started starts turned lost hit bit cried made makes "
    "shows showed knows knew saw sees"
    " takes took gave gives hopes called rang phoned emailed wrote writes reports "
    "reported agreed agrees confirmed"
    " explained described requires needs has is was does did can cannot could would "
    "should might will may".split()
)
WEAK_AFTER = frozenset(
    "is was has does did can could would should might will may needs requires starts "
    "started shows used uses made"
    " agreed left reads gets got".split()
)
MODAL = frozenset("will may can could should would might must".split())
AFTER_MODAL = frozenset(
    "need have want like attend benefit move struggle enjoy find feel go get come visit "
    "leave join live require"
    " receive access see stay transfer".split()
)
ADVERB = frozenset("also now still really only never always often just".split())
KIN = (
    r"(?:mum|mummy|mother|dad|daddy|father|parents?|carers?|sister|brother|siblings?|nan|gran|grandmother|grandma"
    r"|grandfather|grandad|grandparents?|aunt|uncle|family|views?|voice|wishes|needs|plan|school|teacher|class|name"
    r"|birthday|behaviour|attendance|placement|diagnosis|anxiety|autism|writing|speech|case|file|outcomes?|advice"
    r"|draft|report|social worker|foster)"
)
POSSESSED = re.compile(rf"^['’]s?\s+(?:own\s+|new\s+|old\s+)?{KIN}\b", re.IGNORECASE)
COMPANY_AFTER = re.compile(
    r""
    r"^\s*(?:,?\s*\(?\s*(?:DOB|D\.O\.B|NHS|UPN|aged?\s+\d|born|Y\d|Year\s\d)\b|,\s+(?:class "
    r"teacher|who|whose|a\s+\w+\s+(?:pupil|child|boy|girl))"
    r"|\s+and\s+(?:sibling|family|the\s+family|parents?|his|her|their|mum|mother|dad|father|brother|sister)\b)"
)
COMPANY_BEFORE = re.compile(
    r"(?:\b(?:mum|mother|dad|father|parent|carer|sister|brother|sibling|twin|grandmother|grandfather|gran|nan|aunt|uncle"
    r"|child|pupil|boy|girl|student|son|daughter|cousin|friend|colleague|teacher|worker|therapist|psychologist|doctor|nurse"
    r"|called|named|name\s+is|known\s+as|meet|met|hear|heard|ask|asked|tell|told|thank|thanks|writer|officer|manager"
    r"|says|said|both|mentions?|signed\s+by|email\s+from|letter\s+from|call\s+from|spoke\s+to|spoke\s+with|talked\s+to"
    r"|talked\s+with|written\s+by|advice\s+from|according\s+to|outcome\s+for|outcomes\s+for|views\s+of|voice\s+of|support\s+for"
    r"|plan\s+for|supervise|supports|supporting|help|helps|helping|cc|dear)|\bsibling\s+of|\band\s+sibling)\s*,?\s*$",
    re.IGNORECASE,
)
LOOSE_BEFORE = re.compile(r"\b(?:for|with|from|by|to|of|and|that|where|when|if|because)\s+$", re.IGNORECASE)
TITLES = frozenset("mr mrs ms miss mx dr prof professor sir dame lady rev".split())
CALENDAR = frozenset("may april june august summer winter autumn".split())
CALENDAR_BEFORE = re.compile(
    r"\b(?:in|by|of|since|until|till|from|to|on|for|during|before|after|early|late|mid|last|next|this|every|each|or|and"
    r"|the|\d{1,2}(?:st|nd|rd|th)?)\s+$",
    re.IGNORECASE,
)


def plain(word: str) -> str:
    """The word in lower case, without accents and without a possessive."""
    bare = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode() or word
    return re.sub(r"'s?$", "", bare.lower().replace("’", "'"))


class NameFinder:
    """Finds names; told once which adults work here."""

    def __init__(self, staff_words: frozenset[str] = frozenset()) -> None:
        known = frozenset(plain(word) for word in staff_words if len(word) > 1)
        ordinary = ORDINARY - GIVEN
        self.ambiguous = AMBIGUOUS | (known & ordinary)
        self.given = (GIVEN | known) - self.ambiguous
        self.ordinary = ordinary | AMBIGUOUS | BODY

    def find(self, text: str) -> Iterator[Span]:
        """Spans of names, possibly overlapping."""
        if not re.search(r"[^\W\d_]{2}", text):
            return
        yield from self._titled(text)
        tokens = [(match.start(), match.end(), match.group()) for match in TOKEN.finditer(text)]
        skip = -1
        for place, (start, end, word) in enumerate(tokens):
            if place <= skip:
                continue
            name = plain(word)
            if self._lower_or_shouted(word, name):
                yield start, end
                continue
            if not self._capital(word):
                continue
            run = self._run(text, tokens, place)
            if self._is_body(text, tokens, run):
                skip = run
                continue
            if run > place and self._full_name(tokens[place : run + 1], self._starts(text, start)):
                yield start, tokens[run][1]
                skip = run
                continue
            if self._alone(text, tokens, place, name):
                yield start, end

    def _titled(self, text: str) -> Iterator[Span]:
        for match in TITLE.finditer(text):
            if (
                plain(match.group(1)) not in self.ordinary
                or plain(match.group(1)) in self.given | self.ambiguous
            ):
                follows = match.group(2)
                yield (
                    match.start(),
                    match.end(2) if follows and plain(follows) not in self.ordinary else match.end(1),
                )
        for match in INITIAL.finditer(text):
            name = plain(match.group(1))
            if (
                not match.group(1).isupper()
                and not self._is_ordinary(match.group(1), name)
                and name not in GIVEN
                and name not in TITLES
            ):
                yield match.span()

    def _is_ordinary(self, word: str, name: str) -> bool:
        """Known, or made of a known word and a lower-case one ("Re-audit", "Well-written")."""
        if name in self.ordinary:
            return True
        front, _, back = name.partition("-")
        return bool(back) and front in self.ordinary and word.partition("-")[2].islower()

    def _capital(self, word: str) -> bool:
        return word[0].isupper() and len(word) > 1 and not word[1:].isupper()

    def _lower_or_shouted(self, word: str, name: str) -> bool:
        return len(name) > 3 and (word.islower() or word.isupper()) and name in GIVEN - AMBIGUOUS - _WORDS_TOO

    def _run(self, text: str, tokens: list[tuple[int, int, str]], place: int) -> int:
        """The last token of the row of capitalised words, parted by blanks only, that starts here."""
        while (
            place + 1 < len(tokens)
            and text[tokens[place][1] : tokens[place + 1][0]] in (" ", "  ", "\u00a0")
            and self._capital(tokens[place + 1][2])
            and not tokens[place][2].endswith(("'s", "’s"))
        ):
            place += 1
        return place

    def _is_body(self, text: str, tokens: list[tuple[int, int, str]], run: int) -> bool:
        last = plain(tokens[run][2])
        if last in BODY and last not in self.given:
            return True
        following = text[tokens[run][1] : tokens[run][1] + 20].strip().split(" ")[0].strip(".,;").lower()
        return following in {
            "school",
            "academy",
            "college",
            "primary",
            "council",
            "hospital",
            "trust",
            "road",
            "street",
        }

    def _full_name(self, run: list[tuple[int, int, str]], first_in_sentence: bool) -> bool:
        words = [plain(word) for _, _, word in run]
        strange = [
            name for (_, _, word), name in zip(run, words, strict=True) if not self._is_ordinary(word, name)
        ]
        if any(word in self.given for word in words):
            return True
        if len(strange) >= 2:
            return True
        return len(strange) == 1 and words[0] in self.ambiguous and words[-1] == strange[0]

    def _starts(self, text: str, start: int) -> bool:
        return bool(SENTENCE_END.search(text[max(0, start - 12) : start]))

    def _alone(self, text: str, tokens: list[tuple[int, int, str]], place: int, name: str) -> bool:
        start, end, word = tokens[place]
        if name in self.given:
            return True
        before, after = (
            text[max(0, start - 40) : start],
            text[end - (2 if word.endswith(("'s", "’s")) else 0) : end + 40],
        )
        first = self._starts(text, start)
        if name in self.ambiguous:
            return self._ambiguous_alone(tokens, place, name, before, after, first)
        if self._is_ordinary(word, name):
            return False
        if COMPANY_AFTER.match(after) or POSSESSED.match(after) or COMPANY_BEFORE.search(before):
            return True
        if self._verb_after(tokens, place, AFTER - (WEAK_AFTER if first else frozenset())):
            return True
        return not first and (bool(LOOSE_BEFORE.search(before)) or word.endswith(("'s", "’s")))

    def _ambiguous_alone(
        self, tokens: list[tuple[int, int, str]], place: int, name: str, before: str, after: str, first: bool
    ) -> bool:
        if COMPANY_AFTER.match(after) or POSSESSED.match(after) or self._beside_a_name(tokens, place):
            return True
        if not first and COMPANY_BEFORE.search(before):
            return not (name in CALENDAR and CALENDAR_BEFORE.search(before))
        if self._verb_after(tokens, place, AFTER - WEAK_AFTER):
            return True
        if first:
            return name not in CALENDAR and self._verb_after(
                tokens, place, frozenset({"needs", "has", "is", "was", "will"})
            )
        if name in CALENDAR:
            return not CALENDAR_BEFORE.search(before) and self._verb_after(tokens, place, AFTER)
        return True

    def _verb_after(self, tokens: list[tuple[int, int, str]], place: int, verbs: frozenset[str]) -> bool:
        following = [word for _, _, word in tokens[place + 1 : place + 4]]
        if following and following[0] in ADVERB:
            following = following[1:]
        if len(following) > 1 and following[0] in MODAL and following[1] in AFTER_MODAL:
            return True
        return bool(following) and following[0] in verbs

    def _beside_a_name(self, tokens: list[tuple[int, int, str]], place: int) -> bool:
        following = [word for _, _, word in tokens[place + 1 : place + 3]]
        return len(following) == 2 and following[0] in ("and", "or") and plain(following[1]) in self.given


#: Given names that are written in lower case as words, so that only a capital makes them names.
_WORDS_TOO = frozenset(
    "bailey barney blake bonnie brooke carol casey chase clay dale darcy daria devon "
    "dion eden ellis ember evelyn"
    " fern florence frank georgia gene hazel heather holly iris ivan jack jade jasmine "
    "jerry jersey jordan lance"
    " lane lily logan lola luna madison mason mercedes miles morgan nana noel nora norma "
    "olive page paige parker"
    " paris penny perry peter polly poppy portia precious preston raven reece reese "
    "robin roman rosemary rowan ruby"
    " russell saffron sandy savannah scarlet scott sherry sienna sierra skye sol spencer "
    "stan sultan sydney taylor"
    " troy tudor tyler tyson violet warren wendy willow woody wren said viola aurora "
    "avery basil guy rose myrtle"
    " alma ezra angus arthur austin bella bobby chelsea trinity lucian malachi verity hilary".split()
)
