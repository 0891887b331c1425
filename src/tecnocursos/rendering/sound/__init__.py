"""The sound track: each scene's speech mixed, levelled and encoded by itself, joined without encoding again."""
