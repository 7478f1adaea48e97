"""How results come to a task that is met and to a gate that may be opened, and who may open it."""
