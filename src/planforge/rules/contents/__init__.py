"""What articles want plans to contain."""
