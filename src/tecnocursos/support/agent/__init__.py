"""The bot: what a customer has said becomes a workflow's step, an answer from documents, or a person."""
