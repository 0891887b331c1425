"""Script: an Outline becomes a Course. Scenes are composed, then written without a model or taken from the notes."""
