"""Reading tasks, work, marks and results, each as far as the one who asks may see it."""
