"""Services behind the ports: chosen by the composition root only."""
