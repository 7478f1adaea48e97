"""The shorter way for people who know the work: exemptions, prior learning, the upskilling path, licences."""
