"""Pages of the matrix, of where people stand and of what is asked of them."""
