"""Rules of evidence: the short form of each kind, and who records what."""
