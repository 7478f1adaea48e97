"""What people type into registers and evaluations."""
