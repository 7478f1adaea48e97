"""What may be done with a cohort and its people, decided from facts. Pure."""
