"""What the state of requests, exemptions, paths and licences allows."""
