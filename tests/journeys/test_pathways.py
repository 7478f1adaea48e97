"""A SENCO of ten years becomes a coordinator: what is shortened, what never is, and who decides."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from assessments.questions.actions.loading import shipped_items
from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
WHY = "The award and ten years of advice show what this module teaches."
RESTS_ON = "PM-21, and a weekly talk with a starter that I sat in on."


def test_a_senco_becomes_a_coordinator(visit: Visit) -> None:
    person = visit("starter")
    person.go("/me/").follow("My pathway").is_at("/me/pathway/")
    person.sees("If you know some of this work already, your way can be shorter.")
    person.sees(re.compile("Assessed tasks, AT1 to AT10, are never shortened"))
    person.sees("What the diagnostic can and cannot shorten").sees("Counting the weeks")
    take_the_diagnostic(person)
    person.follow("See your pathway").is_at("/me/pathway/")
    wait_for_the_news(person)
    person.sees("Shown").sees("Anatomy of a plan: A to K").sees("You may take them all the same")
    assert "AT6" not in person.text().replace("AT1 to AT10", ""), "a task is never on the list"
    person.go("/sittings/").sees("Law and definitions check").sees("Right section")

    ask(person)
    decide(visit)
    person.go("/me/prior-learning/").sees("Recognised in part").sees(WHY)
    person.go("/me/pathway/").sees("Support before a plan").sees(re.compile("Decided by"))


def take_the_diagnostic(person: Visitor) -> None:
    """One part is answered, and all of it right; the others are left."""
    person.follow("See the diagnostic").sees("Nobody passes or fails this".lower()).sees("1 h")
    person.press("Begin")
    room = re.match(r".*(/sittings/\d+/)", person.page.url)
    assert room
    person.go(f"{room[1]}3/")
    title = person.page.locator("h1").inner_text()
    item = next(one for one in shipped_items() if one["title"] == title)
    for number, row in enumerate(item["content"]["statements"], 1):
        person.page.locator(f'select[name="s{number}"]').select_option(value=row["section"])
    person.press("Save and go on").go(f"{room[1]}check/").press("Hand in").is_at(room[1])
    person.sees("This shows where you stand. Nobody passes or fails it.").sees_not("Not yet.")


def wait_for_the_news(person: Visitor) -> None:
    """The worker hears of the result and takes the modules off."""
    for _ in range(40):
        if "Nothing yet." not in person.go("/me/pathway/").text():
            return
        time.sleep(0.5)
    raise AssertionError("the diagnostic shortened nothing")


def ask(person: Visitor) -> None:
    """A request with a name in it is refused at the field; without, it waits for a decision."""
    person.go("/me/pathway/").follow("Ask that it counts").is_at("/me/prior-learning/")
    person.press("Ask that this counts").sees("There is a problem").sees("Say what you can show")
    person.fill("What did you do", "I was a SENCO for ten years. Ring me on 07700 900123.")
    person.fill("What can you show?", "The award for SEN co-ordination.")
    person.choose(re.compile(r"\(IND-1\.4\)")).choose(re.compile(r"\(IND-1\.3\)"))
    person.press("Ask that this counts").sees("There is a problem")
    person.fill("What did you do", "I was a SENCO for ten years and wrote advice for forty assessments.")
    person.press("Ask that this counts").sees("Waiting for a decision")


def decide(visit: Visit) -> None:
    """The manager never reads it; the lead recognises one module of the two, with a reason."""
    lead = visit("pdl").go("/assess/").follow("Decide prior learning").is_at("/pathways/")
    lead.page.locator("#requests ~ ul a").last.click()
    lead.arrive().sees("Does this count?").sees("wrote advice for forty assessments")
    visit("manager").go(lead.page.url.removeprefix(lead.base), status=404)
    lead.choose(re.compile(r"\(IND-1\.4\)")).press("Decide").sees("There is a problem")
    lead.fill("Why", WHY).press("Decide").sees("Decided. The person reads your reason.")


def test_a_buddy_licence_is_granted_after_the_module(visit: Visit) -> None:
    lead = visit("pdl").go("/assess/").follow("Pathways and licences").sees("Buddy licences")
    lead.fill("Name", "coordinator").press("Find")
    lead.sees("Finished PM-21, no licence")
    lead.page.locator('a[href$="/licence/buddy/"]').first.click()
    lead.arrive().sees(re.compile("PM-21 finished on")).fill("What the licence rests on", RESTS_ON)
    lead.press("Grant for twelve months").sees("Tick this if you have seen it")
    lead.choose(re.compile("I have seen this person")).press("Grant for twelve months")
    lead.sees("Granted for twelve months.").sees("It rests on:")
    visit("senior").go("/me/pathway/").sees("Your licences").sees(re.compile(re.escape(RESTS_ON)))


def test_a_coordinator_walks_the_upskilling_path(visit: Visit) -> None:
    person = visit("coordinator").go("/me/").follow("My pathway")
    person.sees(re.compile(r"week \d+ of 10")).sees("Three things to show").sees("One live plan to good")
    manager = visit("manager").go("/assess/").follow("Pathways and licences").sees("On the upskilling path")
    manager.sees_not("Prior learning to decide")
    manager.page.locator('th a[href^="/pathways/people/"]').first.click()
    manager.arrive().follow("Finish or stop the path").choose("Finished: the three things are there")
    manager.fill("Why", "All of it looks good to me.").press("Save")
    manager.sees(re.compile("still to come|Done."))
