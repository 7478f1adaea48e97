"""Coming in, looking round, and going out again, as everybody the demo knows."""

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest

from tests.journeys.conftest import ACCOUNTS
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
MOST_PAGES, MOST_ALIKE = 120, 3


def test_a_stranger_is_sent_to_the_door_and_learns_nothing(visit: Visit) -> None:
    stranger = visit()
    stranger.go("/")
    stranger.go("/me/").is_at("/account/login/")
    wrong = []
    for email in ("pdl@alderwick.example", "nobody@alderwick.example"):
        stranger.sign_in(email, "not the password").is_at("/account/login/")
        wrong.append(stranger.text())
    assert wrong[0] == wrong[1]


@pytest.mark.parametrize("account", sorted(ACCOUNTS))
def test_everybody_comes_in_and_no_link_is_dead(visit: Visit, account: str) -> None:
    visitor = visit(account)
    assert "/account/" not in visitor.page.url
    start = urlsplit(visitor.page.url).path
    links = visitor.page.locator("header a, nav a").all()
    for path in [urlsplit(link.get_attribute("href") or "").path for link in links]:
        if path and not path.startswith("/cms/"):
            visitor.go(path)
    assert dead_links(visitor, start) == []


def dead_links(visitor: Visitor, start: str) -> list[str]:
    """Follows every link this person is shown, at most a few of each kind, and returns those that fail."""
    todo, done, alike, dead = [start], {start}, Counter[str](), []
    while todo and len(done) < MOST_PAGES:
        path = todo.pop(0)
        answer = visitor.page.request.get(urljoin(visitor.base, path))
        if answer.status >= 400:
            dead.append(f"{path} answered {answer.status}")
        if "text/html" not in answer.headers.get("content-type", "") or path.startswith("/cms/"):
            continue
        for href in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', answer.text()):
            target = urlsplit(urljoin(answer.url, href.replace("&amp;", "&")))
            kind = re.sub(r"\d+", "N", target.path)
            if f"{target.scheme}://{target.netloc}" != visitor.base or target.path in done:
                continue
            done.add(target.path)
            alike[kind] += 1
            if alike[kind] <= MOST_ALIKE and "logout" not in target.path:
                todo.append(target.path)
    return dead


def test_going_out_ends_the_session(visit: Visit) -> None:
    visitor = visit("coordinator")
    visitor.go("/account/logout/")
    visitor.page.locator("main form button:not([type=button])").first.click()
    visitor.arrive()
    visitor.go("/me/").is_at("/account/login/")


def test_the_door_works_without_script(visit: Visit) -> None:
    visitor = visit(script=False)
    visitor.page.goto(f"{visitor.base}/account/login/")
    visitor.page.locator("input[name=login]").fill(ACCOUNTS["coordinator"])
    visitor.page.locator("input[name=password]").fill("alderwick-demo")
    visitor.page.locator("main form button:not([type=button])").first.click()
    visitor.page.wait_for_load_state("load")
    assert "/account/" not in visitor.page.url
