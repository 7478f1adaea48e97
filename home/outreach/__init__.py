"""What came of the sessions: who came, who never does, what is asked for, and whether advice improved."""
