"""What a tenant may use: plans, and counters that cannot be passed by asking twice at once."""
