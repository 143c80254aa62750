"""The only reader of plan files: bytes to plain trees, and a finding for what cannot be read."""
