"""What may be done with a version of the framework, and how two versions compare."""
