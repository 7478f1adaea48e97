"""The letter that says that a certificate is there, worded when it is sent."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from academy.work.registry import Letter, composes
from courses.records.actions.certificates import READY
from courses.records.models import Certificate


@composes(READY)
def write_ready(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """The words of the letter; None when the certificate does not count any more."""
    rows = Certificate.objects.select_related("version", "person")
    found = rows.filter(pk=context["certificate_id"], person=person_id, state="valid").first()
    if found is None:
        return None
    parts = [
        f"Dear {found.person.given_name},",
        f"You finished {found.version.title}. Well done. Your certificate and your badge are ready.",
        f"Take them here: {settings.BASE_URL}{reverse('my_certificate', args=[found.code])}",
        "Whoever you give the badge to can check that it is real. You choose whether they see your whole "
        "name or your initials.",
        "SEND Academy",
    ]
    return Letter(subject=f"Your certificate is ready: {found.version.title}", body="\n\n".join(parts))
