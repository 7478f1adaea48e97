"""Reading what fails widely and what is done about it."""
