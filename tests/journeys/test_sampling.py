"""A month's plans: the list comes in, QA draws, auditors find their own, one comes back."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]


def test_from_a_list_of_plans_to_an_auditors_own(visit: Visit, tmp_path: Path) -> None:
    qa = visit("qa").go("/audits/").follow("The sample").sees("Samples and campaigns")
    bring_a_list(qa, tmp_path)
    qa.go("/audits/sample/").follow(re.compile("^Draw a sample")).fill("Plans to draw", "250")
    qa.fill("Seed", "7").press("Look at the draw").sees("What would be drawn").sees("By stratum")
    first = drawn(qa)
    qa.press("Draw again with another seed").page.wait_for_url(re.compile(r"seed=(?!7\b)"))
    assert drawn(qa) != first
    qa.fill("Seed", "7").press("Look at the draw")
    assert drawn(qa) == first
    qa.press("Confirm and tell the auditors").sees("The sample is confirmed").sees("By auditor")
    qa.follow(re.compile("^PR-")).sees("Take it out of the sample")

    manager = visit("manager").go("/audits/mine/").sees("Plans to audit")
    assert not re.search("Drawn|starter|loop|second look", manager.text(), re.IGNORECASE)
    manager.follow("Give back").choose("I know the family or the child").press("Give it back")
    manager.sees("You gave it back").is_at("/audits/mine/")

    partner = (
        visit("partner").go("/guest/").follow("Plans of children of your setting").sees("Plans to audit")
    )
    partner.go("/audits/mine/", status=404).go("/audits/sample/", status=404)
    for stranger in ("coordinator", "pdl", "head"):
        visit(stranger).go("/audits/sample/", status=404)


def bring_a_list(qa: Visitor, folder: Path) -> None:
    """A list with a child's name is refused; without, it is read first and then taken."""
    day = datetime.datetime.now(tz=datetime.UTC).date().replace(day=1)
    lines = [f"PR-99{n:02d},New,{day:%d/%m/%Y},AW-0020,10" for n in range(4)]
    bad, good = folder / "with-names.csv", folder / "plans.csv"
    bad.write_text(
        "\n".join(["Plan ref,New/Amended,Issued on,Officer,Year,Child", f"{lines[0]},Oliver Thompson"])
    )
    good.write_text("\n".join(["Plan ref,New/Amended,Issued on,Officer,Year", *lines]))
    qa.follow("Bring in a list of plans").bring(re.compile("list of plans"), bad).press("Read the file")
    qa.sees(re.compile("personal data")).sees_not(re.compile("Oliver"))
    qa.go("/audits/sample/lists/").bring(re.compile("list of plans"), good).press("Read the file")
    qa.sees(re.compile("4 good rows")).press("Go on").sees("The plans are on the list")


def drawn(qa: Visitor) -> list[str]:
    """The plans that the page says would be drawn."""
    return re.findall(r"PR-\d+", qa.text())
