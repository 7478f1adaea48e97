"""Pages of registers and of what comes after."""
