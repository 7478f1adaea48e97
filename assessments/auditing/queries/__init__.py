"""Reading audits done here, for pages and commands."""
