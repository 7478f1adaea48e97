"""Pages of gates: seeing where people stand, and deciding."""
