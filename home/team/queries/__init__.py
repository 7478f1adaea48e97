"""Reading a team: who is in it, what each may do, and what stands beside that."""
