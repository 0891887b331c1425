"""Provider systems behind the port: chosen by the composition root only."""
