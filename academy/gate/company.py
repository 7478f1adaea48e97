"""The company that names keep: words and patterns around a name, and the ways names are written."""

from __future__ import annotations

import re

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
ACRONYMS = frozenset({"ELSA", "SARA", "CARA", "ADOS"})
"""Written in capitals they are something else than a name."""
TITLES = frozenset("mr mrs ms miss mx dr prof professor sir dame lady rev".split())
CALENDAR = frozenset("may april june august summer winter autumn".split())
CALENDAR_BEFORE = re.compile(
    r"\b(?:in|by|of|since|until|till|from|to|on|for|during|before|after|early|late|mid|last|next|this|every|each|or|and"
    r"|the|\d{1,2}(?:st|nd|rd|th)?)\s+$",
    re.IGNORECASE,
)
LOWER_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|mx|dr|cllr)\b\.?\s+([^\W\d_]{2,}(?:[-'’][^\W\d_]+)*)", re.IGNORECASE
)
LISTED = re.compile(rf"(?<![\w.])([^\W\d_]{{3,}}(?:[-'’][^\W\d_]+)*),\s+(?:{UPPER}\.){{1,2}}")
LOWER_AFTER = frozenset(
    "likes loves enjoys struggles wants attends says said lives refuses hates prefers sleeps eats plays feels"
    " thinks finds".split()
)
"""Verbs that make even an unknown lower-case word in front of them a person."""
LOWER_BEFORE = re.compile(
    r"\b(?:(?:spoke|spoken|speak|talk|talked|talking)\s+(?:to|with)|mum\s+says|dad\s+says|called|named|name\s+is|known\s+as)\s+$",
    re.IGNORECASE,
)
