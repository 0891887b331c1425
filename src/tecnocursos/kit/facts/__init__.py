"""Facts of Portuguese and English texts, and which of them another text does not say, without a model."""
