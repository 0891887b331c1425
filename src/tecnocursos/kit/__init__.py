"""Pure parts without I/O of their own: errors, values, progress, text, language, digests, loudness, timecode."""
