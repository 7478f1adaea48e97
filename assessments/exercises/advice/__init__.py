"""X9: whose advice must be sought, whether earlier advice will do, and whether a reply is enough."""
