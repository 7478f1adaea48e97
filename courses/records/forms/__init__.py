"""What people type about their record, a certificate or a badge."""
