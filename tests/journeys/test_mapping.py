"""A file with headings nobody has seen: its questions are answered once, and the next one asks nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

from tests.journeys import academy
from tests.journeys.test_the_loop import wait_for
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
MONTH = academy.HOME / "demo" / "2026-11_L2.csv"
STRANGE = {
    "Audit ref": "Case key",
    "Author ref": "Scribe",
    "Local plan ref": "Our plan",
    "Grade": "Mark given",
}
NAME = "Quality form of the north"


def strange_file(folder: Path, name: str, prefix: str) -> Path:
    """Some audits of the demo council as another tool would write them: new headings, new audit numbers."""
    with MONTH.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    audits = list(dict.fromkeys(row["Audit ref"] for row in rows))[:3]
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        fields = [one for one in rows[0] if one != "Comment"]
        writer.writerow([*(STRANGE.get(one, one) for one in fields), "Colour of the folder"])
        for row in rows:
            if row["Audit ref"] in audits:
                number = f"{prefix}-{audits.index(row['Audit ref']) + 1}"
                writer.writerow([number if one == "Audit ref" else row[one] for one in fields] + ["blue"])
    return path


def answer(lead: Visitor, heading: str, field: str) -> None:
    """Choose what a column is, whether its question is a list or buttons."""
    lead.pick(re.compile(f"“{heading}”"), field)


def test_a_file_with_new_headings_asks_once(visit: Visit, tmp_path: Path) -> None:
    lead = visit("pdl", script=False)
    lead.go("/audits/import/new/").bring("The spreadsheet", strange_file(tmp_path, "folders.csv", "QF"))
    lead.press("Check the file")
    wait_for(lead, lead.page.url.removeprefix(lead.base), "We need you to read this file")
    lead.sees("“Scribe”: not known").follow("Answer the questions")
    answer(lead, "Case key", "Audit ID")
    answer(lead, "Scribe", "Writer")
    answer(lead, "Our plan", "Plan ref")
    answer(lead, "Mark given", lead_option(lead, "Mark given", "Grade"))
    answer(lead, "Colour of the folder", "Leave it out")
    lead.fill("What we call this way of reading", NAME).press("Show me ten rows")
    lead.sees(re.compile(r"3 rows as we understand them")).sees("QF-1").sees(f"{NAME}, version 1")
    lead.follow("Go back and change an answer").press("Show me ten rows").sees(f"{NAME}, version 1")

    options = lead.page.locator("select[name=asked] option").all_inner_texts()
    quality = visit("qa")
    account = quality.page.locator(".ac-account, header").first.inner_text()
    lead.pick(re.compile("Ask"), next(one for one in options if one.split(",")[0] in account))
    lead.choose("History only: ask nothing of anybody").press("Send for approval")
    quality.go("/audits/import/").follow("folders.csv").press("Bring it in")
    wait_for(quality, quality.page.url.removeprefix(quality.base), "Who did what")

    lead.go("/audits/import/new/").bring("The spreadsheet", strange_file(tmp_path, "folders 2.csv", "QG"))
    lead.press("Check the file")
    wait_for(lead, lead.page.url.removeprefix(lead.base), "If it is brought in")
    lead.sees(f"{NAME}, version 1").sees("QG-1")
    lead.go("/audits/import/").follow("Ways of reading files").sees(f"{NAME}, version 1").sees("2 files")
    quality.go("/audits/import/mappings/")
    with quality.page.expect_download() as download:
        quality.page.get_by_role("link", name=f"Download {NAME}, version 1").click()
    assert "Scribe".lower() in Path(download.value.path()).read_text(encoding="utf-8")


def lead_option(lead: Visitor, heading: str, word: str) -> str:
    """The words of the choice that has this word in it: what a layout calls its grade."""
    options = lead.page.get_by_label(re.compile(f"“{heading}”")).locator("option").all_inner_texts()
    return next(
        (one for one in options if one == word), next(one for one in options if word.lower() in one.lower())
    )
