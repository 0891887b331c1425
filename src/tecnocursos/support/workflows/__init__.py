"""What the agent does step by step: plain state machines, without a database and without a model."""
