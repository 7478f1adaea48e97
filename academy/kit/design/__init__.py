"""The design page: every component in every state. Routed in demo and test settings only."""
