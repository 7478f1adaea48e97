"""The frame, the design page, the account pages and the error pages, as a browser gets them."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseForbidden, HttpResponseServerError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults
from playwright.sync_api import Browser

from tests.factories.academy import StaffFactory
from tests.journeys import checks

DESIGN = ("design", "design_forms", "design_screen", "design_reading")
AT_THE_DOOR = (
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
)
SIGNED_IN = ("account_logout", "account_change_password", "account_email", "account_reauthenticate")


def assert_safe_for_the_policy(html: str) -> None:
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"\son[a-z]+=", html)
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)", html)


@pytest.mark.django_db
@pytest.mark.parametrize("name", DESIGN + AT_THE_DOOR)
def test_pages_for_anybody_keep_to_the_content_policy(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert html.count("<h1>") == 1
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert_safe_for_the_policy(html)


@pytest.mark.django_db
@pytest.mark.parametrize("name", SIGNED_IN)
def test_account_pages_of_a_signed_in_person(client: Client, name: str) -> None:
    user = StaffFactory()
    user.set_password("three odd words here")
    user.save()
    client.force_login(user)
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1>") == 1
    assert_safe_for_the_policy(answer.content.decode())


@pytest.mark.django_db
def test_a_wrong_password_is_said_at_the_top_and_keeps_the_address(client: Client) -> None:
    answer = client.post(
        reverse("account_login"), {"login": "nobody@alderwick.example", "password": "not it at all"}
    )
    html = answer.content.decode()
    assert "There is a problem" in html
    assert "<title>Error: Sign in" in html
    assert 'value="nobody@alderwick.example"' in html
    assert "not it at all" not in html


@pytest.mark.django_db
def test_a_link_to_a_new_password_that_is_spent_says_so(client: Client) -> None:
    answer = client.get(reverse("account_reset_password_from_key", args=["abc", "no-such-key"]), follow=True)
    assert "This link no longer works" in answer.content.decode()


@pytest.mark.django_db
def test_the_sample_form_answers_in_words(client: Client) -> None:
    assert "Full name: fill this in" in client.post(reverse("design_forms"), {}).content.decode()


@pytest.mark.django_db
def test_a_missing_page_says_what_to_do(client: Client) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "We cannot find that page" in answer.content.decode()


def test_a_broken_server_can_still_say_so() -> None:
    answer = defaults.server_error(RequestFactory().get("/"))
    assert isinstance(answer, HttpResponseServerError)
    assert "Something went wrong on our side" in answer.content.decode()


@pytest.mark.django_db
def test_a_request_that_makes_no_sense_is_answered_in_words() -> None:
    answer = defaults.bad_request(RequestFactory().get("/"), ValueError())
    assert "We could not read that" in answer.content.decode()


@pytest.mark.django_db
def test_a_refusal_gives_its_reason() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    answer = defaults.permission_denied(request, PermissionError("You may see your own team alone."))
    assert isinstance(answer, HttpResponseForbidden)
    assert "You may see your own team alone." in answer.content.decode()


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", (*DESIGN, "account_login", "account_reset_password"))
def test_axe_finds_nothing_and_nothing_scrolls_sideways(live_server, browser: Browser, name: str) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport=checks.WIDE)
    page.goto(f"{live_server.url}{reverse(name)}")
    assert checks.page_faults(page) + checks.axe_faults(page) == []
    for width in (1024, 800, 640, 360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        assert (width, checks.sideways_faults(page)) == (width, [])
    page.set_viewport_size(checks.NARROW)
    assert checks.axe_faults(page) == []
    page.close()


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_phone_menu_opens_without_script_and_closes_with_escape(live_server, browser: Browser) -> None:  # type: ignore[no-untyped-def]
    for script in (False, True):
        page = browser.new_page(viewport=checks.NARROW, java_script_enabled=script)
        page.goto(f"{live_server.url}{reverse('design_screen')}")
        page.locator(".ac-menu > summary").click()
        assert page.locator(".ac-menu nav a").first.is_visible()
        if script:
            page.keyboard.press("Escape")
            assert not page.locator(".ac-menu nav a").first.is_visible()
        page.close()
