"""Pages of audits done here."""
