"""Reading rules: their versions, what they can speak of, and what they would have asked."""
