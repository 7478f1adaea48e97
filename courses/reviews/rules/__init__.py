"""What a review asks for, what changed, and what a page still lacks. Pure, except for who may do it."""
