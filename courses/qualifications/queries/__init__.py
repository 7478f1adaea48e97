"""Reading registrations and portfolios."""

from courses.qualifications.queries.portfolios import Portfolio, UnitView, portfolio_of, registrations_seen

__all__ = ["Portfolio", "UnitView", "portfolio_of", "registrations_seen"]
