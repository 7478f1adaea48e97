"""What people type in the right of reply and on panels."""
