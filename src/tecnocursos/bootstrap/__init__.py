"""The composition root: settings become the parts of the product. Only this room chooses adapters."""
