"""Reading assignments: facts for the rules, the board, one finding's chain, a person's own work."""
