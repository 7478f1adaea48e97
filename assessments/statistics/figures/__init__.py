"""Classical item statistics over plain frames. Pure: nothing here asks a table."""

from assessments.statistics.figures.cohorts import CohortFigures, cohort_figures
from assessments.statistics.figures.coverage import (
    DIFFICULTIES,
    Cell,
    LineCover,
    Stock,
    Wanted,
    cover_lines,
    cover_table,
)
from assessments.statistics.figures.items import (
    LEAST_TO_JUDGE,
    LEAST_TO_SHOW,
    ItemFigures,
    PaperFigures,
    paper_figures,
    with_rest,
)
from assessments.statistics.figures.options import OptionFigures, guess_score, option_figures, thirds
from assessments.statistics.figures.predicting import LEAST_A_SIDE, Prediction, newcombe, predict, wilson

__all__ = [
    "DIFFICULTIES",
    "LEAST_A_SIDE",
    "LEAST_TO_JUDGE",
    "LEAST_TO_SHOW",
    "Cell",
    "CohortFigures",
    "ItemFigures",
    "LineCover",
    "OptionFigures",
    "PaperFigures",
    "Prediction",
    "Stock",
    "Wanted",
    "cohort_figures",
    "cover_lines",
    "cover_table",
    "guess_score",
    "newcombe",
    "option_figures",
    "paper_figures",
    "predict",
    "thirds",
    "wilson",
    "with_rest",
]
