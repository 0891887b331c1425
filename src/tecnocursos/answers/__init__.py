"""Questions and the tenant's documents -> an answer with the passages that it is from, or an honest refusal.

Promises: nothing that the cited passages do not say, nothing of another tenant.
"""
