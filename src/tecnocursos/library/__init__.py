"""Media assets: pictures, videos and sounds of a tenant, found by their words, rated, and known where they are used."""
