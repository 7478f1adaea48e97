"""X1: statutory timelines. Dates are drawn for each person and their answers worked out from the law pack."""
