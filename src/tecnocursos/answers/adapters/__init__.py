"""Services that word answers and embed texts."""
