"""Writes MP4 files (ISO/IEC 14496-12) of one picture track, one sound track, captions and chapters.

FFmpeg could join them too; of an edit that leaves most of a video as it was, its reading and writing packet by packet
was the largest cost (decision record 8).
"""
