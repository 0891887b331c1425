"""Rendering: a frozen Timeline becomes a video file. Knows nothing of projects, documents or databases.

Promises: the same Timeline gives the same bytes; what did not change is not made again; a killed render leaves no
half file; memory does not grow with length.
"""
