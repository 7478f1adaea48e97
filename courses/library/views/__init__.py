"""Pages of the hub's shelf."""
