"""Reading the hub: its catalogue, what somebody looks for in it, and what a person keeps of it."""
