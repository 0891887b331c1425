"""Courses as text: Markdown with a YAML header that reads back as the same course (docs/guides/course-as-text.md)."""
