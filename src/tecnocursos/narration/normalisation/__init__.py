"""Text as written becomes text as spoken, in Portuguese and English, and every part stays aligned with its source."""
