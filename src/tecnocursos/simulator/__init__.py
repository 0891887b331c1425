"""The local WhatsApp server: does on this machine what Meta's Cloud API does, so that all works without an account.

Promises: a program that works with it works with Meta's server, as far as `graph_api` goes; what Meta's server does
seldom and unasked (twice, late, in another order, not at all) it does when told to (`Modes`). Keeps all in memory.
"""
