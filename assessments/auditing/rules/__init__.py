"""Who may do what to audits done here, and what their state allows."""
