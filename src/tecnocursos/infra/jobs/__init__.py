"""Work done later: jobs are rows, written in the caller's transaction. The row is the truth; a queue only wakes.

A job is done at least once and leaves one effect: an attempt that lost its lease cannot finish it.
"""
