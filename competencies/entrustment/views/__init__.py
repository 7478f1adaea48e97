"""Pages of levels: seeing them, deciding, signing second, agreeing more support."""
