"""Forms of audits done here."""
