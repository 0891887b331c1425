"""Revisions: a project's whole course as it once was, to compare with and to go back to."""
