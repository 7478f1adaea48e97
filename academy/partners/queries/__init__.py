"""Reading organisations, their people, and the young experts whom an adult brings."""
