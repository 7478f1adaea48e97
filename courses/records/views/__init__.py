"""Pages of the record, of certificates and of the public check."""
