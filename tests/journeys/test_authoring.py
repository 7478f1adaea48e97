"""Somebody who has never seen the product writes a 45-minute module in one sitting: a case, a rewrite and
five questions. Three people say yes, it is published, and a learner finishes it. Nobody calls IT."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

from playwright.sync_api import ElementHandle, Page, Response, TimeoutError, expect

from tests.journeys.visitor import Visitor

Visit = Callable[..., Visitor]
TITLE = "Saying no kindly"
PATH = "/learn/practice/saying-no-kindly/"
STORY = {
    "title": "The morning call",
    "intro": "Priya is nine. Her mother rings about a refusal, and you pick up the telephone.",
    "s1": "She asks why nobody told her first. What do you say?",
    "s2": "She asks what she can do now. What do you say?",
}
GOOD, TEMPTING = "I say what was decided and why, in plain words", "I ask her to wait for the letter"
RIGHT, WRONG = "Ring the family before the letter goes", "Send the letter and wait"


def test_a_newcomer_writes_a_module_and_people_learn_from_it(visit: Visit) -> None:
    author = visit("pdl")
    start(author)
    write_the_case(author)
    write_the_rewrite(author)
    write_the_questions(author)
    say_what_it_is_for(author)
    look_as_a_learner(author)
    forum = visit("forum")
    review = send(author, forum.go("/guest/").page.locator("dd").first.inner_text())
    say_yes(author, review)
    tribunal = visit("tribunal")
    tribunal.go("/reviews/").follow(TITLE)
    say_yes(tribunal, review)
    forum.go("/guest/").sees("You are asked to read").follow(TITLE).sees(STORY["title"])
    forum.choose("With my name")
    say_yes(forum, review)
    forum.follow("Who changed our words?").sees("Nobody has changed a word since the first review")
    author.go(review).sees("Everybody has said yes. You can publish it.").press("Publish")
    author.sees("It is published.")
    learn(visit("coordinator"))


def start(author: Visitor) -> None:
    """Five answers; the lessons are laid out."""
    author.go("/me/").follow("Write").is_at("/reviews/").follow("Start a module")
    author.press("Start writing").sees("There is a problem")
    author.fill("What is the module called?", TITLE)
    author.fill("What gets better for a family?", "Families hear a no in a way that they can use.")
    author.pick("Where does it belong?", "Practice modules")
    author.page.get_by_label("Which competency does it help with?").select_option("C3.2")
    author.choose("A case, a rewrite and five questions").press("Start writing")
    author.sees(f"{TITLE} is begun").sees("The case").sees("Write it again").sees("Check yourself")
    author.sees("gaps in square brackets").sees_not("Send it for review")


def open_lesson(author: Visitor, title: str) -> Page:
    """From the module's page into the editor."""
    if "/cms/" in author.page.url:
        author.page.get_by_role("link", name="The whole module, and sending it for review").click()
        author.arrive()
    author.follow(title)
    author.page.wait_for_load_state("networkidle")
    expect(author.page.get_by_text("Must be mended:").first).to_be_visible()
    return author.page


def fill_gap(page: Page, gap: str, words: str) -> ElementHandle:
    """Writes over the first gap that says this, and says where that was."""
    place = page.evaluate_handle(
        """gap => [...document.querySelectorAll('main input[type=text], main textarea')]
            .find(one => one.value.startsWith('[' + gap))""",
        gap,
    ).as_element()
    assert place is not None, f"no gap [{gap}"
    place.fill(words)
    return place


def fill_text(page: Page, words: str) -> None:
    """Writes over the gap in running text; again, as a person would, when the editor did not take it."""
    gaps = page.locator(".public-DraftEditor-content").get_by_text("[")
    gaps.first.wait_for()
    for _ in range(3):
        if gaps.count() == 0:
            return
        gaps.first.click(click_count=3)
        page.keyboard.type(words)
        page.wait_for_timeout(300)


def write_the_case(author: Visitor) -> None:
    """A text, a worked example and a scenario. The tab is killed on the way, and nothing is lost."""
    page = open_lesson(author, "The case")
    fill_gap(page, "What somebody can do", "Say no to a family so that they know where they stand.")
    fill_text(page, "A letter that says no and nothing else leaves a family alone. A call first helps them.")
    fill_gap(page, "One case from", "A call before a letter")
    fill_gap(page, "An invented child", "Priya is nine. Her mother asked for an assessment in May.")
    for title in ("Read why it was refused", "Ring before the letter goes"):
        fill_gap(page, "First step" if title.startswith("Read") else "Second step", title)
        fill_gap(page, "What was done", "Ten minutes with the panel's notes, then plain words.")
    last = "The letter says what was said on the telephone."
    wait_until_kept(page, fill_gap(page, "What the plan or", "The letter says what"), last)
    kill_the_tab(author)
    page = author.page
    expect(page.locator("main")).to_contain_text("A letter that says no and nothing else")
    fill_gap(page, "What would you do", STORY["title"])
    fill_gap(page, "Who is in it", STORY["intro"])
    fill_gap(page, "What happens first", STORY["s1"])
    fill_gap(page, "What happens next", STORY["s2"])
    for _ in range(2):
        fill_gap(page, "What a good", GOOD)
        fill_gap(page, "What comes of it, in", "She can hear it, and asks what comes next.")
        fill_gap(page, "What many people", TEMPTING)
        fill_gap(page, "What comes of it. Kind", "She reads it alone on a Friday evening.")
    save(author)


