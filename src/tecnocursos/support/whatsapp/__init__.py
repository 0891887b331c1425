"""The WhatsApp Cloud API: what it sends, what it takes, and how it says no."""
