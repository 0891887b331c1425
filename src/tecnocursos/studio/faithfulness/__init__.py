"""Is a script true to its document: numbers, units, dates, names and negations, line by line, without a model."""
