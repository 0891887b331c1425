"""PDF: glyphs become lines, lines become columns and paragraphs, and these become the sections of an outline."""
