"""A new version of a document: which scenes it touches, and what each of them would become without losing edits."""
