"""Did practice change where training was given? Pure arithmetic over plain rows, with an honest interval.

People picked for a low grade often do better next time anyway (regression to the mean), so a plain before
and after flatters training. The comparison is with the same kind of finding that was not answered, because
the person had no free place or had the module already. See `cases` for who is compared, `fitting` for what is
allowed for and how sure it is, `ranking` for which module works better than which, `severity` for auditors.

Unit: steps on the four-point grade line, or shares of "good or better" when asked for.
"""

from .cases import GOOD, LEAST, UNTRAINED, WAIT_DAYS, WINDOW_DAYS, Call, Case, Mark, Marks, gather_calls
from .fitting import Design, Fit
from .measuring import FEWEST, Effect, Side, measure_effect, measure_kinds
from .ranking import Ranked, rank_effects
from .severity import estimate_severity
from .workshops import gather_team_calls

__all__ = [
    "FEWEST",
    "GOOD",
    "LEAST",
    "UNTRAINED",
    "WAIT_DAYS",
    "WINDOW_DAYS",
    "Call",
    "Case",
    "Design",
    "Effect",
    "Fit",
    "Mark",
    "Marks",
    "Ranked",
    "Side",
    "estimate_severity",
    "gather_calls",
    "gather_team_calls",
    "measure_effect",
    "measure_kinds",
    "rank_effects",
]
