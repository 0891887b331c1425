"""The picture track: stills encoded once, repeated by skip pictures, joined by short encoded transitions."""
