"""Reading what sittings say about items, and what the bank holds."""

from assessments.statistics.queries.choosing import Part, choices_of, parts_of
from assessments.statistics.queries.cover import BankCover, bank_cover, paper_cover
from assessments.statistics.queries.pages import (
    ItemPage,
    PaperLine,
    PaperPage,
    item_page,
    paper_page,
    papers_with_figures,
)
from assessments.statistics.queries.report import PaperReport, paper_called, report_as_json, report_of
from assessments.statistics.queries.responses import Responses, intakes_of, responses_of
from assessments.statistics.queries.standing import (
    IntakeConfusion,
    Standing,
    own_standing,
    placed_words,
    sections_by_intake,
)
from assessments.statistics.queries.words import item_words, paper_words

__all__ = [
    "BankCover",
    "IntakeConfusion",
    "ItemPage",
    "PaperLine",
    "PaperPage",
    "PaperReport",
    "Part",
    "Responses",
    "Standing",
    "bank_cover",
    "choices_of",
    "intakes_of",
    "item_page",
    "item_words",
    "own_standing",
    "paper_called",
    "paper_cover",
    "paper_page",
    "paper_words",
    "papers_with_figures",
    "parts_of",
    "placed_words",
    "report_as_json",
    "report_of",
    "responses_of",
    "sections_by_intake",
]
