"""Partner organisations: their people, who looks after them, and the ways in for somebody new."""
