"""X8 as a kind of item: what an author writes, and what the learner is asked."""

from __future__ import annotations

from assessments.exercises.choosing import (
    OPTIONS,
    option_ask,
    option_faults,
    option_model,
    shuffled,
    with_ids,
)
from assessments.exercises.threads.marking import (
    BREAKS,
    GROUPS,
    NONE,
    SIDES,
    break_name,
    breaks_of,
    cards_of,
    choices_for,
    mark,
    names_of,
    width,
)
from assessments.questions.kinds import Answer, Ask, Content, Fault, Kind, Marked, Slot

SECTIONS = tuple((one, one) for one in ("B", "C", "D", "E", "F", "G", "H1", "H2"))
CARD = (Slot("text", "Words of the plan", "text"), Slot("section", "Section", "choice", choices=SECTIONS))
FORCES = (
    ("needed", "Has to be found"),
    ("instead", "Counts in place of the one that has to be found"),
    ("fair", "Fair as well, and not needed"),
)
WHATS = tuple((what, label) for what, (label, _) in BREAKS.items())
BREAKS_HEADING = "Where the thread breaks"


class X8(Kind):
    """Golden-thread matching as a table of drop-downs: no dragging, so a keyboard or a phone will do."""

    code = "X8"
    title = "Golden thread"
    sentence = "Link each need to its provision and outcome, and find where the thread breaks."
    template = "assessments/exercises/x8.html"
    answer_template = "assessments/exercises/x8_answer.html"
    slots = (
        Slot("stem", "The case in a few lines", "text"),
        Slot("needs", "Needs (the first is N1)", "rows", slots=CARD, least=1, most=10),
        Slot("provisions", "Provision (the first is P1)", "rows", slots=CARD, least=1, most=12),
        Slot(
            "outcomes",
            "Outcomes (the first is O1)",
            "rows",
            slots=(Slot("text", "Words of the plan", "text"),),
            least=1,
            most=12,
        ),
        Slot(
            "links",
            "Links",
            "rows",
            hint="From a need to a provision or an outcome, such as N1 to P2.",
            slots=(
                Slot("need", "Need, such as N1"),
                Slot("card", "Provision or outcome, such as P2 or O1"),
                Slot("force", "Force", "choice", choices=FORCES),
                Slot("reason", "Why they belong together", "text"),
            ),
            least=1,
            most=40,
        ),
        Slot(
            "findings",
            "Breaks to be found",
            "rows",
            required=False,
            slots=(
                Slot("card", "Card, such as N3 or P2"),
                Slot("what", "What is wrong", "choice", choices=WHATS),
                Slot("reason", "Why, and how it is put right", "text"),
            ),
        ),
        OPTIONS,
    )

    def faults(self, content: Content) -> list[Fault]:
        """Cards that are not there, breaks that the links contradict."""
        shown = self.draw(content, 0)
        faults = option_faults(content)
        for number, link in enumerate(content["links"]):
            for slot, sides in (("need", "needs"), ("card", "provisions outcomes")):
                if link[slot] not in cards_of(shown, sides):
                    faults.append(Fault(f"links/{number}/{slot}", f"There is no card {link[slot]} here."))
        needed = [link for link in content["links"] if link["force"] == "needed"]
        fed = {link["need"] for link in needed if link["card"].startswith("P")}
        used = {link["card"] for link in needed}
        seen: set[str] = set()
        for number, found in enumerate(content.get("findings") or []):
            if found["card"] in seen:
                faults.append(Fault(f"findings/{number}/card", "One break a card: the one that matters."))
            seen.add(found["card"])
            if found["card"] not in cards_of(shown, BREAKS[found["what"]][1]):
                faults.append(Fault(f"findings/{number}/card", f"{found['card']} cannot have this break."))
            elif found["what"] == "unmet" and found["card"] in fed:
                faults.append(
                    Fault(f"findings/{number}/card", f"{found['card']} has provision by your links.")
                )
            elif found["what"] == "unused" and found["card"] in used:
                faults.append(
                    Fault(f"findings/{number}/card", f"{found['card']} answers a need by your links.")
                )
        return faults

    def draw(self, content: Content, seed: int) -> Content:
        """Provision and outcomes in an order of their own, lettered as they stand."""
        needs = with_ids(content["needs"], "N")
        provisions = shuffled(with_ids(content["provisions"], "P"), seed)
        outcomes = shuffled(with_ids(content["outcomes"], "O"), seed + 1)
        return {
            **content,
            "needs": [{**card, "letter": f"N{place}"} for place, card in enumerate(needs, 1)],
            "provisions": [{**card, "letter": f"P{place}"} for place, card in enumerate(provisions, 1)],
            "outcomes": [{**card, "letter": f"O{place}"} for place, card in enumerate(outcomes, 1)],
            "options": shuffled(with_ids(content.get("options") or [], "o"), seed),
        }

    def asks(self, shown: Content) -> tuple[Ask, ...]:
        """Drop-downs for each need, then one for each card, then what to do next."""
        asks = []
        for need in shown["needs"]:
            for side, (group, word) in SIDES.items():
                choices = (*cards_of(shown, group).items(), (NONE, "None of these"))
                for place, name in enumerate(names_of(need["id"], side, width(shown, side))):
                    label = f"{word.title()} for {need['letter']}" + (", and also" if place else "")
                    heading = f"{need['letter']}. {need['text']}"
                    asks.append(Ask(name, label, "list", choices=choices, group=heading, optional=place > 0))
        for group in GROUPS:
            asks += [
                Ask(break_name(card), words, "list", choices_for(group), group=BREAKS_HEADING, optional=True)
                for card, words in cards_of(shown, group).items()
            ]
        return (*asks, *option_ask(shown, "What do you do next?"))

    def mark(self, shown: Content, answer: Answer) -> Marked:
        """Links by precision and recall; each named break has to be found."""
        return mark(shown, answer)

    def model(self, shown: Content) -> Answer:
        """Every needed link and every break."""
        answer = {break_name(card): found["what"] for card, found in breaks_of(shown).items()}
        for need in shown["needs"]:
            for side in SIDES:
                cards = [
                    link["card"]
                    for link in shown["links"]
                    if (link["need"], link["force"]) == (need["id"], "needed")
                    and link["card"].startswith(side.upper())
                ]
                names = names_of(need["id"], side, width(shown, side))
                answer.update(zip(names, cards or [NONE], strict=False))
        return {**answer, **option_model(shown)}
