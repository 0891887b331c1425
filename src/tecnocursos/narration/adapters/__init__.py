"""Engines behind the port. Only the composition root names them."""
