"""Narration: text becomes speech with word timings. Voices, lexicon, normalisation, one adapter per engine.

Promises: what is shown and what is said never leak into each other; a line that should sound and does not is an
error; the same line in the same voice is spoken once and kept.
"""
