"""A file of questions comes in from another system, with and without script, and goes out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
GIFT = """$CATEGORY: from our old system

::Who decides ({way})::[html]<p>Who <b>decides</b> whether to assess?</p>{{
  =the local authority#Yes: the duty is the authority's.
  ~the school#A school advises.
  ####The Act gives this decision to the authority.
}}

::Weeks ({way})::How many weeks are there to decide?{{#6:0#Yes. ~#Count from the request.}}

This one has no end {{=a ~b

Ring the team on 01273 123456?{{T}}
"""


@pytest.mark.parametrize("script", [True, False])
def test_an_author_looks_at_a_file_brings_it_in_and_writes_it_out(
    visit: Visit, tmp_path: Path, script: bool
) -> None:
    way = "by script" if script else "without script"
    file = tmp_path / "old-system.txt"
    file.write_text(GIFT.format(way=way), encoding="utf-8")
    author = visit("pdl", script=script)
    author.go("/questions/").follow("Files of questions").sees("Bring in a file")
    author.choose("GIFT").bring("The file", file).press("Look at the file")
    author.sees("2 new questions would come in as drafts").sees("A brace is missing")
    author.sees("a phone number").sees_not("01273").sees("A category")
    author.press("Bring them in as drafts").sees("2 questions brought in as drafts")
    author.sees(f"Who decides ({way})")
    author.go("/questions/exchange/").choose("GIFT").bring("The file", file).press("Look at the file")
    author.sees("The bank has all of these questions already")
    author.go("/questions/exchange/").pick("Write as", "Aiken").press("See what it would hold")
    author.sees("Aiken knows only questions with one right answer.")
    address = author.page.get_by_role("link", name="Download the file").get_attribute("href")
    written = author.page.request.get(f"{author.base}{address}")
    assert "ANSWER: " in written.text()
