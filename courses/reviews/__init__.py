"""Reviewing what editors write: three people say yes before learners get it, and it can be seen who did."""
