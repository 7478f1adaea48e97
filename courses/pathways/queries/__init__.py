"""Reading the shorter way: exemptions, paths, requests and licences."""

from courses.pathways.queries.exempt import exempted_modules
from courses.pathways.queries.licences import licence_of, licensed

__all__ = ["exempted_modules", "licence_of", "licensed"]
