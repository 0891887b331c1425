"""Word documents to a draft: one section a heading, its paragraphs, lists, tables and pictures in order."""
