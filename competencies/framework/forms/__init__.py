"""What those who keep the framework write."""
