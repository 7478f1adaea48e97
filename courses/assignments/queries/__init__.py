"""Reading assignments: facts for the rules, the board of the loop, one finding's chain, a person's own work."""
