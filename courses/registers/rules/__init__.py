"""What a register may say, who may keep it, and what coming counts for."""
