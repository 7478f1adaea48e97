"""What the bench of sittings does inside the academy: begin, count what was kept, hand in, mark."""

import json
import time
from importlib import import_module
from pathlib import Path
from typing import Any

MARKINGS = 20_000


def begin_sittings(people: str, items: str) -> list[dict[str, Any]]:
    """So many people with a sitting each of a paper of so many short questions; their cookies."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils import timezone

    from academy.people.access import can
    from academy.people.models import User
    from assessments.sittings.actions import start_sitting

    at = timezone.now()
    paper = _paper(int(items))
    found: list[dict[str, Any]] = []
    for person in User.objects.filter(council=paper.council, is_active=True).order_by("pk"):
        if not can(person, "learn"):
            continue
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        sitting = start_sitting(paper=paper, by=person, at=at)
        cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
        found.append({"sitting": sitting.pk, "cookie": cookie})
        if len(found) == int(people):
            return found
    raise SystemExit(f"there are only {len(found)} people who can sit a paper")


def _paper(items: int) -> Any:
    """A paper of short questions, and the questions."""
    from django.utils import timezone

    from academy.law.pack import law_as_at
    from academy.people.models import Council
    from assessments.questions.models import Item, ItemVersion
    from assessments.sittings.actions import make_paper
    from assessments.sittings.draw import Wanted

    at, council = timezone.now(), Council.objects.get()
    for number in range(items):
        item = Item.objects.create(council=council, code=f"BENCH-{number}", kind="short_text", made_at=at)
        ItemVersion.objects.create(
            item=item,
            number=1,
            state="reviewed",
            title=f"Question {number}",
            content=_question(number),
            competencies=["BENCH"],
            law_as_at=law_as_at(),
            written_at=at,
        )
    terms = {"code": "BENCH", "title": "Bench", "assessed": False, "minutes": 120}
    paper = make_paper(council=council, terms=terms, lines=[Wanted(items, "BENCH")], by=None, at=at)
    paper.state = "open"
    paper.save()
    return paper


def _question(number: int) -> dict[str, Any]:
    answer = {"text": f"answer {number}", "weight": 100, "feedback": "Yes."}
    return {
        "stem": "What comes next?", "answers": [answer], "case_matters": False, "explanation": "", "law": []
    }  # fmt: skip


def count_sittings(confirmed: str) -> dict[str, Any]:
    """Answers that were confirmed and do not count, and rows; then everybody hands in."""
    from django.utils import timezone

    from assessments.sittings.actions import hand_in
    from assessments.sittings.models import SavedAnswer, Sitting, SittingSlot

    lost = 0
    for sitting, said in json.loads(Path(confirmed).read_text()).items():
        kept = dict(SittingSlot.objects.filter(sitting_id=sitting).values_list("position", "answer"))
        lost += sum(kept[int(place)].get("answer") != words for place, words in said.items())
    rows = SavedAnswer.objects.count()
    sittings = list(Sitting.objects.filter(state="open").select_related("person"))
    began = time.perf_counter()
    for sitting in sittings:
        hand_in(sitting_id=sitting.pk, by=sitting.person, at=timezone.now())
    rate = len(sittings) / (time.perf_counter() - began)
    return {"lost": lost, "rows": rows, "hand_ins_per_second": round(rate, 1)}


def mark_many() -> dict[str, Any]:
    """Short questions marked in one process, without a database."""
    from assessments.questions.kinds import kind_of

    kind, shown = kind_of("short_text"), kind_of("short_text").draw(_question(1), 1)
    began = time.perf_counter()
    for number in range(MARKINGS):
        kind.mark(shown, {"answer": f"answer {number}"})
    return {"per_second": round(MARKINGS / (time.perf_counter() - began))}
