"""What may be asked of the law: a timeline from events, and the pages about references and rules."""
