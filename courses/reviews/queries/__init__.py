"""Reading drafts and their reviews."""
