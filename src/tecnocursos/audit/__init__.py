"""Who did what: an append-only record, chained by hashes inside each tenant, so that a change of the past shows."""
