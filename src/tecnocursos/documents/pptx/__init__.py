"""PowerPoint decks to a draft: one section a slide, its shapes in reading order."""
