"""What a team's matrix shows and what follows from it: pure, over plain rows."""
