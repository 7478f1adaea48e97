"""Pages of partner organisations: joining, the coordinators' side and the academy's."""
