"""Whether what is taught and asked is still the law: what a change touches, who learned it, who tops up."""
