"""Badges: signed, whole without network or database, refused when a single field was changed."""

from __future__ import annotations

import copy
import datetime
import io
import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from courses.records import badges
from courses.records.badges import Facts, NotWhole, bake, check, key_of, new_key, public_name, read, sign
from courses.records.keyring import add_key, known_keys, public_keys, signing_key
from tests.factories.academy import CouncilFactory

FACTS = Facts(
    address="https://academy.example/verify/22222-33333-44444-55555-66666/",
    council="Testshire Council",
    council_url="https://academy.example/",
    holder="J. S.",
    programme="IND-6W",
    title="Six-week induction",
    minutes=5400,
    competencies=(("C1.1", "Applies the law & “tests”"), ("C5.4", "Writes <provision>")),
    cohort="COH-7",
    version="3 (0123456789abcdef)",
    earned_on=datetime.date(2026, 4, 6),
    issued_at=datetime.datetime(2026, 4, 6, 15, tzinfo=datetime.UTC),
)
PRIVATE = new_key()
KEY = public_name(PRIVATE)
KNOWN = {KEY: "Testshire Council"}
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Badge</title></svg>'
DAY = datetime.date(2026, 11, 26)


@pytest.fixture(scope="module")
def badge() -> str:
    return sign(FACTS, private=PRIVATE, key=KEY)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise OSError("No network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def keys(tmp_path: Path, settings: Any) -> Path:
    settings.BADGE_KEYS = tmp_path / "keys"
    return tmp_path / "keys"


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every value of a document."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, (*path, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from leaves(below, (*path, number))
    else:
        yield path


def changed(document: dict[str, Any], path: tuple[Any, ...]) -> str:
    """The document with one value changed."""
    other = copy.deepcopy(document)
    here: Any = other
    for step in path[:-1]:
        here = here[step]
    old = here[path[-1]]
    here[path[-1]] = (f"{old}x" if old != KEY else f"{KEY[:-1]}2") if isinstance(old, str) else not old
    return json.dumps(other)


@pytest.mark.usefixtures("no_network")
def test_it_says_what_was_signed_without_any_network(badge: str) -> None:
    said = check(badge, known=KNOWN)
    assert (said.issuer, said.title, said.holder, said.earned_on) == (
        "Testshire Council", "Six-week induction", "J. S.", "2026-04-06",
    )  # fmt: skip
    assert (said.cohort, said.version, said.address) == ("COH-7", FACTS.version, FACTS.address)
    assert badge == sign(FACTS, private=PRIVATE, key=KEY)


def test_it_is_an_open_badge(badge: str) -> None:
    held = json.loads(badge)
    assert held["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert held["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert held["proof"]["cryptosuite"] == "eddsa-rdfc-2022" and held["issuer"]["id"] == KEY
    assert "id" not in held["credentialSubject"]
    assert "@" not in json.dumps(held["credentialSubject"])


def test_a_change_of_any_field_is_refused(badge: str) -> None:
    document = json.loads(badge)
    places = list(leaves(document))
    assert len(places) > 40
    for path in places:
        with pytest.raises(NotWhole) as refused:
            check(changed(document, path), known=KNOWN)
        assert refused.value.state in ("changed", "unknown_issuer"), path


@pytest.mark.parametrize("gone", ["proof", "evidence", "validFrom", "credentialSubject", "id"])
def test_a_field_that_was_taken_away_or_put_in_is_refused(badge: str, gone: str) -> None:
    document = json.loads(badge)
    for other in ({k: v for k, v in document.items() if k != gone}, {**document, "extra": "more"}):
        with pytest.raises(NotWhole):
            check(json.dumps(other), known=KNOWN)


def test_somebody_else_signing_the_same_is_not_the_council(badge: str) -> None:
    private = new_key()
    forged = sign(FACTS, private=private, key=public_name(private))
    with pytest.raises(NotWhole) as refused:
        check(forged, known=KNOWN)
    assert refused.value.state == "unknown_issuer"
    lent = json.dumps({**json.loads(forged), "issuer": json.loads(badge)["issuer"]})
    with pytest.raises(NotWhole) as refused:
        check(lent, known=KNOWN)
    assert refused.value.state == "changed"


def test_the_picture_carries_it(badge: str) -> None:
    baked = bake(badge, PICTURE)
    assert read(baked) == badge and b"<title>Badge</title>" in baked
    with pytest.raises(NotWhole):
        check(read(baked.replace(b"J. S.", b"A. B.")), known=KNOWN)


@pytest.mark.parametrize(
    "file",
    [
        b"", b"  ", b"<svg/>", b"<svg", b"{}", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"issuer": 3}',
        b'{"issuer": {"id": 3}}', b"[" * 100_000, b"x" * (badges.LONGEST + 1),
        b'<!DOCTYPE s [<!ENTITY e "x">]><svg xmlns="http://www.w3.org/2000/svg">&e;</svg>',
    ],
)  # fmt: skip
def test_whatever_is_no_badge_is_unreadable(file: bytes) -> None:
    with pytest.raises(NotWhole) as refused:
        key_of(read(file))
    assert refused.value.state == "unreadable"


@pytest.mark.django_db
def test_the_first_key_is_made_when_it_is_needed_and_nobody_else_reads_it(keys: Path) -> None:
    council = CouncilFactory()
    first = signing_key(council, on=DAY)
    assert signing_key(council, on=DAY) == first
    place = keys / council.slug
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert stat.S_IMODE((place / "0001.pem").stat().st_mode) == 0o600
    assert sorted(file.name for file in place.iterdir()) == ["0001.json", "0001.pem"]
    assert b"PRIVATE" not in (place / "0001.json").read_bytes()
    (place / "0001.json").unlink()
    assert signing_key(council, on=DAY) == first and known_keys() == {first.key: council.name}


@pytest.mark.django_db
def test_after_a_rotation_the_new_key_signs_and_the_old_is_believed(keys: Path) -> None:
    council, other = CouncilFactory(), CouncilFactory()
    old = signing_key(council, on=DAY)
    new = add_key(council, on=DAY)
    assert signing_key(council, on=DAY) == new != old
    theirs = signing_key(other, on=DAY)
    assert known_keys() == {old.key: council.name, new.key: council.name, theirs.key: other.name}
    assert check(sign(FACTS, private=old.private, key=old.key), known=known_keys()).key == old.key
    assert {one["since"] for one in public_keys()} == {"2026-11-26"}


def run(*args: str, home: Path) -> tuple[int, dict[str, Any]]:
    """The command in a process of its own, with a database that cannot be reached and no proxy."""
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_badge", *args, "--json"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "academy.settings.demo",
            "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/none",
            "ACADEMY_HOME": str(home),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else {}


def test_the_command_needs_neither_database_nor_network(badge: str, tmp_path: Path) -> None:
    file, issuers = tmp_path / "badge.json", tmp_path / "issuers.json"
    file.write_text(badge)
    issuers.write_text(json.dumps({"issuers": [{"id": KEY, "issuer": "Testshire Council"}]}))
    code, found = run(str(file), "--issuer", str(issuers), home=tmp_path)
    assert (code, found["valid"], found["badge"]["issuer"]) == (0, True, "Testshire Council")
    assert (found["badge"]["cohort"], found["revocation"]) == ("COH-7", "not asked")
    file.write_text(badge.replace("J. S.", "A. B."))
    assert run(str(file), "--issuer", KEY, home=tmp_path)[0] == 1


def asked(*args: str) -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    try:
        call_command("verify_badge", *args, "--json", stdout=out, stderr=io.StringIO())
    except SystemExit as ended:
        return int(str(ended.code)), json.loads(out.getvalue() or "{}")
    return 0, json.loads(out.getvalue())


def test_what_the_command_says(
    badge: str, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "badge.svg"
    file.write_bytes(bake(badge, PICTURE))
    assert asked(str(file))[1]["state"] == "unknown_issuer"
    (keys / "testshire").mkdir(parents=True)
    (keys / "testshire" / "0001.json").write_text(json.dumps({"id": KEY, "issuer": "Testshire", "since": ""}))
    assert asked(str(file))[0] == 0
    assert asked(str(tmp_path / "none"))[0] == 2
    assert asked(str(file), "--issuer", str(file))[0] == 2
    for says, ends in (("valid", 0), ("revoked", 1), ("unknown", 1), ("no answer", 0)):
        monkeypatch.setattr("courses.management.commands.verify_badge._ask", lambda address, says=says: says)
        code, found = asked(str(file), "--online")
        assert (code, found["revocation"]) == (ends, says)


@pytest.mark.django_db
def test_the_command_of_the_keys_never_prints_a_private_one(keys: Path) -> None:
    council, out = CouncilFactory(), io.StringIO()
    call_command("badge_keys", "--new", council.slug, stdout=out)
    found = json.loads(out.getvalue())["issuers"]
    assert found[0]["issuer"] == council.name and found[0]["id"].startswith("did:key:")
    assert "PRIVATE" not in out.getvalue()
    with pytest.raises(SystemExit):
        call_command("badge_keys", "--new", "none", stdout=io.StringIO(), stderr=io.StringIO())
