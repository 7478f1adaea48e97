"""X5: grade an extract of a plan, and see how near you are to the moderated grade."""
