"""Reading the matrix and what is asked of people."""
