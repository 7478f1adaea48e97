"""Reading plans: always as far as the reader may see."""
