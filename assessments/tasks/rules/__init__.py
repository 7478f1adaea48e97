"""The rules of practical tasks: who may do what when, what passes, who is marked twice."""
