"""What an author fills in for a timeline: what happened and when, what is claimed, what is asked. Pure."""

from __future__ import annotations

from academy.law.dates import UNITS
from academy.law.pack import current_pack
from assessments.questions.kinds import Slot

FIXED, BETWEEN, ANY_DAY, AFTER, EARLIER = "fixed", "between", "any_day", "after", "before"
HOLIDAY_STARTS, HOLIDAY_ENDS, SEPTEMBER = "holiday_starts", "holiday_ends", "september"
HOW = (
    (FIXED, "On one fixed date"),
    (BETWEEN, "On a working day between two dates"),
    (ANY_DAY, "On any day between two dates, weekends too"),
    (AFTER, "So long after another day"),
    (EARLIER, "So long before another day"),
    (HOLIDAY_STARTS, "On the first day of a school holiday that begins between two dates"),
    (HOLIDAY_ENDS, "On the day school opens again after the holiday that begins on another day"),
    (SEPTEMBER, "On the first 1 September after another day"),
)
PREFERS = (
    ("", "No matter"),
    ("bank_holiday", "A bank holiday falls in the three weeks after it"),
    ("december", "From 1 to 24 December"),
    ("august", "In August"),
    ("term_end", "In the two weeks before a school holiday"),
)
HOLIDAYS = (
    ("", "Any"),
    ("Summer holiday", "Summer holiday"),
    ("Christmas holiday", "Christmas holiday"),
    ("Easter holiday", "Easter holiday"),
    ("half term", "A half term"),
)
DATE, SAFE, OPEN, IN_TIME, FIXED_CHOICE = "date", "safe", "open", "in_time", "choice"
SHUT_DAYS, WINDOW_OPENS, WINDOW_ENDS = "shut_days", "window_opens", "window_ends"
WHATS = (
    (DATE, "The date that a rule gives"),
    (SAFE, "The practical safe day for that date (after a minimum: the first working day to act)"),
    (OPEN, "Yes or no: is the exception open?"),
    (IN_TIME, "Yes or no: is a day in time (after a minimum: may you act on it)?"),
    (SHUT_DAYS, "A number: how many days the closure lasts"),
    (WINDOW_OPENS, "A date: the first day to have asked for advice, for the closure exception"),
    (WINDOW_ENDS, "A date: the last day to have asked for advice, for the closure exception"),
    (FIXED_CHOICE, "One of the answers that you write below"),
)
LANDS = (
    ("", "No matter"),
    ("working", "The date is a working day"),
    ("not_working", "The date is a weekend or a bank holiday"),
    ("bank_holiday", "The date is a bank holiday"),
    ("moved", "The tribunal's August or Christmas rule moves the date"),
    ("yes", "The answer is yes"),
    ("no", "The answer is no"),
)
WORKING_DAYS, STAFF, HOLIDAY = "working_days", "staff_shortage", "short_holiday"
NEVERS = {
    WORKING_DAYS: (
        "You counted working days for the family's 15 days on a draft. "
        "They are calendar days, and the day of service is day 1."
    ),
    STAFF: "You stopped the clock because there were too few staff. The law has no such exception.",
    HOLIDAY: "You used a school holiday of less than four weeks as an exception. It never is one.",
}
"""The mistakes of which one alone fails a paper, in words."""

EVENTS = tuple((event.key, event.label) for event in current_pack().events.values())
GROUNDS = tuple((ground.key, ground.title) for ground in current_pack().grounds.values())
RULES = tuple(
    (f"{rule.code}:{clause.key}", f"{rule.code} {clause.task}")
    for rule in current_pack().rules.values()
    for clause in rule.dates
)

DAY_SLOTS = (
    Slot("name", "Short name", hint="Small letters and _, such as review_meeting. Write {review_meeting} in "
         "the text where the date belongs, or {review_meeting.short} for a date without the weekday."),
    Slot("event", "Which clock it starts", "choice", choices=EVENTS, required=False,
         hint="Leave empty for a day that starts no clock."),
    Slot("how", "How the date is found", "choice", choices=HOW),
    Slot("on", "The date, or the earliest", "date", required=False),
    Slot("until", "The latest date", "date", required=False),
    Slot("of", "Short name of the other day", required=False, hint="It must stand in an earlier row."),
    Slot("least", "At least so many", "number", required=False, least=0),
    Slot("most", "At most so many", "number", required=False, least=0, most=500),
    Slot("unit", "Days, weeks or months", "choice", choices=tuple((key, f"{word}s") for key, word in
         UNITS.items()), required=False),
    Slot("holiday", "Which school holiday", "choice", choices=HOLIDAYS[1:], required=False),
    Slot("prefer", "A day that makes it harder", "choice", choices=PREFERS[1:], required=False),
)  # fmt: skip
CLAIM_SLOTS = (
    Slot("ground", "What is claimed", "choice", choices=GROUNDS),
    Slot("from", "Short name of the day it began", required=False),
    Slot("back", "Short name of the day it was over", required=False),
    Slot("asked", "Short name of the day you asked for advice", required=False),
)
ASK_SLOTS = (
    Slot("ask", "What you ask", "text"),
    Slot("what", "What the answer is", "choice", choices=WHATS),
    Slot("rule", "The time limit", "choice", choices=RULES, required=False),
    Slot("ground", "The exception", "choice", choices=GROUNDS, required=False),
    Slot("day", "Short name of the day that is to be in time", required=False),
    Slot("against", "Or the date of this time limit is to be in time", "choice", choices=RULES,
         required=False),
    Slot("answers", "The answers to choose from", "lines", required=False, hint="One a line."),
    Slot("right", "The right one, word for word", required=False),
    Slot("trap", "The one that must never be chosen, word for word", required=False),
    Slot("trap_is", "Why it must never be chosen", "choice", choices=tuple(NEVERS.items()), required=False),
    Slot("lands", "Draw the dates so that", "choice", choices=LANDS[1:], required=False),
    Slot("reason", "Your own words on it", "text", required=False,
         hint="Shown after the counting and the rule, which are written for you."),
    Slot("law", "Where the law says so", "laws", required=False,
         hint="The time limit and its source are named for you."),
    Slot("points", "Points", "number", required=False, least=0.5, most=10, hint="1 if left empty."),
)  # fmt: skip
SLOTS = (
    Slot("scenario", "What happened", "text",
         hint="Write a short name in curly brackets where its date belongs: You received it on "
         "{request_received}."),
    Slot("days", "The days", "rows", slots=DAY_SLOTS, least=1, most=12),
    Slot("claims", "Exceptions that somebody claims", "rows", slots=CLAIM_SLOTS, required=False, most=4),
    Slot("asks", "What you ask", "rows", slots=ASK_SLOTS, least=1, most=12),
    Slot("advice", "What to remember", "lines", required=False, hint="Shown to everybody afterwards."),
)  # fmt: skip
