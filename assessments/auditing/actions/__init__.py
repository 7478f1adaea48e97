"""Every change to audits done here."""
