"""Who holds the rights on pages. Roles decide; the group only carries it to Wagtail."""

from __future__ import annotations

import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import Council, User
from academy.record.actions import write
from courses.pages.queries import editors_of
from courses.pages.queries.files import collection_name


def ensure_editors_group(*, council: Council) -> Group:
    """The group of a council's editors, with the right to enter; the front page gives it page rights."""
    group, made = Group.objects.get_or_create(name=f"Editors of {council.slug}")
    if made:
        entry = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        group.permissions.add(entry)
    _give_editors_their_files(council, group)
    return group


FILE_RIGHTS = ("add_document", "choose_document", "add_image", "choose_image")


def _give_editors_their_files(council: Council, group: Group) -> None:
    """Editors upload and choose files of their own council, in a collection of its own."""
    name = collection_name(council)
    collection = Collection.objects.filter(name=name).first()
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=name)
    rights = GroupCollectionPermission.objects.filter(group=group, collection=collection)
    held = set(rights.values_list("permission__codename", flat=True))
    for right in Permission.objects.filter(codename__in=set(FILE_RIGHTS) - held):
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=right)


@transaction.atomic
def sync_editors(*, council: Council, by: User | None, at: datetime.datetime) -> int:
    """Put everybody who may edit content today into the editors' group, and nobody else; returns how many."""
    group = ensure_editors_group(council=council)
    wanted = editors_of(council_id=council.pk, at=at)
    if set(group.user_set.values_list("pk", flat=True)) != {person.pk for person in wanted}:
        group.user_set.set(wanted)
        words = f"Editors of pages brought up to date: {len(wanted)} now"
        write(council=council, by=by, at=at, verb="sync", noun="editors", words=words)
    return len(wanted)


@transaction.atomic
def admit_editor(*, by: User, at: datetime.datetime) -> None:
    """At the door: somebody whose role lets them edit is put into the group, if they are not in it yet."""
    if not can(by, "edit_content"):
        raise Refused("Only people who write content can open the editors' area.")
    group = ensure_editors_group(council=by.council)
    if not by.groups.filter(pk=group.pk).exists():
        by.groups.add(group)
        words = f"{by.get_full_name()} may write pages"
        write(council=by.council_id, by=by, at=at, verb="admit", noun="editors", about=by, words=words)
