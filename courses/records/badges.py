"""Open Badges 3.0: the one place that knows the badge library (openbadgeslib).

A badge is a verifiable credential with a Data Integrity proof (eddsa-rdfc-2022) by an Ed25519 key that names
itself (did:key). All contexts come with the library, so signing and checking ask nobody over the network.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openbadgeslib import baking
from openbadgeslib.keys import KeyEd25519
from openbadgeslib.ob3 import (
    Achievement,
    Alignment,
    Evidence,
    IdentityObject,
    Issuer,
    OB3LdpSigner,
    OB3LdpVerifier,
    OpenBadgeCredential,
)

LONGEST = 200_000
"""Bytes of a file that is looked at: a badge of ours has under 20,000."""
NAMES = uuid.UUID("5f5d4a0a-6f7e-4a0e-8f3f-2f0c1b7a9d11")
COHORT, VERSION = "cohort", "content version"


@dataclass(frozen=True)
class Facts:
    """What a badge says. `address` is the public address that says whether it still counts."""

    address: str
    council: str
    council_url: str
    holder: str
    programme: str
    title: str
    minutes: int
    competencies: tuple[tuple[str, str], ...]
    cohort: str
    version: str
    earned_on: datetime.date
    issued_at: datetime.datetime


@dataclass(frozen=True)
class Said:
    """What a file says, once it is known to be whole. `issuer` is whose the reader knows the key to be."""

    issuer: str
    key: str
    address: str
    title: str
    holder: str
    earned_on: str
    cohort: str
    version: str


class NotWhole(Exception):
    """The file is no badge, was changed, or was signed by a key that the reader does not know.

    `state` says which: unreadable, unknown_issuer, changed.
    """

    def __init__(self, state: str, words: str) -> None:
        super().__init__(words)
        self.state, self.words = state, words


UNREADABLE = "This is not an Open Badge as we give them. Take the file that you were sent, unopened."
STRANGER = "This badge was signed with a key that we do not know, so nobody here can say who gave it."
CHANGED = "This badge was changed after it was signed. It says nothing that you can rely on."


def new_key() -> bytes:
    """A new private key, as PEM."""
    private: bytes = KeyEd25519().generate_keypair()[0]
    return private


def public_name(private: bytes) -> str:
    """The name (did:key) of the public half of a private key."""
    return str(OB3LdpSigner(private).verification_method).partition("#")[0]


def sign(facts: Facts, *, private: bytes, key: str) -> str:
    """The badge as JSON. The same facts and key give the same text."""
    return str(OB3LdpSigner(private).sign_to_json(_credential(facts, key), created=facts.issued_at))


def bake(credential: str, picture: str) -> bytes:
    """A picture (SVG) that carries the badge."""
    baked: bytes = baking.bake_svg(
        picture.encode(),
        credential,
        element=baking.SVG_ELEMENT_OB3,
        namespace=baking.SVG_NS_OB3,
        as_text=True,
    )
    return baked


def _credential(facts: Facts, key: str) -> OpenBadgeCredential:
    hours = round(facts.minutes / 60)
    covers = "; ".join(f"{code} {words}" for code, words in facts.competencies)
    return OpenBadgeCredential(
        id=facts.address,
        issuer=Issuer(id=key, name=facts.council, url=facts.council_url),
        recipient_id=None,
        identifiers=[IdentityObject(identity_hash=facts.holder, identity_type="name", hashed=False)],
        achievement=Achievement(
            id=f"urn:uuid:{uuid.uuid5(NAMES, f'{facts.council}:{facts.programme}:{facts.version}')}",
            name=facts.title,
            description=f"{facts.title}, {hours} hours, {facts.council}.",
            criteria_narrative=f"The holder finished the programme and met what it asks. It covers: {covers}."
            if covers
            else "The holder finished the programme and met what it asks.",
            achievement_type="Certificate",
            alignments=[
                Alignment(target_name=words, target_url=f"{facts.address}#{code}", target_code=code)
                for code, words in facts.competencies
            ],
        ),
        evidence=[
            Evidence(name=name, narrative=words, genre=genre)
            for genre, name, words in (
                (COHORT, facts.cohort, "The cohort in which it was earned."),
                (VERSION, facts.version, "The programme as it was published then."),
            )
            if name
        ],
        issuance_date=datetime.datetime.combine(facts.earned_on, datetime.time(), datetime.UTC),
    )


def read(file: bytes) -> str:
    """The badge in a file: JSON as it is, or the text that a picture carries. NotWhole when there is none."""
    if not file.strip() or len(file) > LONGEST:
        raise NotWhole("unreadable", UNREADABLE)
    try:
        if file.lstrip()[:1] == b"<":
            text = baking.extract_svg(file, element=baking.SVG_ELEMENT_OB3, text_fallback=True)
        else:
            text = file.decode()
    except Exception as trouble:  # whatever a stranger's file does to the reader, it is no badge
        raise NotWhole("unreadable", UNREADABLE) from trouble
    if not text:
        raise NotWhole("unreadable", UNREADABLE)
    return text


def key_of(credential: str) -> str:
    """The key that a badge names as its issuer's. Nothing is checked yet."""
    try:
        key = json.loads(credential)["issuer"]["id"]
    except (ValueError, KeyError, TypeError, RecursionError) as trouble:
        raise NotWhole("unreadable", UNREADABLE) from trouble
    if not isinstance(key, str):
        raise NotWhole("unreadable", UNREADABLE)
    return key


def check(credential: str, *, known: Mapping[str, str]) -> Said:
    """What a badge says, when it is whole and signed with one of the `known` keys (key: name of the council).

    Whose key it is comes first: a stranger's document costs no arithmetic.
    """
    key = key_of(credential)
    if key not in known:
        raise NotWhole("unknown_issuer", STRANGER)
    try:
        found = OB3LdpVerifier.for_issuer_did(key).verify(credential)
    except Exception as trouble:  # the library refuses in many ways; all of them mean the same
        raise NotWhole("changed", CHANGED) from trouble
    return _said(found, key, known[key])


def _said(found: Any, key: str, issuer: str) -> Said:
    about = {one.genre: one.name or "" for one in found.evidence}
    names = [one.identity_hash for one in found.identifiers if one.identity_type == "name"]
    return Said(
        issuer=issuer,
        key=key,
        address=str(found.id),
        title=found.achievement.name,
        holder=names[0] if names else "",
        earned_on=found.issuance_date.date().isoformat(),
        cohort=about.get(COHORT, ""),
        version=about.get(VERSION, ""),
    )
