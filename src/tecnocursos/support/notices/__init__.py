"""Notices: the customers of a region are told of an outage before they ask, each once."""
