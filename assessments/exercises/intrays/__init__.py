"""X12: order a week of tasks by duty, risk and date, and plan contact between milestones."""
