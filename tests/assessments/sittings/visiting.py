"""How the tests of pages come in, read a page, and save as a script does."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.people.models import User
from assessments.sittings.models import Sitting
from tests.assessments.sittings.conftest import Hall


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(client: Client, path: str, **more: Any) -> str:
    response = client.get(path, follow=True, **more)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


def begun(hall: Hall, **fields: Any) -> Sitting:
    return hall.start(hall.paper(**fields), at=timezone.now())


def send(client: Client, sitting: Sitting, body: Any) -> Any:
    path = reverse("sitting_save", args=[sitting.pk])
    data = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post(path, data, content_type="application/json")


def fields(word: str, base: int = 0, tab: str = "t") -> list[list[str]]:
    return [["word", word], ["sitting-base", str(base)], ["sitting-tab", tab]]
