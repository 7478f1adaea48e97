"""What everybody has to have learnt: the training matrix, and everything that is asked of a person."""
