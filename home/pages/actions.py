"""Setting up a council's pages and those who may write them."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import GroupPagePermission, Page, Site

from academy.people.models import Council
from courses.handbook.actions import ensure_index
from courses.library.actions import ensure_hub
from courses.pages.actions import ensure_editors_group
from courses.pages.models import LearnIndexPage
from home.pages.models import WelcomePage

PROMISE = (
    "Training, practice and feedback for everybody who works on education, health and care plans. "
    "What an audit finds comes back here as help for the person who can use it."
)
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")


@transaction.atomic
def ensure_site(*, council: Council) -> WelcomePage:
    """The front page, learning index, handbook, hub, site and editors' group of a council, where missing."""
    welcome = WelcomePage.objects.filter(council=council).first() or _make_welcome(council)
    if not LearnIndexPage.objects.filter(council=council).exists():
        index = LearnIndexPage(title="Learn", slug="learn", council=council)
        welcome.add_child(instance=index)
        index.save_revision().publish()
    ensure_index(council=council, under=welcome)
    ensure_hub(council=council, under=welcome)
    _point_site_at(welcome)
    _give_editors_their_pages(council, welcome)
    return welcome


def _make_welcome(council: Council) -> WelcomePage:
    """The first page below the root. The sample page that Wagtail brings along is removed."""
    root = Page.objects.get(depth=1)
    for sample in root.get_children().filter(content_type__model="page", slug="home", numchild=0):
        sample.delete()
    root.refresh_from_db()
    welcome = WelcomePage(
        title="SEND Academy", slug=slugify(council.slug or council.name), council=council, promise=PROMISE
    )
    root.add_child(instance=welcome)
    welcome.save_revision().publish()
    return welcome


def _point_site_at(welcome: WelcomePage) -> None:
    """One default site; a second council gets a site of its own by its host name, in the settings."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(
            hostname="localhost", is_default_site=True, root_page=welcome, site_name="SEND Academy"
        )
    elif site.root_page.depth == 1 or not WelcomePage.objects.filter(pk=site.root_page_id).exists():
        site.root_page = welcome
        site.site_name = "SEND Academy"
        site.save()


def _give_editors_their_pages(council: Council, welcome: WelcomePage) -> None:
    group = ensure_editors_group(council=council)
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS)
    for right in rights:
        GroupPagePermission.objects.get_or_create(group=group, page=welcome, permission=right)
