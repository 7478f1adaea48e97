"""Files of a council that stand in its lessons."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition

from academy.people.access import scope_of
from academy.people.grants import Scope
from academy.people.models import Council, User
from courses.pages.models import LessonPage


def collection_name(council: Council) -> str:
    """The name of the collection that holds a council's files."""
    return f"Files of {council.slug}"


def file_named(*, actor: User, name: str) -> FieldFile | None:
    """A document, or a picture as it is shown (never as it was uploaded), by the name under which it is kept;
    None if it is not of the actor's council."""
    if scope_of(actor, LessonPage.reach.kind) is not Scope.COUNCIL:
        return None
    return shown_file(council=actor.council, name=name)


def shown_file(*, council: Council, name: str) -> FieldFile | None:
    """A document or a shown picture of a council. Whoever asks has made sure that it may be seen."""
    collection = collection_name(council)
    document = Document.objects.filter(file=name, collection__name=collection).first()
    if document is not None:
        return document.file
    picture = Rendition.objects.filter(file=name, image__collection__name=collection).first()
    return picture.file if picture else None


def is_ours(*, actor: User, kind: str, pk: str) -> bool:
    """Whether an editor may look at this file of the `images` or `documents` in the chooser."""
    model = Document if kind == "documents" else Image
    rows = model.objects.filter(collection__name=collection_name(actor.council))
    return pk.isdecimal() and rows.filter(pk=pk).exists()
