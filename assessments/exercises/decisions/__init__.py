"""X7: a decision letter or record. What is unlawful or missing, which test holds, whether it was in time."""
