"""What people may ask of whoever keeps data about them: a copy, and to be forgotten.

Members are here; customers of customer service are in `support`, which makes its packages with these parts.
"""
