"""X10: which ground of the law, if any, supports not naming the setting that was asked for."""
