"""Comments on scenes and on words of them: threads, mentions, and places that follow the text."""
