"""Handbooks and standard operating procedures: pages with an owner and versions, and who has read which."""
