"""Rooms in which people and the product speak at once: events, presence, chat, notifications."""
