"""Pure helpers without I/O: errors, progress, text, timecode, digests."""
