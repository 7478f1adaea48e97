"""The learning hub: one catalogue of sessions, notes, modules and resources, for everybody."""