def wait_until_kept(page: Page, place: ElementHandle, words: str) -> None:
    """Write until the editor has saved it. What is written in the moment of a save goes with the next one."""
    for number in range(6):
        with contextlib.suppress(TimeoutError):
            with page.expect_response(lambda answer: keeps(answer, words), timeout=10_000):
                place.fill(words + " " * number)
            return
    raise AssertionError("the editor did not save it")


def keeps(answer: Response, words: str) -> bool:
    """Whether this is the editor saving these words without a click."""
    sent = answer.request.post_data_buffer or b""
    return answer.request.method == "POST" and answer.url.endswith("/edit/") and words.encode() in sent


def kill_the_tab(author: Visitor) -> None:
    """The browser goes away without a word, and comes back to the same address."""
    address, context = author.page.url, author.page.context
    author.page.close(run_before_unload=False)
    author.watch(context.new_page())
    author.page.goto(address)
    author.page.wait_for_load_state("networkidle")
    author.arrive()


def save(author: Visitor) -> None:
    """The one button that everybody knows; the editor comes back and says that it has saved."""
    author.page.get_by_role("button", name="Save draft").first.click()
    expect(author.page.locator(".messages")).to_contain_text("has been updated")
    author.page.wait_for_load_state("networkidle")
    author.arrive()


def write_the_rewrite(author: Visitor) -> None:
    """A line to write again, with its list."""
    page = open_lesson(author, "Write it again")
    fill_gap(page, "What somebody can do", "Write a no that a family can use.")
    fill_text(page, "A good no says what was decided, why, and what the family can do now.")
    fill_gap(page, "A line as it", "Your request has been declined as it does not meet the criteria.")
    fill_gap(page, "What the professional", "The panel found that school help has worked since March.")
    fill_gap(page, "What you ask", "Write it so that a parent knows why.")
    fill_gap(page, "One good answer", "We will not assess Priya now. The help since March has worked.")
    fill_gap(page, "Why it is good", "It says what was decided, and why.")
    for label in ("Who does", "How long", "When it"):
        fill_gap(page, label, {"Who": "What was decided", "How": "Why", "Whe": "What comes next"}[label[:3]])
        fill_gap(page, "Words that", "We will not, because, you can")
    save(author)


def write_the_questions(author: Visitor) -> None:
    """Five questions, each with a reason for every answer."""
    page = open_lesson(author, "Check yourself")
    for number in range(1, 6):
        fill_gap(page, f"Question {number}", f"A panel said no, case {number}. What do you do first?")
        fill_gap(page, f"The right answer to question {number}", f"{RIGHT}, case {number}")
        fill_gap(page, "Why it is right", "Nobody should learn it from an envelope.")
        for which in ("A wrong", "Another wrong"):
            fill_gap(page, f"{which} answer to question {number}", f"{WRONG}, {which.lower()} {number}")
            fill_gap(page, "What to look at again", "Read the case again.")
        fill_gap(page, "What to remember", "Ring first.")
    save(author)


def say_what_it_is_for(author: Visitor) -> None:
    """The one gap that the module itself has."""
    author.page.get_by_role("link", name="The whole module, and sending it for review").click()
    author.arrive().follow("What the module says of itself")
    author.page.get_by_role("textbox", name="What you can do after it").fill(
        "After this you can say no kindly"
    )
    save(author)


def look_as_a_learner(author: Visitor) -> None:
    """The preview beside the page, without the answers."""
    page = author.page
    page.get_by_role("link", name="The whole module, and sending it for review").click()
    author.arrive().sees("Nothing stops it.").sees("Nothing to mend")
    author.follow("Check yourself")
    address = page.url.replace("/edit/", "/view_draft/")
    page.goto(f"{address}?mode=learner")
    author.arrive().sees("As a coordinator: this is open to them").sees(f"{RIGHT}, case 1").sees_not("Right:")
    page.goto(address)
    author.arrive().sees("Right:")


def send(author: Visitor, coauthor: str) -> str:
    """To the three who read it."""
    author.go("/reviews/").follow(TITLE)
    author.press("Send for review").sees("Choose who reads it for the parent carer forum")
    author.pick("Who reads it for the parent carer forum?", coauthor)
    author.fill("What shall they look at?", "Is it kind?").press("Send for review").sees("It is in review.")
    return re.sub(r"^https?://[^/]+", "", author.page.url).split("#")[0]


def say_yes(reader: Visitor, review: str) -> None:
    """Reads it, and says yes."""
    reader.sees("It is your turn").sees(STORY["title"]).choose("Yes, as it is").press("Send what I say")
    reader.sees("Thank you. You said yes").is_at(review)


def learn(person: Visitor) -> None:
    """A coordinator does all of it."""
    person.go("/learn/").go(PATH).sees("Families hear a no in a way").sees("of the parent carer forum")
    person.follow("Start: The case")
    person.sees("A letter that says no and nothing else").press(re.compile("^I have read this"))
    person.sees("Now rewrite one").press(re.compile("^I have read this")).sees("A panel said no, case 1")
    for number in range(1, 6):
        person.choose(f"{RIGHT}, case {number}")
    person.press("Check my answers").sees("You have passed the check").sees(f"You have finished {TITLE}")
    person.go("/me/record/").sees(TITLE)
