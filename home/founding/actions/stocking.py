"""The hub's shelf in the demo: partners who took a module that is open to them, each their own way."""

from __future__ import annotations

import datetime
import random

from django.utils import timezone

from academy.people.models import Affiliation, Council, User
from courses.library.models import HubIndexPage
from courses.pages.models import ModulePage
from courses.pages.queries import content_of, lessons_under
from courses.progress.actions import complete_module
from courses.progress.models import Completion

SEED = 2027
TAKERS = 24
MODULE_OF = {
    "P01": "PM-27",
    "P03": "PM-22E",
    "P05": "PM-22P",
    "P06": "PM-22P",
    "P08": "PM-22H",
    "P10": "PM-22S",
}
"""The module that people in a role most often take."""
ACCOUNTS = ("senco@oakfield.example", "therapist@northtrust.example")
"""Accounts of the demo that have something in their record to look at."""


def stock_hub(*, council: Council, until: datetime.datetime) -> int:
    """Let some partners finish a module in the last half year; asked again it adds nobody twice."""
    chance = random.Random(SEED)  # noqa: S311
    hub = HubIndexPage.objects.get(council=council)
    pages = {page.code: page for page in ModulePage.objects.filter(council=council, code__in=hub.modules)}
    here = Affiliation.objects.open_on(timezone.localdate(until)).filter(
        organisation__council=council, role__in=MODULE_OF
    )
    people = list(here.select_related("person").order_by("pk"))
    chosen = chance.sample(people, min(TAKERS, len(people)))
    shown = set(User.objects.filter(emailaddress__email__in=ACCOUNTS).values_list("pk", flat=True))
    chosen += [one for one in people if one.person_id in shown and one not in chosen]
    made = 0
    for one in chosen:
        day = until - datetime.timedelta(days=chance.randrange(3, 180), hours=chance.randrange(1, 6))
        made += _finish(one.person, pages[MODULE_OF[one.role]], day)
    return made


def _finish(person: User, module: ModulePage, at: datetime.datetime) -> int:
    if Completion.objects.filter(person=person, module_code=module.code).exists():
        return 0
    scores = {}
    for lesson in lessons_under(module=module):
        check = content_of(lesson=lesson).check
        if check is not None:
            scores[lesson.pk] = (len(check.questions), len(check.questions))
    complete_module(module=module, scores=scores, by=person, at=at)
    return 1
