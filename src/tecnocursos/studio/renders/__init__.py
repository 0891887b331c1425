"""Renders: a project's course, as it was when asked for, made into a video and what lies beside it."""
