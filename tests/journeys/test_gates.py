"""From "who is ready?" to graduation: a gate refused in words, a new date, gates opened by people, the
conversation that two agree on, and a support plan ninety days later."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from courses.gates.catalogue import catalogue
from tests.journeys import academy
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
PATIENCE = 90
TODAY = datetime.date.today()
FIRST = TODAY - datetime.timedelta(days=40)
COHORT = "COH-G"
COLLEAGUE = """
from academy.people.models import Post, User
manager = User.objects.get(emailaddress__email="manager@alderwick.example")
posts = Post.objects.filter(manager=manager, role="R02", ends_on=None, person__is_active=True)
posts = posts.exclude(person__emailaddress__email__contains="@")
posts = posts.exclude(person__memberships__state="learning")
person = posts.order_by("-person__ref").first().person
print(f"FOUND {person.ref}|{person.get_full_name()}|{person.given_name}")
"""


def test_a_starter_goes_through_three_gates_to_a_support_plan(visit: Visit, tmp_path: Path) -> None:
    ref, name, given = colleague()
    members = ("cohort,start_date,staff_ref,role_code,buddy_ref,outcome,graduated_on",
               f"{COHORT},{FIRST},{ref},R02,,,")  # fmt: skip
    bring_in(tmp_path, "members", members)
    results(tmp_path, ref, ("AT1", 1, "pass"), ("AT2", 1, "pass"), ("AT3", 1, "not yet"))

    manager = visit("manager").go("/me/").follow("Assess").follow("Starters and gates")
    manager.sees("Timeline set (AT3): not yet met").follow(name)
    manager.sees("What is missing for gate 1").follow("Look at the evidence, set a new date")
    manager.sees("This gate cannot be opened yet. Something is missing.").sees_not(f"Open gate 1 for {given}")
    manager.press("Set the new date").sees("There is a problem")
    manager.fill("What did you agree?", "The timeline set again, with an hour of practice before.")
    day(manager, "New date", TODAY + datetime.timedelta(days=7))
    manager.press("Set the new date").sees("The new date is written down.")

    results(tmp_path, ref, ("AT3", 2, "pass"))
    manager.go("/gates/").sees("Ready: you decide").follow(name)
    open_gate(manager, 1, given)
    results(tmp_path, ref, *((f"AT{number}", 1, "pass") for number in range(4, 10)))
    manager.go("/gates/").follow(name)
    open_gate(manager, 2, given)
    home = manager.page.url.removeprefix(manager.base)

    converse(manager, home, level="2, working with full check")
    lead = visit("pdl").go("/gates/").follow(name).follow("Read what was written down")
    lead.sees("Not enough to graduate yet").sees("level 3 is agreed on 0 starter tasks, and 4 are needed")
    converse(manager, home, level="3, working with light check")
    lead.go(f"{home}graduation/").press("I agree: it stands as written").sees("Enough to graduate.")
    lead.go(f"{home}3/").sees("Everything is there.").press("Open gate 3").sees("All three gates are open.")
    lead.sees("Protected caseload").follow("See the check").sees("0 of 2 plans audited so far.")

    audit_comes_back(tmp_path, ref)
    wait_for(manager, f"{home}ninety-days/", "A plan is not good yet.")
    manager.press("Save the support plan").sees("There is a problem")
    manager.fill("What will help?", "Two hours a week on outcomes with a senior colleague.")
    day(manager, "When do you look at it again?", TODAY + datetime.timedelta(days=40))
    manager.press("Save the support plan").sees("A support plan is in place")


def test_everybody_sees_their_own_side_of_gates(visit: Visit) -> None:
    visit("starter").go("/me/gates/").sees("How gates work").sees("Who sees this")
    lead = visit("pdl").go("/gates/")
    lead.follow(re.compile("COH-"), within=lead.page.locator("aside")).sees("Who is where")
    visit("head").go("/gates/").sees("Counts only, without names.")
    for stranger in ("senior", "admin", "partner"):
        visit(stranger).go("/gates/", status=404)


def open_gate(person: Visitor, number: int, given: str) -> None:
    """Looks at the evidence and opens."""
    if person.page.get_by_role("link", name="Look at the evidence and decide").count():
        person.follow("Look at the evidence and decide")
    person.sees("Everything is there. Look at the evidence, then decide.")
    person.fill("What do you want to say to them?", "Well done.")
    person.press(f"Open gate {number} for {given}").sees(f"Gate {number} is open.")


def converse(person: Visitor, home: str, *, level: str) -> None:
    """Writes the graduation conversation down, or writes it anew."""
    table = catalogue()
    person.go(f"{home}graduation/")
    day(person, "Day of the conversation", TODAY)
    for line in table.portfolio:
        person.fill(line.label, "Looked at together.")
    person.fill("Reference of the plan they chose", "P-20417")
    person.fill("What did they show in this plan?", "The line from need to outcome holds.")
    for task in table.starter_tasks:
        person.pick(f"{task.title} ({task.code})", level)
    person.fill("What is strong?", "Listens before writing.")
    person.fill("What comes next?", "A review with a senior colleague.")
    person.press("Save").sees("Written down. The second person reads it and agrees.")


def day(person: Visitor, label: str, on: datetime.date) -> None:
    """Writes a date into its three boxes."""
    group = person.page.get_by_role("group", name=label)
    for part, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        group.get_by_label(part, exact=True).fill(str(value))


def results(folder: Path, ref: str, *rows: tuple[str, int, str]) -> None:
    """Results of assessed tasks come in."""
    lines = [f"{COHORT},{ref},{task},{attempt},{TODAY},{result}," for task, attempt, result in rows]
    bring_in(folder, "results", ("cohort,staff_ref,task,attempt,date,result,score", *lines))


def bring_in(folder: Path, name: str, lines: Sequence[str]) -> None:
    """A file of the cohort comes in by the command."""
    file = folder / f"{name}.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    academy.manage("import_cohort", str(file), "--json")


def audit_comes_back(folder: Path, ref: str) -> None:
    """One of the plans of the tour, as if the graduate had written it, and not good yet."""
    tour = (academy.HOME / "demo" / "2026-12_L2.csv").read_text(encoding="utf-8").splitlines()
    number = tour[1].split(",")[0]
    lines = [line.split(",") for line in tour[1:] if line.startswith(f"{number},")]
    for cells in lines:
        cells[0], cells[2], cells[5], cells[9] = "AUD-990001", "PR-99001", ref, "Requires improvement"
    file = folder / "2026-12_check.csv"
    file.write_text("\n".join([tour[0], *(",".join(cells) for cells in lines)]) + "\n", encoding="utf-8")
    academy.manage("import_audits", str(file), "--approve-as", "qa@alderwick.example", "--json")


def wait_for(person: Visitor, path: str, words: str) -> None:
    """Loads a page until the worker has done what it shows."""
    until = time.monotonic() + PATIENCE
    person.go(path)
    while person.page.get_by_text(words).count() == 0 and time.monotonic() < until:
        time.sleep(1)
        person.go(path)
    person.sees(words)


def colleague() -> tuple[str, str, str]:
    """Number, name and given name of somebody in the manager's team who is in no cohort."""
    said = academy.manage("shell", "-c", COLLEAGUE)
    ref, name, given = next(line for line in said.splitlines() if line.startswith("FOUND "))[6:].split("|")
    return ref, name, given
